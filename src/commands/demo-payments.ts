import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Config } from '../config.js';
import { bankMaker } from '../connectors/payments/bank/index.js';
import type { SimulatedPayment } from '../connectors/payments/simulator/records.js';
import { SIMULATOR_CREDENTIALS, startPaymentSimulators } from '../connectors/payments/simulator/simulators.js';
import type { ProviderAccess, SealDestination } from '../database/demo/index.js';
import type { Database } from '../database/orm.js';
import { fingerprintOf, sealDetails, secretsRow } from '../modules/payments/index.js';
import { currencyScale } from '../runtime/currency.js';
import { Decimal } from '../runtime/decimal.js';
import { Vault } from '../runtime/vault.js';
import type { CommandContext } from './command.js';

/** Beside the gateway; a gateway on a free port has its simulators on one, too. */
const portOf = (config: Config): number => (config.port === 0 ? 0 : config.port + 10);
const originOf = (config: Config): string => `http://127.0.0.1:${portOf(config)}`;

const VENDORS = { cardway: 'card', 'praxis-cashier': 'cashier' } as const;

/** How the demo's providers are reached: by the credentials that the simulators take. */
export function demoProviders(config: Config): Record<string, ProviderAccess> {
  const vault = new Vault(config.secrets.paymentKey);
  const { card, cashier, bank } = SIMULATOR_CREDENTIALS;
  const { merchantSecret, ...merchant } = cashier;
  const sealed = (code: string, secrets: object): string => vault.seal(secretsRow(code), JSON.stringify(secrets));
  const origin = originOf(config);
  return {
    cardway: { baseUrl: `${origin}/card`, settings: {}, sealedSecrets: sealed('cardway', card) },
    'praxis-cashier': { baseUrl: `${origin}/cashier`, settings: { ...merchant }, sealedSecrets: sealed('praxis-cashier', { merchantSecret }) },
    bankwire: { baseUrl: null, settings: { ...bank }, sealedSecrets: null },
  };
}

/** Bank accounts of the demo's clients, sealed as the gateway seals them. */
export function sealDemoDestination(config: Config): SealDestination {
  const vault = new Vault(config.secrets.paymentKey);
  return (id, details) => {
    const plain = { ...details };
    return { label: bankMaker.destinationLabel(plain), fingerprint: fingerprintOf(vault, 'bankwire', plain), details: sealDetails(vault, id, plain) };
  };
}

interface Known {
  readonly vendorId: string;
  readonly provider: keyof typeof VENDORS;
  readonly kind: 'deposit' | 'payout';
  readonly orderId: string;
  readonly reference: string;
  readonly customer: string;
  readonly amount: string;
  readonly currency: string;
  readonly state: SimulatedPayment['state'];
  /** Of what was paid. */
  readonly processed: string | null;
  readonly processedCurrency: string | null;
  /** The vendor's number of the deposit that a payout goes back to. */
  readonly returnsTo: string | null;
  readonly at: string;
}

const INSTANT = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
const NUMBER = (reference: string): string => `ltrim(${reference}, 'pi_')`;
/**
 * What the vendors know: deposits that wait, those that money can still go back to, payouts on their way or made, and what they told of and
 * nobody here knows. Where a case says that they see something otherwise, they do.
 */
const KNOWN = `
  select ${NUMBER('t.provider_reference')} as "vendorId", t.provider, 'deposit' as kind, t.id::text as "orderId", t.reference, c.reference as customer, t.amount::text as amount, t.currency,
    case t.status when 'PENDING_PROVIDER' then 'open' when 'REVERSED' then 'refunded' when 'CHARGED_BACK' then 'disputed' else 'paid' end as state,
    case when t.status <> 'PENDING_PROVIDER' then coalesce(k.amount, t.processed_amount)::text end as processed,
    case when t.status <> 'PENDING_PROVIDER' then coalesce(k.currency, t.currency) end as "processedCurrency", null as "returnsTo", ${INSTANT('t.requested_at')} as at
  from transaction t join client c on c.id = t.client_id
  left join payment_case k on k.transaction_id = t.id and k.status <> 'CLOSED' and (k.in_suspense or k.kind in ('DIFFERING', 'MISSING_THERE'))
  where t.type = 'DEPOSIT' and t.provider in ('cardway', 'praxis-cashier') and k.kind is distinct from 'MISSING_THERE'
    and (t.status = 'PENDING_PROVIDER' or t.status = 'UNKNOWN' and k.in_suspense or t.status in ('SETTLED', 'REVERSED', 'CHARGED_BACK') and t.settled_at > now() - interval '100 days')
  union all
  select '9' || substr(translate(md5(o.id::text), 'abcdef', '123456'), 1, 11), o.provider, 'payout', o.id::text, t.reference, c.reference, o.amount::text, o.currency,
    case o.status when 'SENT' then 'open' when 'SETTLED' then 'paid' when 'RETURNED' then 'returned' else 'declined' end, case when o.status in ('SETTLED', 'RETURNED') then o.amount::text end,
    o.currency, ${NUMBER('d.provider_reference')}, ${INSTANT('o.sent_at')}
  from payout o join transaction t on t.id = o.transaction_id join client c on c.id = t.client_id left join transaction d on d.id = o.deposit_id
  where o.provider in ('cardway', 'praxis-cashier') and o.status in ('SENT', 'SETTLED', 'RETURNED', 'DECLINED') and (o.status = 'SENT' or o.sent_at > now() - interval '100 days')
  union all
  select ${NUMBER('coalesce(e.provider_reference, k.provider_reference)')}, k.provider, 'deposit', k.id::text || '-theirs', 'unknown', 'unknown', k.amount::text, k.currency, 'paid', k.amount::text, k.currency, null,
    ${INSTANT(`coalesce(e.happened_at, k.opened_at - interval '14 hours')`)}
  from payment_case k left join payment_event e on e.id = k.payment_event_id where k.kind in ('UNMATCHED_EVENT', 'MISSING_HERE')`;

/** What was at the vendors when the demo was made: it stands there until somebody moves it on the vendors' pages. */
async function remember(file: string, database: Database, gatewayUrl: string): Promise<void> {
  if (existsSync(file)) return;
  const { rows } = await database.pool.query<Known>(KNOWN);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, rows.map((known) => `${JSON.stringify(recordOf(known, gatewayUrl))}\n`).join(''), { mode: 0o600 });
}

function recordOf({ vendorId, provider, amount, currency, processed, processedCurrency, at, ...known }: Known, gatewayUrl: string): SimulatedPayment {
  const minor = (sum: string, of: string): string => new Decimal(sum).times(10 ** currencyScale(of)).toFixed(0);
  const createdAt = Math.floor(Date.parse(at) / 1000);
  return {
    ...known,
    ...{ table: 'payment', id: vendorId, vendor: VENDORS[provider], currency, createdAt, changedAt: createdAt, asked: minor(amount, currency) },
    ...{ processed: processed && minor(processed, processedCurrency ?? currency), processedCurrency, reason: null },
    ...{ notifyUrl: `${gatewayUrl}/webhooks/payments/${provider}`, returnUrl: gatewayUrl, request: '' },
  };
}

const IS_SIMULATOR = 'Simulated payment providers';

/** Whether another gateway on this machine runs them there already. */
const runsAt = (origin: string): Promise<boolean> =>
  fetch(origin, { signal: AbortSignal.timeout(2_000) })
    .then((answer) => answer.text())
    .then(
      (text) => text.includes(IS_SIMULATOR),
      () => false,
    );

async function start({ config, lifecycle }: CommandContext, stateFile: string): Promise<string> {
  const open = async (port: number): Promise<string> => {
    const running = await startPaymentSimulators({ port, stateFile });
    await lifecycle.opened('simulators', () => running.stop());
    return new URL(running.urls.card).origin;
  };
  return open(portOf(config)).catch(async (error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    return (await runsAt(originOf(config))) ? originOf(config) : open(0);
  });
}

const MOVE_PROVIDER = `update payment_provider set base_url = $2, version = version + 1, updated_at = now() where code = $1 and base_url is distinct from $2`;
const MOVE_SESSIONS = `update payment_session set redirect_url = regexp_replace(redirect_url, '^https?://[^/]+', $1) where redirect_url not like $1 || '/%'`;

/** The vendors of the demo, beside the gateway that serves it. Answers with where their pages are. */
export async function startDemoPayments(context: CommandContext, database: Database, gatewayUrl: string): Promise<string> {
  const stateFile = join(context.config.dataDir, 'simulators.jsonl');
  await remember(stateFile, database, gatewayUrl);
  const origin = await start(context, stateFile);
  for (const [code, vendor] of Object.entries(VENDORS)) await database.pool.query(MOVE_PROVIDER, [code, `${origin}/${vendor}`]);
  await database.pool.query(MOVE_SESSIONS, [origin]);
  return origin;
}
