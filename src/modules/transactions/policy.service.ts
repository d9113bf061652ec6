import type { Request } from '../../access/actor.js';
import type { Department } from '../../access/departments.js';
import type { Database } from '../../database/orm.js';
import { pgTypes } from '../../database/reader.types.js';
import { statement, type Unit } from '../../database/unit.js';
import { checkedReason } from '../../runtime/checked-text.js';
import { refusal, staleVersion } from '../../runtime/refusal.js';
import type { AuditTrail } from '../audit/index.js';
import { type AskedTier, checkedTiers } from './approval-policy.change.js';
import { type PaymentPolicyChanges, paymentPolicyChange, type PaymentPolicyRow } from './payment-policy.change.js';

export type TierRow = {
  readonly fromAmount: string;
  readonly approvals: number;
  readonly departments: readonly Department[];
};

/** How a type of transaction is approved. Amounts are in the payment policy's currency. */
export interface ApprovalPolicyRow {
  readonly transactionType: string;
  readonly version: number;
  readonly leastApprovals: number;
  readonly currency: string;
  readonly tiers: readonly TierRow[];
  readonly updatedBy: string | null;
  readonly updatedAt: string;
}

export interface ApprovalPolicyInput {
  readonly transactionType: string;
  readonly version: number;
  readonly tiers: readonly AskedTier[];
  readonly reason: string;
}

const APPROVAL_POLICIES = `
  select p.transaction_type as "transactionType", p.version, p.least_approvals::int as "leastApprovals", (select currency from payment_policy) as currency,
    (select coalesce(jsonb_agg(jsonb_build_object('fromAmount', t.from_amount::text, 'approvals', t.approvals, 'departments', to_jsonb(t.departments)) order by t.from_amount), '[]')
     from approval_tier t where t.transaction_type = p.transaction_type) as tiers,
    p.updated_by as "updatedBy", p.updated_at as "updatedAt"
  from approval_policy p`;
const LOCKED_APPROVAL_POLICY = statement(`${APPROVAL_POLICIES} where p.transaction_type = $1 for no key update of p`);

const PAYMENT_POLICY = `
  select version, currency, kyc_level_for_withdrawal::int as "kycLevelForWithdrawal", daily_limit::text as "dailyLimit", monthly_limit::text as "monthlyLimit",
    daily_count as "dailyCount", destination_cool_down_hours as "destinationCoolDownHours", credit_rule as "creditRule", rate_max_age_hours as "rateMaxAgeHours",
    exchange_margin_bps as "exchangeMarginBps", updated_by as "updatedBy", updated_at as "updatedAt"
  from payment_policy`;
const LOCKED_PAYMENT_POLICY = statement(`${PAYMENT_POLICY} for no key update`);

const DECIDERS = statement(`select department from department_permission where permission = 'transactions:decide' order by department`);
const CLEAR_TIERS = statement('delete from approval_tier where transaction_type = $1');
// one list of departments a tier, as an array inside of JSON: arrays of arrays must be even
const ADD_TIERS = statement(`
  insert into approval_tier (transaction_type, from_amount, approvals, departments)
  select $1, t."fromAmount", t.approvals, t.departments from jsonb_to_recordset($2::jsonb) as t ("fromAmount" numeric, approvals smallint, departments text[])`);
const CHANGED = statement('update approval_policy set version = version + 1, updated_by = $2, updated_at = now() where transaction_type = $1');
const SET_PAYMENT_POLICY = statement(`
  update payment_policy set version = version + 1, updated_by = $1, updated_at = now(), currency = $2, kyc_level_for_withdrawal = $3, daily_limit = $4,
    monthly_limit = $5, daily_count = $6, destination_cool_down_hours = $7, credit_rule = $8, rate_max_age_hours = $9, exchange_margin_bps = $10`);

/**
 * The broker's rules on money, as management sets them. They hold for what is asked for from then on: a transaction under way keeps the
 * approvals that it needed when it was made.
 */
export class PolicyService {
  readonly #database: Database;
  readonly #audit: AuditTrail;

  constructor(database: Database, audit: AuditTrail) {
    this.#database = database;
    this.#audit = audit;
  }

  approvalPolicies(): Promise<ApprovalPolicyRow[]> {
    return this.#read<ApprovalPolicyRow>(`${APPROVAL_POLICIES} order by p.transaction_type`);
  }

  async paymentPolicy(): Promise<PaymentPolicyRow> {
    return present((await this.#read<PaymentPolicyRow>(PAYMENT_POLICY))[0]);
  }

  /** All tiers of a type of transaction, in place of those before. Answers with the policy as it is then. */
  async setApprovals(request: Request, input: ApprovalPolicyInput): Promise<ApprovalPolicyRow> {
    const reason = checkedReason(input.reason);
    return this.#database.unit(async (unit) => {
      const [before, deciders] = await Promise.all([approvalPolicy(unit, input.transactionType), unit.rows<{ department: Department }>(DECIDERS)]);
      if (before === undefined)
        throw refusal('POLICY_FORBIDS', `Nobody decides on a ${input.transactionType}: it is booked as it happens.`, ['transactionType']);
      if (before.version !== input.version) throw staleVersion(before.version);
      const tiers = checkedTiers(input.tiers, before, new Set(deciders.map(({ department }) => department)));
      unit.write(CLEAR_TIERS, [input.transactionType]);
      unit.write(ADD_TIERS, [input.transactionType, JSON.stringify(tiers)]);
      unit.write(CHANGED, [input.transactionType, request.actor.name]);
      this.#audit.append(unit, request, {
        ...{ action: 'approvalPolicy.set', subjectType: 'ApprovalPolicy', subjectId: input.transactionType, reason },
        before: { tiers: before.tiers },
        after: { tiers },
      });
      return present(await approvalPolicy(unit, input.transactionType));
    });
  }

  /** What is left out stays; null takes a limit away. Answers with the policy as it is then. */
  async updatePayments(request: Request, input: PaymentPolicyChanges & { readonly version: number; readonly reason: string }): Promise<PaymentPolicyRow> {
    const reason = checkedReason(input.reason);
    return this.#database.unit(async (unit) => {
      const before = present(await unit.row<PaymentPolicyRow>(LOCKED_PAYMENT_POLICY));
      if (before.version !== input.version) throw staleVersion(before.version);
      const { after, changed } = paymentPolicyChange(before, input);
      unit.write(SET_PAYMENT_POLICY, [
        ...[request.actor.name, after.currency, after.kycLevelForWithdrawal, after.dailyLimit, after.monthlyLimit, after.dailyCount],
        ...[after.destinationCoolDownHours, after.creditRule, after.rateMaxAgeHours, after.exchangeMarginBps],
      ]);
      this.#audit.append(unit, request, {
        ...{ action: 'paymentPolicy.update', subjectType: 'PaymentPolicy', subjectId: 'payments', reason },
        ...changed,
      });
      return present(await unit.row<PaymentPolicyRow>(LOCKED_PAYMENT_POLICY));
    });
  }

  async #read<T extends object>(text: string): Promise<T[]> {
    return (await this.#database.pool.query<T>({ text, types: pgTypes })).rows;
  }
}

const approvalPolicy = (unit: Unit, type: string): Promise<ApprovalPolicyRow | undefined> => unit.row<ApprovalPolicyRow>(LOCKED_APPROVAL_POLICY, [type]);

function present<T>(row: T | undefined): T {
  if (row === undefined) throw new Error('A policy is gone from its table');
  return row;
}
