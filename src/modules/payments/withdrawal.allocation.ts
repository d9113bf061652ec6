import { Decimal } from '../../runtime/decimal.js';

/** A deposit that money can go back to. */
export interface Source {
  readonly depositId: string;
  readonly reference: string;
  readonly provider: string;
  readonly kind: 'CARD' | 'CASHIER' | 'BANK';
  /** What was paid in by it, less what went back to it already. */
  readonly open: Decimal;
  /** RFC 3339. */
  readonly settledAt: string;
}

export interface Leg {
  readonly provider: string;
  readonly amount: Decimal;
  /** Null: what goes beyond the sources, to the client's own bank account. */
  readonly depositId: string | null;
}

/** Cards are paid back first, as their schemes demand; bank transfers need no return, since the rest goes to a bank account anyway. */
const ORDER: Readonly<Record<Source['kind'], number>> = { CARD: 0, CASHIER: 1, BANK: 2 };

/**
 * Return to source: money goes back to where it came from, cards before others, oldest deposit first, and what is left to `rest`, a
 * verified bank account. Which deposits are still inside their windows is the caller's to know. The legs add up to the amount.
 */
export function allocate(amount: Decimal, sources: readonly Source[], rest: { readonly provider: string }): Leg[] {
  const legs: Leg[] = [];
  let left = amount;
  for (const source of inOrder(sources)) {
    const part = Decimal.min(left, source.open);
    if (!part.greaterThan(0)) continue;
    legs.push({ provider: source.provider, amount: part, depositId: source.depositId });
    left = left.minus(part);
  }
  return left.greaterThan(0) ? [...legs, { provider: rest.provider, amount: left, depositId: null }] : legs;
}

const inOrder = (sources: readonly Source[]): Source[] =>
  sources
    .filter(({ kind }) => kind !== 'BANK')
    .sort((one, other) => ORDER[one.kind] - ORDER[other.kind] || compare(one.settledAt, other.settledAt) || compare(one.depositId, other.depositId));

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
