import { newId } from '../../database/ids.js';
import { statement, type Unit } from '../../database/unit.js';
import { amountText, Decimal } from '../../runtime/decimal.js';
import type { Leg } from './withdrawal.allocation.js';
import type { Destination } from './withdrawal.gates.js';

export type PayoutStatus = 'WAITING' | 'SENT' | 'UNKNOWN' | 'SETTLED' | 'DECLINED' | 'RETURNED' | 'CANCELLED';

/** One leg of a withdrawal, read while its transaction is locked. */
export interface PayoutRecord {
  readonly id: string;
  readonly transactionId: string;
  /** From 1; the hold of the same number is its own. */
  readonly number: number;
  readonly provider: string;
  readonly depositId: string | null;
  readonly destinationId: string | null;
  readonly amount: Decimal;
  readonly currency: string;
  readonly status: PayoutStatus;
  readonly providerReference: string | null;
  readonly processedAmount: Decimal | null;
}

const INSERT = statement(`
  insert into payout (id, transaction_id, number, provider, deposit_id, destination_id, amount, currency)
  select l.id, $1, l.number, l.provider, l.deposit_id, l.destination_id, l.amount, $2
  from unnest($3::uuid[], $4::smallint[], $5::text[], $6::uuid[], $7::uuid[], $8::numeric[]) as l (id, number, provider, deposit_id, destination_id, amount)`);

export function insertPayouts(unit: Unit, transactionId: string, currency: string, legs: readonly Leg[], destination: Destination | null): void {
  unit.write(INSERT, [
    ...[transactionId, currency, legs.map(() => newId()), legs.map((_, at) => String(at + 1)), legs.map(({ provider }) => provider)],
    ...[legs.map(({ depositId }) => depositId), legs.map(({ provider }) => (destination?.provider === provider ? destination.id : null))],
    legs.map(({ amount }) => amountText(amount, currency)),
  ]);
}

const COLUMNS = `id, transaction_id as "transactionId", number::int as number, provider, deposit_id as "depositId", destination_id as "destinationId",
  amount::text as amount, currency, status, provider_reference as "providerReference", processed_amount::text as "processedAmount"`;
const OF_TRANSACTION = statement(`select ${COLUMNS} from payout where transaction_id = $1 order by number`);

/** The legs of a transaction; its lock is theirs. */
export async function payoutsOf(unit: Unit, transactionId: string): Promise<PayoutRecord[]> {
  const rows = await unit.rows<Omit<PayoutRecord, 'amount' | 'processedAmount'> & { amount: string; processedAmount: string | null }>(OF_TRANSACTION, [
    transactionId,
  ]);
  return rows.map((row) => ({
    ...row,
    amount: new Decimal(row.amount),
    processedAmount: row.processedAmount === null ? null : new Decimal(row.processedAmount),
  }));
}

const MOVE = statement(`
  update payout set status = $2, provider_reference = coalesce($3::text, provider_reference), processed_amount = coalesce($4::numeric, processed_amount),
    reason = coalesce($5::text, reason), sent_at = case when $2 = 'SENT' and sent_at is null then now() else sent_at end,
    settled_at = case when $2 = 'SETTLED' then now() else settled_at end
  where id = $1`);

export interface PayoutChanges {
  readonly providerReference?: string | null;
  readonly processedAmount?: Decimal | null;
  readonly reason?: string | null;
}

/** Takes a leg on. Which step follows which is for the caller to know, who has its transaction locked. */
export function movePayout(unit: Unit, payout: Pick<PayoutRecord, 'id' | 'currency'>, to: PayoutStatus, changes: PayoutChanges = {}): void {
  const processed = changes.processedAmount == null ? null : amountText(changes.processedAmount, payout.currency);
  unit.write(MOVE, [payout.id, to, changes.providerReference ?? null, processed, changes.reason ?? null]);
}
