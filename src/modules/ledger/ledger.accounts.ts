import { newId } from '../../database/ids.js';
import { statement, type Unit } from '../../database/unit.js';
import { Decimal } from '../../runtime/decimal.js';

/** Kinds of the house's own accounts, one per currency. */
export type HouseKind = 'FEE_INCOME' | 'COMMISSION_EXPENSE' | 'CREDIT_EXPENSE' | 'ADJUSTMENT' | 'SUSPENSE' | 'ROUNDING' | 'EXCHANGE' | 'NEGATIVE_BALANCE';
export type ProviderAccountKind = 'PROVIDER_CLEARING' | 'PROVIDER_FEE';

/** A ledger account by what it is for. Its code follows from that, so that the same account is never opened twice. */
export interface AccountName {
  readonly code: string;
  readonly kind: string;
  readonly currency: string;
  readonly clientId: string | null;
  readonly partnerId: string | null;
  readonly tradingAccountId: string | null;
}

/** An account as it stands under its lock: nobody else moves it until the transaction ends. */
export interface LockedAccount extends AccountName {
  readonly id: string;
  readonly balance: Decimal;
  readonly held: Decimal;
  /** What may be taken out. */
  readonly available: Decimal;
}

interface Holder {
  readonly id: string;
  readonly reference: string;
}
interface TradingHolder {
  readonly id: string;
  readonly clientId: string;
  readonly server: string;
  readonly login: string;
  readonly currency: string;
}

const nobody = { clientId: null, partnerId: null, tradingAccountId: null } as const;
const slug = (kind: string): string => kind.toLowerCase().replaceAll('_', '-');
const owned = (kind: string, owner: string, currency: string): Pick<AccountName, 'code' | 'kind' | 'currency'> => ({
  code: `${slug(kind)}/${owner}/${currency}`,
  kind,
  currency,
});

export const clientWallet = (client: Holder, currency: string): AccountName => ({
  ...nobody,
  ...owned('CLIENT_WALLET', client.reference, currency),
  clientId: client.id,
});
export const partnerWallet = (partner: Holder, currency: string): AccountName => ({
  ...nobody,
  ...owned('PARTNER_WALLET', partner.reference, currency),
  partnerId: partner.id,
});
/** What a client owes the house. */
export const receivable = (client: Holder, currency: string): AccountName => ({
  ...nobody,
  ...owned('RECEIVABLE', client.reference, currency),
  clientId: client.id,
});
export const houseAccount = (kind: HouseKind, currency: string): AccountName => ({ ...nobody, code: `${slug(kind)}/${currency}`, kind, currency });
export const providerAccount = (kind: ProviderAccountKind, provider: string, currency: string): AccountName => ({
  ...nobody,
  ...owned(kind, provider, currency),
});

const ofTrading = (kind: string, { id, clientId, server, login, currency }: TradingHolder): AccountName => ({
  ...{ code: `${slug(kind)}/${server}/${login}`, kind, currency, clientId, partnerId: null, tradingAccountId: id },
});
/** The money on a trading account. */
export const tradingFunds = (account: TradingHolder): AccountName => ofTrading('TRADING_ACCOUNT', account);
/** The credit (bonus) on a trading account. */
export const tradingCredit = (account: TradingHolder): AccountName => ofTrading('CREDIT', account);

// In order of id, and before anything is inserted that refers to them: two postings over the same accounts never wait for each other in a circle.
const LOCK = statement(
  'select id, code, balance::text as balance, held::text as held from ledger_account where code = any($1::text[]) order by id for no key update',
);
const OPEN = statement(`
  insert into ledger_account (id, code, kind, client_id, partner_id, trading_account_id, currency)
  select * from unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::uuid[], $6::uuid[], $7::text[]) on conflict do nothing`);

interface Stored {
  readonly id: string;
  readonly code: string;
  readonly balance: string;
  readonly held: string;
}

/** Locks the accounts, and opens those that there are not yet; answers in the order in which they are named. */
export async function lockAccounts<const N extends readonly AccountName[]>(unit: Unit, names: N): Promise<{ [K in keyof N]: LockedAccount }> {
  const codes = [...new Set(names.map(({ code }) => code))];
  let found = await unit.rows<Stored>(LOCK, [codes]);
  if (found.length < codes.length) {
    open(
      unit,
      names.filter(({ code }) => !found.some((account) => account.code === code)),
    );
    found = await unit.rows<Stored>(LOCK, [codes]);
  }
  const byCode = new Map(found.map((account) => [account.code, account]));
  return names.map((name) => locked(name, byCode.get(name.code))) as { [K in keyof N]: LockedAccount };
}

const LOOK = statement('select id, code, balance::text as balance, held::text as held from ledger_account where code = any($1::text[])');
const NOT_OPENED = { id: '', balance: '0', held: '0' };

/** The accounts as they stand, without a lock: for what only shows. One that was never opened stands at zero. */
export async function lookAtAccounts<const N extends readonly AccountName[]>(unit: Unit, names: N): Promise<{ [K in keyof N]: LockedAccount }> {
  const found = new Map((await unit.rows<Stored>(LOOK, [names.map(({ code }) => code)])).map((account) => [account.code, account]));
  return names.map((name) => locked(name, found.get(name.code) ?? { ...NOT_OPENED, code: name.code })) as { [K in keyof N]: LockedAccount };
}

function open(unit: Unit, missing: readonly AccountName[]): void {
  unit.write(OPEN, [
    missing.map(() => newId()),
    missing.map(({ code }) => code),
    missing.map(({ kind }) => kind),
    missing.map(({ clientId }) => clientId),
    missing.map(({ partnerId }) => partnerId),
    missing.map(({ tradingAccountId }) => tradingAccountId),
    missing.map(({ currency }) => currency),
  ]);
}

function locked(name: AccountName, stored: Stored | undefined): LockedAccount {
  // opened by hand under another code: the index that forbids a second one has spoken
  if (stored === undefined) throw new Error(`The ledger has no account ${name.code}, and lets none be opened`);
  const [balance, held] = [new Decimal(stored.balance), new Decimal(stored.held)];
  return { ...name, id: stored.id, balance, held, available: balance.minus(held) };
}
