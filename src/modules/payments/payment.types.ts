import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf, DateTimeRange, OrderDirection, PageArgs } from '../../graphql/connection.js';
import { CurrencyCode, DateTime, Decimal } from '../../graphql/scalars.js';
import { UserError } from '../../graphql/user-error.js';
import { Client } from '../clients/index.js';
import { MoneyOwner } from '../ledger/index.js';
import { Partner } from '../partners/index.js';
import { Transaction } from '../transactions/index.js';
import { PaymentProviderKind, PayoutDestinationOrderField, PayoutDestinationStatus, PayoutStatus } from './payment.enums.js';

@ObjectType({ simpleResolvers: true, description: 'What a provider takes and charges in one currency. A limit that is null does not stand.' })
export class PaymentProviderTerms {
  @Field(() => CurrencyCode, { description: 'The currency.' })
  currency: string;

  @Field(() => Decimal, { nullable: true, description: 'The least that can be deposited.' })
  depositMin: string | null;

  @Field(() => Decimal, { nullable: true, description: 'The most that can be deposited in one go.' })
  depositMax: string | null;

  @Field(() => Decimal, { nullable: true, description: 'The least that can be withdrawn.' })
  withdrawalMin: string | null;

  @Field(() => Decimal, { nullable: true, description: 'The most that can be withdrawn in one go.' })
  withdrawalMax: string | null;

  @Field(() => Int, { description: 'The share of a deposit that the broker charges, in hundredths of a per cent.' })
  depositFeeBps: number;

  @Field(() => Decimal, { description: 'What the broker charges for a deposit beside the share.' })
  depositFeeFixed: string;

  @Field(() => Int, { description: 'The share of a withdrawal that the broker charges, in hundredths of a per cent.' })
  withdrawalFeeBps: number;

  @Field(() => Decimal, { description: 'What the broker charges for a withdrawal beside the share.' })
  withdrawalFeeFixed: string;
}

@ObjectType({ simpleResolvers: true, description: 'A payment provider as callers choose it.' })
export class PaymentProvider {
  @Field(() => ID, { description: 'What deposits and withdrawals name it by: "cardway".' })
  code: string;

  @Field(() => String, { description: 'What people read.' })
  title: string;

  @Field(() => PaymentProviderKind, { description: 'What kind of provider it is.' })
  kind: keyof typeof PaymentProviderKind;

  @Field(() => Boolean, { description: 'Whether it takes deposits now.' })
  depositsEnabled: boolean;

  @Field(() => Boolean, { description: 'Whether it takes withdrawals now.' })
  payoutsEnabled: boolean;

  @Field(() => Int, { description: 'The lowest is offered first.' })
  priority: number;

  @Field(() => [PaymentProviderTerms], { description: 'Its terms, one a currency.' })
  terms: PaymentProviderTerms[];
}

@ObjectType({ simpleResolvers: true, description: "Where a client's money may go. What identifies it is shown in part only." })
export class PayoutDestination {
  @Field(() => ID, { description: 'The id of the destination.' })
  id: string;

  @Field(() => Int, { description: 'Counts the changes: a decision names the version that it saw.' })
  version: number;

  @Field(() => Client, { nullable: true, description: "Whose it is; null when it is a partner's." })
  client: Client | null;

  @Field(() => Partner, { nullable: true, description: "The partner whose it is; null when it is a client's." })
  partner: Partner | null;

  @Field(() => String, { description: 'The provider that pays there.' })
  provider: string;

  @Field(() => String, { description: 'What tells it apart: "DE89 **** 3000".' })
  label: string;

  @Field(() => PayoutDestinationStatus, { description: 'Whether money may go there.' })
  status: keyof typeof PayoutDestinationStatus;

  @Field(() => String, { description: 'Who added it.' })
  addedBy: string;

  @Field(() => DateTime, { description: 'When it was added.' })
  addedAt: string;

  @Field(() => String, { nullable: true, description: 'Who decided on it last.' })
  decidedBy: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was decided on; new destinations wait for a while from then on.' })
  decidedAt: string | null;

  @Field(() => String, { nullable: true, description: 'What was said to it.' })
  reason: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A page of payout destinations.' })
export class PayoutDestinationConnection extends connectionOf(() => PayoutDestination, 'PayoutDestination', 'A payout destination') {}

@ObjectType({ simpleResolvers: true, description: 'One payment of a withdrawal: back to a deposit, or to the destination.' })
export class Payout {
  @Field(() => ID, { description: 'The id of the payment, which the provider knows it by.' })
  id: string;

  @Field(() => Int, { description: 'Its place in the withdrawal, from 1.' })
  number: number;

  @Field(() => String, { description: 'The provider that pays.' })
  provider: string;

  @Field(() => Decimal, { description: 'How much.' })
  amount: string;

  @Field(() => CurrencyCode, { description: 'The currency of the amount.' })
  currency: string;

  @Field(() => PayoutStatus, { description: 'Where it stands.' })
  status: keyof typeof PayoutStatus;

  @Field(() => Transaction, { nullable: true, description: 'The deposit that it returns to; null for profit.' })
  deposit: Transaction | null;

  @Field(() => String, { nullable: true, description: "The provider's own name for it." })
  providerReference: string | null;

  @Field(() => Decimal, { nullable: true, description: 'What was really paid, once known.' })
  processedAmount: string | null;

  @Field(() => String, { nullable: true, description: 'What the provider said to it.' })
  reason: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was handed to the provider.' })
  sentAt: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was paid.' })
  settledAt: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A part of a withdrawal, and where it would go.' })
export class WithdrawalAllocation {
  @Field(() => String, { description: 'The provider that would pay it.' })
  provider: string;

  @Field(() => Decimal, { description: 'How much.' })
  amount: string;

  @Field(() => Transaction, { nullable: true, description: 'The deposit that it returns to; null for profit.' })
  deposit: Transaction | null;
}

@ObjectType({
  simpleResolvers: true,
  description: 'What a withdrawal would do, before anyone asks for it: which deposits it returns to, and what stands in its way.',
})
export class WithdrawalPreview {
  @Field(() => [WithdrawalAllocation], { description: 'Where the money would go; empty when there is not enough of it.' })
  allocations: WithdrawalAllocation[];

  @Field(() => [UserError], { description: 'All that stands in its way; empty: it would be taken.' })
  obstacles: UserError[];

  @Field(() => Int, { description: 'How many people would have to approve it.' })
  approvalsNeeded: number;

  @Field(() => Decimal, { description: 'What the broker would charge, out of the amount.' })
  fee: string;

  @Field(() => Decimal, { nullable: true, description: 'What may be taken out of the wallet or account now; null when the question itself is wrong.' })
  available: string | null;
}

@InputType({ description: 'By what destinations are ordered, and which way.' })
export class PayoutDestinationOrder {
  @Field(() => PayoutDestinationOrderField, { description: 'By what.' })
  field: keyof typeof PayoutDestinationOrderField;

  @Field(() => OrderDirection, { defaultValue: 'DESC', description: 'Which way.' })
  direction: keyof typeof OrderDirection;
}

@InputType({ description: 'Which destinations: what is left out does not narrow the list.' })
export class PayoutDestinationFilter {
  @Field(() => ID, { nullable: true, description: 'Of this client.' })
  clientId?: string | null;

  @Field(() => ID, { nullable: true, description: "This partner's own." })
  partnerId?: string | null;

  @Field(() => MoneyOwner, { nullable: true, description: 'Of clients, or of partners.' })
  owner?: keyof typeof MoneyOwner | null;

  @Field(() => [PayoutDestinationStatus], { nullable: true, description: 'In any of these statuses.' })
  status?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Of any of these providers.' })
  provider?: string[] | null;

  @Field(() => DateTimeRange, { nullable: true, description: 'Added in this span.' })
  addedAt?: DateTimeRange | null;
}

@ArgsType()
export class PayoutDestinationsArgs extends PageArgs {
  @Field(() => PayoutDestinationFilter, { nullable: true, description: 'Which destinations.' })
  filter?: PayoutDestinationFilter | null;

  @Field(() => PayoutDestinationOrder, { nullable: true, description: 'In which order; newest first when left out.' })
  orderBy?: PayoutDestinationOrder | null;
}
