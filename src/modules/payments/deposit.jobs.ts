import type { PaymentFacts } from '../../connectors/payments/port.js';
import type { Database } from '../../database/orm.js';
import { statement } from '../../database/unit.js';
import { type AnyJob, defineJob, type JobContext, jobKind } from '../../runtime/jobs.js';
import type { AuditTrail } from '../audit/index.js';
import { canStep, lockTransaction, moneyUnit, step } from '../transactions/index.js';
import { storeEvent } from './inbox.record.js';
import type { ProviderDirectory } from './provider.directory.js';

interface Parts {
  readonly database: Database;
  readonly audit: AuditTrail;
  readonly directory: ProviderDirectory;
}

/** Asks the provider what became of a deposit of which nothing was heard. Safe to repeat. */
const DEPOSIT_LOOK_UP = jobKind<{ transactionId: string }>({ name: 'deposit.lookUp', maxAttempts: 5 });

interface Waiting {
  readonly id: string;
  readonly status: string;
  readonly provider: string;
  readonly providerReference: string | null;
  readonly isOver: boolean;
}

// A webhook may be lost: whoever waits longer than usual is asked about, at growing distances, and once more when the time is over.
const STALE = `
  select t.id from transaction t left join payment_session s on s.transaction_id = t.id
  where t.type = 'DEPOSIT' and t.status in ('CREATED', 'PENDING_PROVIDER') and t.expires_at is not null
    and (t.expires_at < now() or t.requested_at < now() - interval '3 minutes'
      and (s.looked_up_at is null or s.looked_up_at < now() - least(interval '1 hour', greatest(interval '1 minute', (now() - t.requested_at) / 3))))
  order by t.expires_at limit 200`;
const READ = `
  select id, status, provider, provider_reference as "providerReference", coalesce(expires_at < now(), false) as "isOver" from transaction where id = $1`;
const LOOKED_UP = statement('update payment_session set looked_up_at = now() where transaction_id = $1');

/** Follows deposits up until they end. */
export class DepositDesk {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  jobs(): AnyJob[] {
    return [
      defineJob({ ...DEPOSIT_LOOK_UP, run: ({ transactionId }, context) => this.lookUp(transactionId, context) }),
      defineJob<object>({ name: 'deposit.lookUpStale', maxAttempts: 1, every: '* * * * *', run: () => this.lookUpStale() }),
    ];
  }

  async lookUpStale(): Promise<void> {
    const { rows } = await this.#parts.database.pool.query<{ id: string }>(STALE);
    if (rows.length === 0) return;
    await this.#parts.database.unit(async (unit) => {
      for (const { id } of rows) unit.enqueue(DEPOSIT_LOOK_UP, { transactionId: id }, { key: id });
    });
  }

  async lookUp(transactionId: string, { request }: Pick<JobContext, 'request'>): Promise<void> {
    const { rows } = await this.#parts.database.pool.query<Waiting>(READ, [transactionId]);
    const [deposit] = rows;
    if (deposit === undefined || (deposit.status !== 'CREATED' && deposit.status !== 'PENDING_PROVIDER')) return;
    const { connector } = await this.#parts.directory.get(deposit.provider);
    const facts = connector.supports.lookUp
      ? await connector.lookUp({ direction: 'DEPOSIT', orderId: deposit.id, providerReference: deposit.providerReference })
      : null;
    await this.#parts.database.unit(async (unit) => unit.write(LOOKED_UP, [deposit.id]));
    if (facts !== null && facts.state !== 'PENDING') await this.#tell(deposit, facts);
    else if (deposit.isOver) await this.#expire(deposit, request);
  }

  /** By the inbox, like everything that a provider says. */
  async #tell({ id, provider }: Waiting, facts: PaymentFacts): Promise<void> {
    const eventId = `look-up:${id}:${facts.state}:${facts.processedAmount ?? ''}`;
    await this.#parts.database.unit(async (unit) => {
      await storeEvent(unit, provider, { ...facts, orderId: id, eventId, vendorType: 'look-up' }, { source: 'LOOK_UP', rawBody: null });
    });
  }

  async #expire({ id }: Waiting, request: JobContext['request']): Promise<void> {
    await moneyUnit(this.#parts.database, async (unit) => {
      const deposit = await lockTransaction(unit, id);
      if (deposit === undefined || deposit.status === 'UNKNOWN' || !canStep('DEPOSIT', deposit.status, 'EXPIRED')) return;
      step(unit, deposit, 'EXPIRED', { reason: 'Nobody paid in time' });
      this.#parts.audit.append(unit, request, {
        ...{ action: 'deposit.expire', subjectType: 'Transaction', subjectId: id, clientId: deposit.clientId },
        ...{ before: { status: deposit.status }, after: { status: 'EXPIRED' } },
      });
    });
  }
}
