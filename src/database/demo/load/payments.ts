import type { ClientBase } from 'pg';
import { aboutInMinor, decimalText } from '../money.js';
import { PROVIDERS, type Provider } from '../payments.data.js';
import { addCases } from './cases.js';
import { inOneGo } from './crew.js';
import { idFrom } from './derived-ids.js';
import { addDestinations, type SealDestination } from './destinations.js';
import { addReconciliations } from './reconciliations.js';
import { addWithdrawals } from './withdrawals.js';

/** How the demo's payment providers are reached; what is sealed only the gateway opens. */
export interface ProviderAccess {
  readonly baseUrl: string | null;
  readonly settings: Readonly<Record<string, string>>;
  readonly sealedSecrets: string | null;
}

const SET_UP: Readonly<
  Record<string, { readonly title: string; readonly kind: string; readonly tolerance: number; readonly window: number; readonly minutes: number }>
> = {
  cardway: { title: 'Cardway cards', kind: 'CARD', tolerance: 0, window: 90, minutes: 60 },
  'praxis-cashier': { title: 'Praxis cashier', kind: 'CASHIER', tolerance: 0, window: 90, minutes: 60 },
  // banks on the way keep something now and then
  bankwire: { title: 'Bank transfer', kind: 'BANK', tolerance: 100, window: 0, minutes: 20_160 },
};
const LEAST_USD = 10;
const MOST_USD = 100_000;
const TIMEOUT_MS = 5_000;

const INSERT_PROVIDER = `
  insert into payment_provider (code, title, kind, priority, base_url, settings, secrets, timeout_ms, session_minutes, amount_tolerance_bps, return_window_days)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`;
const INSERT_TERMS = `
  insert into payment_provider_currency (provider, currency, deposit_min, deposit_max, withdrawal_min, withdrawal_max, deposit_fee_bps, withdrawal_fee_bps, withdrawal_fee_fixed)
  values ($1, $2, $3, $4, $3, $4, $5, $6, $7)`;

/** What waits at a provider goes on waiting for a week, whenever somebody looks. */
const SESSIONS = [
  `update transaction set expires_at = $1::timestamptz + interval '7 days' where type = 'DEPOSIT' and status in ('CREATED', 'PENDING_PROVIDER')`,
  `insert into payment_session (transaction_id, redirect_url, opened_at)
   select t.id, p.base_url || '/pay/' || ltrim(t.provider_reference, 'pi_'), t.requested_at
   from transaction t join payment_provider p on p.code = t.provider where t.type = 'DEPOSIT' and t.status = 'PENDING_PROVIDER'`,
];

/** News of the last days, as the inbox keeps it. */
const EVENTS = `
  insert into payment_event (id, provider, event_id, vendor_type, direction, state, order_id, provider_reference, processed_amount, currency, happened_at, received_at,
    status, transaction_id, worked_at)
  select ${idFrom('t.id', 'event')}, t.provider, 'evt_' || left(md5(t.id::text), 20), case t.provider when 'cardway' then 'checkout.session.completed' else 'sale.approved' end,
    'DEPOSIT', 'SETTLED', t.id, t.provider_reference, t.processed_amount, t.currency, t.settled_at, t.settled_at, 'APPLIED', t.id, t.settled_at
  from transaction t where t.type = 'DEPOSIT' and t.status = 'SETTLED' and t.provider <> 'bankwire' and t.settled_at > $1::timestamptz - interval '5 days'
  union all
  select ${idFrom('o.id', 'event')}, o.provider, 'evt_' || left(md5(o.id::text), 20), case o.provider when 'cardway' then 'payout.paid' else 'payout.approved' end, 'PAYOUT', 'SETTLED', o.id,
    o.provider_reference, o.processed_amount, o.currency, o.settled_at, o.settled_at, 'APPLIED', o.transaction_id, o.settled_at
  from payout o where o.status = 'SETTLED' and o.provider <> 'bankwire' and o.settled_at > $1::timestamptz - interval '5 days'`;

const TABLES = ['payout_destination', 'payout', 'ledger_hold', 'payment_event', 'payment_case', 'payment_session'];

/** What the payments of the year left behind, and what waits for finance today. Triggers rest: what they would do is proven afterwards. */
export async function addPayments(connection: ClientBase, access: Readonly<Record<string, ProviderAccess>>, seal: SealDestination, now: Date): Promise<void> {
  for (const [at, provider] of PROVIDERS.entries()) await addProvider(connection, provider, at, access[provider.name]);
  await addDestinations(connection, seal, now);
  await addWithdrawals(connection);
  for (const statement of [...SESSIONS, EVENTS]) await connection.query(statement, statement.includes('$1') ? [now] : []);
  await inOneGo(connection, () => addCases(connection, now));
  await inOneGo(connection, () => addReconciliations(connection, now));
  for (const table of TABLES) await connection.query(`analyze ${table}`);
}

async function addProvider(
  connection: ClientBase,
  { name, currencies, depositFeeBps, withdrawalFeeBps, withdrawalFeeUsd }: Provider,
  at: number,
  access?: ProviderAccess,
): Promise<void> {
  const setUp = SET_UP[name];
  if (setUp === undefined) throw new Error(`The provider ${name} is not set up`);
  const { title, kind, minutes, tolerance, window } = setUp;
  await connection.query(INSERT_PROVIDER, [
    ...[
      name,
      title,
      kind,
      (at + 1) * 10,
      access?.baseUrl ?? null,
      JSON.stringify(access?.settings ?? {}),
      access?.sealedSecrets ?? null,
      TIMEOUT_MS,
      minutes,
      tolerance,
      window,
    ],
  ]);
  for (const currency of currencies) {
    const about = (usd: number): string => decimalText(aboutInMinor(usd, currency), currency);
    await connection.query(INSERT_TERMS, [name, currency, about(LEAST_USD), about(MOST_USD), depositFeeBps, withdrawalFeeBps, about(withdrawalFeeUsd)]);
  }
}
