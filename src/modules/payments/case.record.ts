import { newId } from '../../database/ids.js';
import { statement, type Unit } from '../../database/unit.js';
import { amountText, type Decimal } from '../../runtime/decimal.js';

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
  /** What happened, in a sentence for whoever takes it. */
  readonly detail: string;
}

const OPEN = statement(`
  insert into payment_case (id, kind, provider, transaction_id, client_id, payment_event_id, statement_line_id, provider_reference, amount, currency,
    expected_amount, expected_currency, in_suspense, detail)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) on conflict do nothing`);

/** Puts something before the operators. What is open already is not opened a second time. Answers with the case's id, should it be opened. */
export function openCase(unit: Unit, given: NewCase): string {
  const id = newId();
  const money = (amount: Decimal | null | undefined, currency: string | null | undefined): string | null =>
    amount == null ? null : currency == null ? amount.toFixed() : amountText(amount, currency);
  unit.write(OPEN, [
    ...[id, given.kind, given.provider, given.transactionId ?? null, given.clientId ?? null, given.paymentEventId ?? null, given.statementLineId ?? null],
    ...[given.providerReference ?? null, money(given.amount, given.currency), given.currency ?? null],
    ...[money(given.expectedAmount, given.expectedCurrency), given.expectedCurrency ?? null, given.inSuspense ?? false, given.detail],
  ]);
  return id;
}
