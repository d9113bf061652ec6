import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { CurrencyCode, DateTime, Decimal } from '../../graphql/scalars.js';
import { enumOf, UserError } from '../../graphql/user-error.js';
import { DepartmentCode } from '../permissions/index.js';
import { CREDIT_RULES } from './payment.policy.js';
import { TransactionType } from './transaction.enums.js';

export const CreditRule = enumOf(CREDIT_RULES);
registerEnumType(CreditRule, {
  name: 'CreditRule',
  description: 'What becomes of the credit on a trading account when money leaves it.',
  valuesConfig: {
    PROPORTIONAL: { description: 'The share of the deposits that leaves takes the same share of the credit with it.' },
    MUST_GO_FIRST: { description: 'Nothing leaves as long as there is credit.' },
    KEEP: { description: 'It stays.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'What approving takes from an amount upwards, to the next tier.' })
export class ApprovalTier {
  @Field(() => Decimal, { description: "The least amount, in the policy's currency." })
  fromAmount: string;

  @Field(() => Int, { description: 'How many people have to approve.' })
  approvals: number;

  @Field(() => [DepartmentCode], { description: 'Whose people may decide.' })
  departments: (keyof typeof DepartmentCode)[];
}

@ObjectType({
  simpleResolvers: true,
  description: 'How many people have to approve a kind of transaction, by amount. Amounts without a rate fall into the highest tier.',
})
export class ApprovalPolicy {
  @Field(() => TransactionType, { description: 'For which transactions.' })
  transactionType: keyof typeof TransactionType;

  @Field(() => Int, { description: 'Counts the changes: a change names the version that it saw.' })
  version: number;

  @Field(() => Int, { description: 'No tier may ask for less: what staff ask for themselves always takes a second person.' })
  leastApprovals: number;

  @Field(() => CurrencyCode, { description: "The currency of the tiers' amounts." })
  currency: string;

  @Field(() => [ApprovalTier], { description: 'The tiers, from the least amount.' })
  tiers: ApprovalTier[];

  @Field(() => String, { nullable: true, description: 'The name of who changed it last; null: as it was delivered.' })
  updatedBy: string | null;

  @Field(() => DateTime, { description: 'When it was changed last.' })
  updatedAt: string;
}

@ObjectType({ simpleResolvers: true, description: 'What holds for all payments.' })
export class PaymentPolicy {
  @Field(() => Int, { description: 'Counts the changes: a change names the version that it saw.' })
  version: number;

  @Field(() => CurrencyCode, { description: 'The currency of the limits and of the approval tiers.' })
  currency: string;

  @Field(() => Int, { description: 'The KYC level that a client needs to take money out.' })
  kycLevelForWithdrawal: number;

  @Field(() => Decimal, { nullable: true, description: 'What a client may take out a day; null: no limit.' })
  dailyLimit: string | null;

  @Field(() => Decimal, { nullable: true, description: 'What a client may take out a month; null: no limit.' })
  monthlyLimit: string | null;

  @Field(() => Int, { nullable: true, description: 'How often a client may take money out a day; null: no limit.' })
  dailyCount: number | null;

  @Field(() => Int, { description: 'How long a new payout destination waits until money goes there.' })
  destinationCoolDownHours: number;

  @Field(() => CreditRule, { description: 'What becomes of credit when money leaves a trading account.' })
  creditRule: keyof typeof CreditRule;

  @Field(() => Int, { nullable: true, description: 'An exchange rate that is older is not used; null: however old.' })
  rateMaxAgeHours: number | null;

  @Field(() => Int, { description: 'What the house keeps of an exchange, in hundredths of a percent.' })
  exchangeMarginBps: number;

  @Field(() => String, { nullable: true, description: 'The name of who changed it last; null: as it was delivered.' })
  updatedBy: string | null;

  @Field(() => DateTime, { description: 'When it was changed last.' })
  updatedAt: string;
}

@InputType({ description: 'What approving takes from an amount upwards.' })
export class ApprovalTierInput {
  @Field(() => Decimal, { description: "The least amount, in the payment policy's currency; 0 for the first tier." })
  fromAmount: string;

  @Field(() => Int, { description: 'How many people have to approve, 0 to 3.' })
  approvals: number;

  @Field(() => [DepartmentCode], { description: 'Whose people may decide: departments with transactions:decide.' })
  departments: string[];
}

@InputType({ description: 'All tiers of a kind of transaction from now on. What is under way keeps the approvals that it needed.' })
export class ApprovalPolicySetInput {
  @Field(() => TransactionType, { description: 'For which transactions.' })
  transactionType: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;

  @Field(() => [ApprovalTierInput], { description: 'All tiers, in place of those before: the first from 0, each above the one before it.' })
  tiers: ApprovalTierInput[];

  @Field(() => String, { description: 'Why: the audit log keeps it.' })
  reason: string;
}

@InputType({ description: 'Changes of the payment policy: what is left out stays as it is.' })
export class PaymentPolicyUpdateInput {
  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;

  @Field(() => CurrencyCode, { nullable: true, description: 'The currency of limits and tiers. Their amounts stay as they are written: look at them with it.' })
  currency?: string | null;

  @Field(() => Int, { nullable: true, description: 'The KYC level that a client needs to take money out, 0 to 9.' })
  kycLevelForWithdrawal?: number | null;

  @Field(() => Decimal, { nullable: true, description: 'What a client may take out a day; null takes the limit away.' })
  dailyLimit?: string | null;

  @Field(() => Decimal, { nullable: true, description: 'What a client may take out a month; null takes the limit away.' })
  monthlyLimit?: string | null;

  @Field(() => Int, { nullable: true, description: 'How often a client may take money out a day; null takes the limit away.' })
  dailyCount?: number | null;

  @Field(() => Int, { nullable: true, description: 'How long a new payout destination waits, 0 to 720 hours.' })
  destinationCoolDownHours?: number | null;

  @Field(() => CreditRule, { nullable: true, description: 'What becomes of credit when money leaves a trading account.' })
  creditRule?: string | null;

  @Field(() => Int, { nullable: true, description: 'How old an exchange rate may be, 1 to 8760 hours; null: however old.' })
  rateMaxAgeHours?: number | null;

  @Field(() => Int, { nullable: true, description: 'What the house keeps of an exchange, 0 to 1000 hundredths of a percent.' })
  exchangeMarginBps?: number | null;

  @Field(() => String, { description: 'Why: the audit log keeps it.' })
  reason: string;
}

@ObjectType({ simpleResolvers: true, description: 'The policy as it is now, or why not.' })
export class ApprovalPolicyPayload {
  @Field(() => ApprovalPolicy, { nullable: true, description: 'The policy; null when there are errors.' })
  approvalPolicy: ApprovalPolicy | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}

@ObjectType({ simpleResolvers: true, description: 'The policy as it is now, or why not.' })
export class PaymentPolicyPayload {
  @Field(() => PaymentPolicy, { nullable: true, description: 'The policy; null when there are errors.' })
  paymentPolicy: PaymentPolicy | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}
