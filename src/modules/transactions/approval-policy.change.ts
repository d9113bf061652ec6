import { type Department, DEPARTMENTS } from '../../access/departments.js';
import { amountText, checkedAmount, Decimal } from '../../runtime/decimal.js';
import { refusal } from '../../runtime/refusal.js';

export interface AskedTier {
  readonly fromAmount: string;
  readonly approvals: number;
  readonly departments: readonly string[];
}

/** A tier as it is stored, and as the audit log keeps it. */
export type Tier = {
  readonly fromAmount: string;
  readonly approvals: number;
  readonly departments: Department[];
};

interface Bounds {
  readonly currency: string;
  /** Below it no tier may go. */
  readonly leastApprovals: number;
}

const MOST_TIERS = 20;
const MOST_APPROVALS = 3;

/**
 * The tiers as they are stored: from zero, rising, each decidable by people who may decide. `deciders` are the departments that hold
 * transactions:decide now: what another department had to approve would wait for ever. Refuses with INVALID.
 */
export function checkedTiers(asked: readonly AskedTier[], { currency, leastApprovals }: Bounds, deciders: ReadonlySet<Department>): Tier[] {
  const bad = (message: string, ...path: string[]): never => {
    throw refusal('INVALID', message, ['tiers', ...path]);
  };
  if (asked.length === 0 || asked.length > MOST_TIERS) bad(`Write 1 to ${MOST_TIERS} tiers.`);
  let last: Decimal | null = null;
  return asked.map(({ fromAmount, approvals, departments }, at) => {
    const amount = at === 0 ? new Decimal(fromAmount) : checkedAmount(fromAmount, currency, 'tiers');
    if (last === null && !amount.isZero()) bad('The first tier begins at 0: every amount has to fall into one.', '0', 'fromAmount');
    if (last !== null && !amount.greaterThan(last)) bad('Each tier begins above the one before it.', String(at), 'fromAmount');
    last = amount;
    if (approvals < leastApprovals || approvals > MOST_APPROVALS)
      bad(`Here a tier asks for ${leastApprovals} to ${MOST_APPROVALS} approvals.`, String(at), 'approvals');
    return { fromAmount: amountText(amount, currency), approvals, departments: checkedDepartments(departments) };
  });

  function checkedDepartments(given: readonly string[]): Department[] {
    const kept = DEPARTMENTS.filter((department) => given.includes(department));
    const strangers = kept.filter((department) => !deciders.has(department));
    if (kept.length === 0) bad('Name at least one department that decides.');
    if (strangers.length > 0) bad(`${strangers.join(' and ')} may not decide on money: that takes the permission transactions:decide.`);
    return kept;
  }
}
