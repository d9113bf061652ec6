import { newId } from '../../database/ids.js';
import { statement, type Unit } from '../../database/unit.js';
import { amountText, Decimal } from '../../runtime/decimal.js';
import {
  type AccountName,
  clientWallet,
  houseAccount,
  lockAccounts,
  type LockedAccount,
  post,
  providerAccount,
  receivable,
  tradingFunds,
} from '../ledger/index.js';
import { insertTransaction, type MoneyAccount, moneyAccounts, step, type TransactionRecord } from '../transactions/index.js';
import { openCase, type CaseKind } from './case.record.js';
import type { Applied } from './payout.booking.js';

/** What is known of a deposit now, as the provider says it. */
export interface DepositNews {
  readonly state: 'PENDING' | 'SETTLED' | 'DECLINED' | 'EXPIRED' | 'CANCELLED' | 'REVERSED' | 'CHARGED_BACK';
  readonly providerReference: string | null;
  /** What arrived, or of what was undone how much was taken back. */
  readonly processedAmount: Decimal | null;
  readonly currency: string | null;
  /** What the provider kept for itself. */
  readonly fee: Decimal | null;
  readonly reason: string | null;
  /** The inbox's row, for a case that comes of it. */
  readonly eventId: string | null;
}

interface Owner {
  readonly id: string;
  readonly reference: string;
  readonly status: string;
  readonly noDeposit: boolean;
  readonly toleranceBps: number;
  readonly inSuspense: boolean;
  /** What was in suspense went back to the payer. */
  readonly wasReturned: boolean;
}

const OWNER = statement(`
  select c.id, c.reference, c.onboarding_status as status, p.amount_tolerance_bps as "toleranceBps",
    exists (select from restriction r where r.client_id = c.id and r.kind = 'NO_DEPOSIT' and r.trading_account_id is null and r.lifted_at is null
      and (r.expires_at is null or r.expires_at > now())) as "noDeposit",
    exists (select from payment_case k where k.transaction_id = $2 and k.in_suspense) as "inSuspense",
    exists (select from payment_case k where k.transaction_id = $2 and k.in_suspense and k.resolution = 'RETURNED') as "wasReturned"
  from client c, payment_provider p where c.id = $1 and p.code = $3`);
const RESTRICT = statement(`
  insert into restriction (id, client_id, kind, reason, created_by)
  select $1, $2, 'NO_WITHDRAWAL', $3, 'Countinghouse' where not exists (select from restriction where client_id = $2 and kind = 'NO_WITHDRAWAL' and trading_account_id is null
    and lifted_at is null and (expires_at is null or expires_at > now()))`);
const FUNDED = statement('update client set first_funded_at = coalesce(first_funded_at, now()), last_cash_at = now() where id = $1');

const OPEN: readonly string[] = ['CREATED', 'PENDING_PROVIDER', 'UNKNOWN'];
const GONE: readonly string[] = ['CLOSED', 'TERMINATED', 'REJECTED'];

/** Books what became of a deposit that is locked. The same news twice changes nothing. */
export async function applyDepositNews(unit: Unit, deposit: TransactionRecord, news: DepositNews): Promise<Applied> {
  switch (news.state) {
    case 'PENDING':
      if (deposit.status !== 'CREATED') return 'NOTHING_NEW';
      step(unit, deposit, 'PENDING_PROVIDER', reference(news));
      return 'APPLIED';
    case 'DECLINED':
    case 'EXPIRED':
    case 'CANCELLED':
      if (!OPEN.includes(deposit.status)) return 'NOTHING_NEW';
      step(unit, deposit, news.state, { ...reference(news), ...(news.reason !== null && { reason: news.reason }) });
      return 'APPLIED';
    case 'SETTLED':
      return settle(unit, deposit, news);
    default:
      return undo(unit, deposit, news, news.state);
  }
}

const reference = ({ providerReference }: DepositNews) => (providerReference === null ? {} : { providerReference });

async function settle(unit: Unit, deposit: TransactionRecord, news: DepositNews): Promise<Applied> {
  if (deposit.status === 'SETTLED' || deposit.status === 'REVERSED' || deposit.status === 'CHARGED_BACK') return 'NOTHING_NEW';
  const owner = await ownerOf(unit, deposit);
  if (owner.inSuspense) return 'NOTHING_NEW';
  const processed = news.processedAmount ?? deposit.amount;
  const currency = news.currency ?? deposit.currency;
  const doubt = doubtOf(deposit, owner, processed, currency);
  if (doubt !== null) {
    await intoSuspense(unit, deposit, { ...news, processed, currency }, doubt);
    return 'APPLIED';
  }
  await creditDeposit(unit, deposit, { processed, source: 'PROVIDER_CLEARING', providerFee: news.fee, owner });
  step(unit, deposit, 'SETTLED', { ...reference(news), processedAmount: processed, settled: true });
  return 'APPLIED';
}

/** What keeps money out of the wallet until a person has looked at it; null: nothing. */
function doubtOf(deposit: TransactionRecord, owner: Owner, processed: Decimal, currency: string): { readonly kind: CaseKind; readonly detail: string } | null {
  const [asked, paid] = [`${amountText(deposit.amount, deposit.currency)} ${deposit.currency}`, `${amountText(processed, currency)} ${currency}`];
  const say = (what: string): string => `${deposit.reference}: ${what}`;
  if (GONE.includes(owner.status)) return { kind: 'PAID_TOO_LATE', detail: say(`${paid} arrived, and the client is ${owner.status}.`) };
  if (owner.noDeposit) return { kind: 'PAID_TOO_LATE', detail: say(`${paid} arrived, and the client may not deposit.`) };
  if (currency !== deposit.currency) return { kind: 'OTHER_CURRENCY', detail: say(`${paid} arrived instead of ${asked}.`) };
  const off = processed.minus(deposit.amount);
  if (off.abs().times(10_000).lessThanOrEqualTo(deposit.amount.times(owner.toleranceBps)) && processed.greaterThan(deposit.fee)) return null;
  return { kind: off.lessThan(0) ? 'AMOUNT_TOO_LOW' : 'AMOUNT_TOO_HIGH', detail: say(`${paid} arrived instead of ${asked}.`) };
}

async function intoSuspense(
  unit: Unit,
  deposit: TransactionRecord,
  news: DepositNews & { readonly processed: Decimal; readonly currency: string },
  doubt: { readonly kind: CaseKind; readonly detail: string },
): Promise<void> {
  const { processed, currency, eventId } = news;
  const provider = deposit.provider ?? '';
  const [suspense, clearing] = await lockAccounts(unit, [houseAccount('SUSPENSE', currency), providerAccount('PROVIDER_CLEARING', provider, currency)]);
  post(unit, {
    transactionId: deposit.id,
    description: 'Deposit that waits for an operator',
    lines: [
      [suspense, processed],
      [clearing, processed.negated()],
    ],
  });
  openCase(unit, {
    ...{
      kind: doubt.kind,
      provider,
      transactionId: deposit.id,
      clientId: deposit.clientId,
      paymentEventId: eventId,
      providerReference: news.providerReference,
    },
    ...{ amount: processed, currency, expectedAmount: deposit.amount, expectedCurrency: deposit.currency, inSuspense: true, detail: doubt.detail },
  });
  // it is paid, and waits for an operator now: neither the clock nor the client ends it any more
  const waits = deposit.status === 'EXPIRED' || deposit.status === 'DECLINED' || deposit.status === 'CANCELLED' ? deposit.status : 'UNKNOWN';
  step(unit, deposit, waits, { ...reference(news), reason: doubt.detail });
}

/** Money into the wallet, the house's fee out of it, and on to the trading account that was named. */
export async function creditDeposit(
  unit: Unit,
  deposit: TransactionRecord,
  given: { readonly processed: Decimal; readonly source: 'PROVIDER_CLEARING' | 'SUSPENSE'; readonly providerFee: Decimal | null; readonly owner?: Owner },
): Promise<void> {
  const { currency, fee } = deposit;
  const provider = deposit.provider ?? '';
  const owner = given.owner ?? (await ownerOf(unit, deposit));
  const account = await usableAccount(unit, deposit);
  const names: AccountName[] = [
    ...[clientWallet(owner, currency), houseAccount('FEE_INCOME', currency), providerAccount('PROVIDER_CLEARING', provider, currency)],
    ...[providerAccount('PROVIDER_FEE', provider, currency), houseAccount('SUSPENSE', currency), ...(account === null ? [] : [tradingFunds(account)])],
  ];
  const [wallet, income, clearing, providerFee, suspense, funds] = (await lockAccounts(unit, names)) as LockedAccount[] as [
    ...[LockedAccount, LockedAccount, LockedAccount, LockedAccount, LockedAccount],
    LockedAccount | undefined,
  ];
  const net = given.processed.minus(fee);
  const kept = given.providerFee ?? new Decimal(0);
  const from = given.source === 'SUSPENSE' ? suspense : clearing;
  post(unit, {
    transactionId: deposit.id,
    description: `Deposit by ${provider}`,
    lines: [
      [wallet, net],
      [income, fee],
      [from, given.processed.negated()],
      ...(kept.isZero()
        ? []
        : ([
            [providerFee, kept.negated()],
            [clearing, kept],
          ] as const)),
    ],
  });
  if (funds !== undefined)
    post(unit, {
      transactionId: deposit.id,
      description: 'Deposit passed on to the trading account',
      lines: [
        [wallet, net.negated()],
        [funds, net],
      ],
    });
  unit.write(FUNDED, [owner.id]);
}

/** The trading account that was named, unless nothing may go there any more: then the money stays in the wallet. */
async function usableAccount(unit: Unit, { tradingAccountId, currency }: TransactionRecord): Promise<MoneyAccount | null> {
  if (tradingAccountId === null) return null;
  const [account] = await moneyAccounts(unit, [tradingAccountId]);
  return account === undefined || account.status === 'ARCHIVED' || account.environment === 'DEMO' || account.currency !== currency ? null : account;
}

/** A deposit that is taken back: what the wallet cannot bear becomes the client's debt. */
async function undo(unit: Unit, deposit: TransactionRecord, news: DepositNews, state: 'REVERSED' | 'CHARGED_BACK'): Promise<Applied> {
  if (deposit.status === state || deposit.status === 'CHARGED_BACK') return 'NOTHING_NEW';
  if (deposit.status === 'REVERSED') {
    // the money is back at the payer already: nothing is taken twice
    step(unit, deposit, 'CHARGED_BACK', { ...(news.reason !== null && { reason: news.reason }) });
    return 'APPLIED';
  }
  const owner = await ownerOf(unit, deposit);
  if (deposit.status !== 'SETTLED') return owner.wasReturned ? 'NOTHING_NEW' : 'TOO_EARLY';
  const amount = Decimal.min(news.processedAmount ?? deposit.processedAmount ?? deposit.amount, deposit.processedAmount ?? deposit.amount);
  const isChargeback = state === 'CHARGED_BACK';
  const id = isChargeback ? newId() : deposit.id;
  if (isChargeback) insertChargeback(unit, deposit, id, amount, news);
  const owed = await takeBack(unit, deposit, { transactionId: id, amount, owner, isChargeback });
  step(unit, deposit, state, { ...(news.reason !== null && { reason: news.reason }) });
  if (!isChargeback && owed.isZero()) return 'APPLIED';
  unit.write(RESTRICT, [newId(), owner.id, isChargeback ? `Chargeback of ${deposit.reference}` : `Owes money after ${deposit.reference} was reversed`]);
  if (owed.isZero()) return 'APPLIED';
  openCase(unit, {
    ...{ kind: 'CHARGEBACK_DEBT', provider: deposit.provider, transactionId: id, clientId: owner.id, amount: owed, currency: deposit.currency },
    detail: `${deposit.reference} was taken back, and ${amountText(owed, deposit.currency)} ${deposit.currency} of it had left the wallet already: the client owes that.`,
  });
  return 'APPLIED';
}

function insertChargeback(unit: Unit, deposit: TransactionRecord, id: string, amount: Decimal, news: DepositNews): void {
  insertTransaction(unit, {
    ...{
      id,
      type: 'CHARGEBACK',
      status: 'SETTLED',
      clientId: deposit.clientId,
      amount,
      currency: deposit.currency,
      processedAmount: amount,
      relatedId: deposit.id,
    },
    ...{
      provider: deposit.provider,
      providerReference: news.providerReference ?? deposit.providerReference,
      reason: news.reason ?? 'Chargeback by the provider',
    },
    ...{ requestedBy: deposit.provider ?? 'Countinghouse', requestedById: null, settledAt: new Date().toISOString() },
  });
}

/** Answers with what the client owes. */
async function takeBack(
  unit: Unit,
  deposit: TransactionRecord,
  given: { readonly transactionId: string; readonly amount: Decimal; readonly owner: Owner; readonly isChargeback: boolean },
): Promise<Decimal> {
  const { currency, provider } = deposit;
  const [wallet, debt, clearing] = await lockAccounts(unit, [
    ...([clientWallet(given.owner, currency), receivable(given.owner, currency)] as const),
    providerAccount('PROVIDER_CLEARING', provider ?? '', currency),
  ]);
  const borne = Decimal.min(given.amount, Decimal.max(0, wallet.available));
  const owed = given.amount.minus(borne);
  post(unit, {
    transactionId: given.transactionId,
    description: given.isChargeback ? `Chargeback by ${provider}` : 'Deposit reversed by the provider',
    lines: [
      [wallet, borne.negated()],
      [debt, owed.negated()],
      [clearing, given.amount],
    ],
  });
  return owed;
}

async function ownerOf(unit: Unit, deposit: TransactionRecord): Promise<Owner> {
  const owner = await unit.row<Owner>(OWNER, [deposit.clientId, deposit.id, deposit.provider]);
  if (owner === undefined) throw new Error(`The deposit ${deposit.reference} is nobody's, or by no provider that is known`);
  return owner;
}
