import { statement, type Unit } from '../../database/unit.js';
import { Decimal } from '../../runtime/decimal.js';
import type { TransactionType } from './transaction.states.js';

/** From an amount in the policy's currency upwards: how many people have to approve, and of which departments. */
export interface ApprovalTier {
  readonly fromAmount: Decimal;
  readonly approvals: number;
  readonly departments: readonly string[];
}

const READ = statement(
  'select from_amount::text as "fromAmount", approvals::int as approvals, departments from approval_tier where transaction_type = $1 order by from_amount',
);

export async function approvalTiers(unit: Unit, type: TransactionType): Promise<ApprovalTier[]> {
  const rows = await unit.rows<{ fromAmount: string; approvals: number; departments: string[] }>(READ, [type]);
  return rows.map((row) => ({ ...row, fromAmount: new Decimal(row.fromAmount) }));
}

/** Three pairs of eyes, whatever the policy forgot. */
const STRICTEST: ApprovalTier = { fromAmount: new Decimal(0), approvals: 3, departments: ['FINANCE', 'MANAGEMENT'] };

/**
 * The tier that an amount falls into. Without an amount in the policy's currency (there is no rate) the highest tier holds: what cannot be
 * weighed is not waved through.
 */
export function tierFor(tiers: readonly ApprovalTier[], amount: Decimal | undefined): ApprovalTier {
  const fitting = amount === undefined ? tiers : tiers.filter(({ fromAmount }) => fromAmount.lessThanOrEqualTo(amount));
  return fitting.at(-1) ?? STRICTEST;
}
