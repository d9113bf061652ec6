import { newId } from '../../src/database/ids.js';
import type { TestGateway } from './gateway.js';
import type { Person } from './people.js';

type Sql = TestGateway['sql'];

export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly field: readonly string[] | null;
  readonly available?: { readonly amount: string; readonly currency: string };
  readonly currentVersion?: number;
}

export interface MoneyTransaction {
  readonly id: string;
  readonly version: number;
  readonly reference: string;
  readonly type: string;
  readonly status: string;
  readonly amount: string;
  readonly processedAmount: string | null;
  readonly fee: string;
  readonly approvalsMissing: number;
  readonly reason: string | null;
}

export interface MoneyPayload {
  readonly transaction: MoneyTransaction | null;
  readonly userErrors: readonly Failure[];
}

export const TRANSACTION_FIELDS = 'id version reference type status amount processedAmount fee approvalsMissing reason';
const PAYLOAD = `{ transaction { ${TRANSACTION_FIELDS} } userErrors { code message field ... on InsufficientFundsError { available { amount currency } } ... on StaleVersionError { currentVersion } } }`;

/** Calls a mutation that answers with a transaction; fails on errors at the top level. */
export async function move(gateway: TestGateway, mutation: string, input: Readonly<Record<string, unknown>>, as: Person): Promise<MoneyPayload> {
  const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
  const data = await gateway.data<Record<string, MoneyPayload>>(`mutation Move($input: ${type}!) { ${mutation}(input: $input) ${PAYLOAD} }`, { input }, { as });
  return data[mutation] as MoneyPayload;
}

/** As `move`, for what must succeed. */
export async function moved(gateway: TestGateway, mutation: string, input: Readonly<Record<string, unknown>>, as: Person): Promise<MoneyTransaction> {
  const { transaction, userErrors } = await move(gateway, mutation, input, as);
  if (transaction === null) throw new Error(`${mutation} was refused: ${JSON.stringify(userErrors)}`);
  return transaction;
}

/** A live trading account of a client. */
export async function addTradingAccount(
  sql: Sql,
  clientId: string,
  { currency = 'USD', environment = 'LIVE', status = 'ACTIVE' }: { currency?: string; environment?: string; status?: string } = {},
): Promise<string> {
  const id = newId();
  await sql(
    `insert into trading_account (id, client_id, platform, server, login, environment, "group", leverage, currency, status)
     values ($1, $2, 'MT5', 'Live-1', $3, $4, 'real\\standard', 30, $5, $6)`,
    [id, clientId, id.replaceAll('-', '').slice(-12), environment, currency, status],
  );
  return id;
}

async function ledgerAccount(
  sql: Sql,
  code: string,
  kind: string,
  currency: string,
  owner: { clientId?: string; partnerId?: string; tradingAccountId?: string },
): Promise<string> {
  await sql(
    `insert into ledger_account (id, code, kind, currency, client_id, partner_id, trading_account_id) values ($1, $2, $3, $4, $5, $6, $7) on conflict (code) do nothing`,
    [...[newId(), code, kind, currency, owner.clientId ?? null, owner.partnerId ?? null, owner.tradingAccountId ?? null]],
  );
  const [row] = await sql<{ id: string }>('select id from ledger_account where code = $1', [code]);
  return (row as { id: string }).id;
}

async function bring(sql: Sql, accountId: string, amount: string, currency: string): Promise<void> {
  const house = await ledgerAccount(sql, `suspense/${currency}`, 'SUSPENSE', currency, {});
  await sql(
    `with entry as (insert into journal_entry (id, description) values ($1, 'brought by a test') returning id)
     insert into journal_line (entry_id, number, account_id, currency, amount)
     select id, 1, $2::uuid, $4, $5::numeric from entry union all select id, 2, $3::uuid, $4, -$5::numeric from entry`,
    [newId(), accountId, house, currency, amount],
  );
}

/** Puts money into a client's wallet, out of nowhere but the suspense account. */
export async function fundWallet(sql: Sql, clientId: string, amount: string, currency = 'USD'): Promise<void> {
  const [client] = await sql<{ reference: string }>('select reference from client where id = $1', [clientId]);
  await bring(sql, await ledgerAccount(sql, `client-wallet/${client?.reference}/${currency}`, 'CLIENT_WALLET', currency, { clientId }), amount, currency);
}

/** Puts money into a partner's wallet, out of nowhere but the suspense account. */
export async function fundPartnerWallet(sql: Sql, partnerId: string, amount: string, currency = 'USD'): Promise<void> {
  const [partner] = await sql<{ reference: string }>('select reference from partner where id = $1', [partnerId]);
  await bring(sql, await ledgerAccount(sql, `partner-wallet/${partner?.reference}/${currency}`, 'PARTNER_WALLET', currency, { partnerId }), amount, currency);
}

/** Brings money (or a loss) onto a trading account. */
export async function fundAccount(sql: Sql, tradingAccountId: string, amount: string, kind: 'TRADING_ACCOUNT' | 'CREDIT' = 'TRADING_ACCOUNT'): Promise<void> {
  const [account] = await sql<{ server: string; login: string; currency: string; clientId: string }>(
    'select server, login, currency, client_id as "clientId" from trading_account where id = $1',
    [tradingAccountId],
  );
  if (account === undefined) throw new Error('There is no such account');
  const code = `${kind.toLowerCase().replace('_', '-')}/${account.server}/${account.login}`;
  await bring(sql, await ledgerAccount(sql, code, kind, account.currency, { clientId: account.clientId, tradingAccountId }), amount, account.currency);
}

export async function setRate(sql: Sql, base: string, quote: string, rate: string): Promise<void> {
  await sql('insert into exchange_rate (id, base, quote, rate, source, at) values ($1, $2, $3, $4, $5, now())', [newId(), base, quote, rate, 'test']);
}

/** A client's wallet by the ledger. */
export async function walletOf(sql: Sql, clientId: string, currency = 'USD'): Promise<{ balance: string; held: string }> {
  const [row] = await sql<{ balance: string; held: string }>(
    `select balance::text, held::text from ledger_account where kind = 'CLIENT_WALLET' and client_id = $1 and currency = $2`,
    [clientId, currency],
  );
  return row ?? { balance: '0', held: '0' };
}

/** A partner's wallet by the ledger. */
export async function partnerWalletOf(sql: Sql, partnerId: string, currency = 'USD'): Promise<{ balance: string; held: string }> {
  const [row] = await sql<{ balance: string; held: string }>(
    `select balance::text, held::text from ledger_account where kind = 'PARTNER_WALLET' and partner_id = $1 and currency = $2`,
    [partnerId, currency],
  );
  return row ?? { balance: '0', held: '0' };
}

/** What is wrong with the ledger: balances that are not the sum of their lines, currencies that do not add up, holds that do not fit, wallets below zero. */
export const ledgerFaults = (sql: Sql) =>
  sql<{ fault: string }>(`
    select 'balance ' || a.code || ' ' || a.balance as fault from ledger_account a
      where a.balance <> coalesce((select sum(l.amount) from journal_line l where l.account_id = a.id), 0)
    union all select 'currency ' || currency || ' ' || sum(balance) from ledger_account group by currency having sum(balance) <> 0
    union all select 'held ' || a.code || ' ' || a.held from ledger_account a
      where a.held <> coalesce((select sum(h.amount) from ledger_hold h where h.account_id = a.id and h.released_at is null), 0)
    union all select 'negative ' || a.code from ledger_account a where a.kind in ('CLIENT_WALLET', 'PARTNER_WALLET') and a.balance - a.held < 0
    union all select 'lost hold of ' || t.reference from ledger_hold h join transaction t on t.id = h.transaction_id
      where h.released_at is null and t.status not in ('HELD', 'IN_REVIEW', 'APPROVED', 'SENT_TO_PROVIDER', 'UNKNOWN')
    union all select 'no hold for ' || t.reference from transaction t where t.type = 'WITHDRAWAL' and t.status in ('HELD', 'IN_REVIEW', 'APPROVED', 'SENT_TO_PROVIDER', 'UNKNOWN')
      and not exists (select from ledger_hold h where h.transaction_id = t.id and h.released_at is null)`);
