import { newId } from '../../database/ids.js';
import { statement, type Unit } from '../../database/unit.js';
import { amountText, type Decimal } from '../../runtime/decimal.js';
import { openCaseTask, withTasks } from './case.task.js';

export type CaseKind =
  | ('AMOUNT_TOO_LOW' | 'AMOUNT_TOO_HIGH' | 'OTHER_CURRENCY' | 'PAID_TOO_LATE' | 'UNMATCHED_EVENT' | 'UNMATCHED_STATEMENT_LINE')
  | ('PAYOUT_UNKNOWN' | 'PAYOUT_PARTLY_DONE' | 'MISSING_HERE' | 'MISSING_THERE' | 'DIFFERING' | 'CHARGEBACK_DEBT');

export interface NewCase {
  readonly kind: CaseKind;
  readonly provider: string | null;
  readonly transactionId?: string | null;
  readonly clientId?: string | null;
  readonly paymentEventId?: string | null;
  readonly statementLineId?: string | null;
  readonly providerReference?: string | null;
  readonly amount?: Decimal | null;
  readonly currency?: string | null;
  readonly expectedAmount?: Decimal | null;
  readonly expectedCurrency?: string | null;
  /** It is booked to suspense, and waits there for the decision. */
  readonly inSuspense?: boolean;
  /** Of a reconciliation: what differs, in words that stay the same as long as the difference does. */
  readonly difference?: string | null;
  /** What happened, in a sentence for whoever takes it. */
  readonly detail: string;
}

const OPEN = statement(`
  insert into payment_case (id, kind, provider, transaction_id, client_id, payment_event_id, statement_line_id, provider_reference, amount, currency,
    expected_amount, expected_currency, in_suspense, detail, difference)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) on conflict do nothing`);

/** Puts something before the operators, with its task. What is open already is not opened a second time. Answers with the case's id, should it be opened. */
export function openCase(unit: Unit, given: NewCase): string {
  const id = newId();
  const money = (amount: Decimal | null | undefined, currency: string | null | undefined): string | null =>
    amount == null ? null : currency == null ? amount.toFixed() : amountText(amount, currency);
  unit.write(OPEN, [
    ...[id, given.kind, given.provider, given.transactionId ?? null, given.clientId ?? null, given.paymentEventId ?? null, given.statementLineId ?? null],
    ...[given.providerReference ?? null, money(given.amount, given.currency), given.currency ?? null],
    ...[money(given.expectedAmount, given.expectedCurrency), given.expectedCurrency ?? null, given.inSuspense ?? false, given.detail],
    given.difference ?? null,
  ]);
  openCaseTask(unit, id);
  return id;
}

/** Those who close a case: a person, or the brokerage by itself. */
interface Closer {
  readonly kind: string;
  readonly id: string;
  readonly name: string;
}

const OF_EVENT = `from payment_case where payment_event_id = $1 and kind = 'UNMATCHED_EVENT' and status <> 'CLOSED'`;
const EVENT_CASE = statement(`
  select assignee_id as "assigneeId", (select name from staff_member s where s.id = assignee_id) as assignee ${OF_EVENT}`);
const CLOSE_EVENT_CASES = withTasks(`
  update payment_case set version = version + 1, status = 'CLOSED', resolution = $2, note = $3, closed_at = now(), closed_by = $4, closed_by_id = $5
  where id in (select id ${OF_EVENT})`);

/** The open case of an event that found no place. */
export const openEventCase = (unit: Unit, eventId: string): Promise<{ readonly assigneeId: string | null; readonly assignee: string | null } | undefined> =>
  unit.row(EVENT_CASE, [eventId]);

/** Closes the case of an event that has found its place, or is laid aside. */
export function closeEventCases(
  unit: Unit,
  eventId: string,
  { resolution, note, by }: { readonly resolution: 'RETRIED' | 'EXPLAINED' | 'MATCHED'; readonly note: string; readonly by: Closer },
): void {
  unit.write(CLOSE_EVENT_CASES, [eventId, resolution, note, by.name, by.kind === 'SYSTEM' ? null : by.id]);
}
