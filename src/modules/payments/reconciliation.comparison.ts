import type { PaymentDirection, PaymentState } from '../../connectors/payments/port.js';
import { amountText, type Decimal } from '../../runtime/decimal.js';

/** What matters for money: nothing moved yet, nothing will, it moved, it moved back, the payer took it back. */
type Stand = 'OPEN' | 'ENDED' | 'PAID' | 'TAKEN_BACK' | 'CHARGED_BACK';

/** A payment as the provider has it. */
export interface TheirPayment {
  readonly direction: PaymentDirection;
  readonly state: PaymentState;
  readonly orderId: string | null;
  readonly providerReference: string | null;
  readonly amount: Decimal | null;
  readonly currency: string | null;
  /** One movement on an account, rather than how the payment stands now: what came after it is another one. */
  readonly isMovement: boolean;
  /** An operator has a case of it, or had. */
  readonly caseId: string | null;
  /** An operator has decided on it. */
  readonly isDecided: boolean;
}

/** A payment as it is here. */
export interface OurPayment {
  readonly direction: PaymentDirection;
  readonly transactionId: string;
  readonly payoutId: string | null;
  readonly clientId: string | null;
  /** T2000123 */
  readonly reference: string;
  readonly providerReference: string | null;
  readonly status: string;
  readonly stand: Stand;
  readonly amount: Decimal | null;
  readonly currency: string;
  /** It is of the day that is looked at; others are read because the provider names them. */
  readonly isOfDay: boolean;
}

export interface ReconciliationItem {
  readonly result: 'MATCHED' | 'MISSING_HERE' | 'MISSING_THERE' | 'DIFFERING';
  readonly ours: OurPayment | null;
  readonly theirs: TheirPayment | null;
}

const STANDS: Readonly<Record<PaymentState, Stand>> = {
  ...({ PENDING: 'OPEN', SETTLED: 'PAID', DECLINED: 'ENDED', EXPIRED: 'ENDED', CANCELLED: 'ENDED' } as const),
  ...({ REVERSED: 'TAKEN_BACK', RETURNED: 'TAKEN_BACK', CHARGED_BACK: 'CHARGED_BACK' } as const),
};

const NOTHING_MOVED: readonly Stand[] = ['OPEN', 'ENDED'];

/** Money has moved, or may: a payout that is under way can be paid at any time. */
const matters = (direction: PaymentDirection, stand: Stand): boolean => !NOTHING_MOVED.includes(stand) || (direction === 'PAYOUT' && stand === 'OPEN');

/**
 * A day of a provider's against ours. `theirs` are those of the day, each of which gets an item if money is in it; `around` those of the
 * day before and after, too: what is of this day here may be of another there, and is then looked at on that one.
 */
export function compareDay(theirs: readonly TheirPayment[], around: readonly TheirPayment[], ours: readonly OurPayment[]): ReconciliationItem[] {
  const seen = new Set(around.flatMap(namesOf));
  const byName = new Map(ours.flatMap((one) => namesOfOurs(one).map((name) => [name, one] as const)));
  const there = theirs.flatMap((payment): ReconciliationItem[] => {
    const own = namesOf(payment)
      .map((name) => byName.get(name))
      .find((one) => one !== undefined);
    if (own !== undefined) return [{ result: differ(own, payment) ? 'DIFFERING' : 'MATCHED', ours: own, theirs: payment }];
    if (!matters(payment.direction, STANDS[payment.state])) return [];
    return [{ result: payment.isDecided ? 'MATCHED' : 'MISSING_HERE', ours: null, theirs: payment }];
  });
  const here = ours
    .filter((one) => one.isOfDay && matters(one.direction, one.stand) && !namesOfOurs(one).some((name) => seen.has(name)))
    .map((one): ReconciliationItem => ({ result: 'MISSING_THERE', ours: one, theirs: null }));
  return [...there, ...here];
}

/** By our id where the provider names it; by its own name of the payment otherwise. */
const namesOf = ({ direction, orderId, providerReference }: TheirPayment): string[] =>
  [orderId, providerReference].filter((name) => name !== null).map((name) => `${direction} ${name}`);

const namesOfOurs = ({ direction, transactionId, payoutId, providerReference }: OurPayment): string[] =>
  [payoutId ?? transactionId, providerReference].filter((name) => name !== null).map((name) => `${direction} ${name}`);

function differ(ours: OurPayment, theirs: TheirPayment): boolean {
  const stand = STANDS[theirs.state];
  if (NOTHING_MOVED.includes(ours.stand) && NOTHING_MOVED.includes(stand)) {
    // what was given back here may still be paid there
    return ours.direction === 'PAYOUT' && ours.stand === 'ENDED' && stand === 'OPEN';
  }
  const movedOn = theirs.isMovement && stand === 'PAID' && (ours.stand === 'TAKEN_BACK' || ours.stand === 'CHARGED_BACK');
  if (ours.stand !== stand) return !movedOn;
  if (stand !== 'PAID' || theirs.amount === null || ours.amount === null) return false;
  return !theirs.amount.equals(ours.amount) || theirs.currency !== ours.currency;
}

const money = (amount: Decimal | null, currency: string | null): string =>
  amount === null ? 'no amount' : currency === null ? amount.toFixed() : `${amountText(amount, currency)} ${currency}`;

/** What differs, in words that are the same as long as the difference is. */
export function differenceOf({ ours, theirs }: ReconciliationItem): string {
  const here = ours === null ? 'nothing' : `${ours.status} ${money(ours.amount, ours.currency)}`;
  const there = theirs === null ? 'nothing' : `${theirs.state} ${money(theirs.amount, theirs.currency)}`;
  return `${here} here, ${there} there`;
}
