import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf, DateTimeRange, PageArgs } from '../../graphql/connection.js';
import { Money } from '../../graphql/money.types.js';
import { CurrencyCode, DateTime, Decimal } from '../../graphql/scalars.js';
import { UserError } from '../../graphql/user-error.js';
import { Client } from '../clients/index.js';
import { Partner } from '../partners/index.js';
import { Transaction } from '../transactions/index.js';
import { PayoutReason, PayoutRunStatus, PayoutStatus } from './payout.enums.js';

@ObjectType({
  simpleResolvers: true,
  description: 'What is owed out of closed periods, paid in one go: drafted by one person, approved by another, paid by a job.',
})
export class CommissionPayoutRun {
  @Field(() => ID, { description: 'The id of the run.' })
  id: string;

  @Field(() => Int, { description: 'Counts its changes: name the one that you saw when you decide.' })
  version: number;

  @Field(() => String, { description: 'What people call it: R1004.' })
  reference: string;

  @Field(() => PayoutRunStatus, { description: 'Where it stands.' })
  status: keyof typeof PayoutRunStatus;

  @Field(() => String, { nullable: true, description: 'What its maker wrote down.' })
  note: string | null;

  @Field(() => String, { description: 'Who drafted it.' })
  madeBy: string;

  @Field(() => DateTime, { description: 'When it was drafted: what was owed then is in it.' })
  madeAt: string;

  @Field(() => String, { nullable: true, description: 'Who put it before somebody else; null: nobody yet.' })
  submittedBy: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was put before somebody else.' })
  submittedAt: string | null;

  @Field(() => String, { nullable: true, description: 'Who approved, rejected or cancelled it.' })
  decidedBy: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When that was.' })
  decidedAt: string | null;

  @Field(() => String, { nullable: true, description: 'Why it was rejected or cancelled, or what the checker said.' })
  reason: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was over.' })
  endedAt: string | null;

  @Field(() => Int, { description: 'How many payouts wait.' })
  waiting: number;

  @Field(() => Int, { description: 'How many are paid: with `waiting` the progress.' })
  paid: number;

  @Field(() => Int, { description: 'How many have failed.' })
  failed: number;

  @Field(() => Int, { description: 'How many it leaves out.' })
  skipped: number;
}

@ObjectType({ simpleResolvers: true, description: 'A page of payout runs.' })
export class CommissionPayoutRunConnection extends connectionOf(() => CommissionPayoutRun, 'CommissionPayoutRun', 'A payout run') {}

@ObjectType({ simpleResolvers: true, description: 'What one run pays, or does not pay, to one partner or to one of its clients.' })
export class CommissionPayout {
  @Field(() => ID, { description: 'The id of the payout.' })
  id: string;

  @Field(() => CommissionPayoutRun, { nullable: true, description: 'The run.' })
  run: CommissionPayoutRun | null;

  @Field(() => Partner, { nullable: true, description: 'The partner who earned it.' })
  partner: Partner | null;

  @Field(() => Client, { nullable: true, description: 'The client whose rebate it is; null: it is for the partner itself.' })
  client: Client | null;

  @Field(() => CurrencyCode, { description: 'The currency of the amounts.' })
  currency: string;

  @Field(() => Decimal, { description: 'What was owed when the run was drafted, with all decimals.' })
  balance: string;

  @Field(() => Decimal, { description: 'What is paid: the balance, rounded half to even; zero where it is left out.' })
  amount: string;

  @Field(() => PayoutStatus, { description: 'Where it stands.' })
  status: keyof typeof PayoutStatus;

  @Field(() => PayoutReason, { nullable: true, description: 'Why it is left out, or has failed.' })
  reason: keyof typeof PayoutReason | null;

  @Field(() => Transaction, { nullable: true, description: 'What brought it into the wallet; null: nothing yet.' })
  transaction: Transaction | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was paid.' })
  paidAt: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A page of payouts.' })
export class CommissionPayoutConnection extends connectionOf(() => CommissionPayout, 'CommissionPayout', 'A payout') {
  @Field(() => [Money], { nullable: true, description: 'Sums over the whole filter, one for each currency; computed only when asked for.' })
  totals: Money[] | null;
}

@InputType({ description: 'Which runs: what is left out does not narrow the list; several conditions narrow it together.' })
export class CommissionPayoutRunFilter {
  @Field(() => [PayoutRunStatus], { nullable: true, description: 'In any of these statuses.' })
  status?: string[] | null;

  @Field(() => DateTimeRange, { nullable: true, description: 'Drafted in this span.' })
  madeAt?: DateTimeRange | null;
}

@ArgsType()
export class CommissionPayoutRunsArgs extends PageArgs {
  @Field(() => CommissionPayoutRunFilter, { nullable: true, description: 'Which runs; the latest first.' })
  filter?: CommissionPayoutRunFilter | null;
}

@InputType({ description: 'Which payouts: what is left out does not narrow the list; several conditions narrow it together.' })
export class CommissionPayoutFilter {
  @Field(() => ID, { nullable: true, description: 'Of this run.' })
  runId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of what this partner earned.' })
  partnerId?: string | null;

  @Field(() => [PayoutStatus], { nullable: true, description: 'In any of these statuses.' })
  status?: string[] | null;
}

@ArgsType()
export class CommissionPayoutsArgs extends PageArgs {
  @Field(() => CommissionPayoutFilter, { nullable: true, description: 'Which payouts; the latest first.' })
  filter?: CommissionPayoutFilter | null;
}

@InputType({ description: 'A run over all that is owed now.' })
export class CommissionPayoutRunDraftInput {
  @Field(() => String, { nullable: true, description: 'What there is to say of it.' })
  note?: string | null;
}

@InputType({ description: 'A run, as you saw it.' })
export class CommissionPayoutRunInput {
  @Field(() => ID, { description: 'The run.' })
  id: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;
}

@InputType({ description: 'Approves a run.' })
export class CommissionPayoutRunApproveInput extends CommissionPayoutRunInput {
  @Field(() => String, { nullable: true, description: 'What there is to say of it.' })
  comment?: string | null;
}

@InputType({ description: 'Ends a run before it is paid.' })
export class CommissionPayoutRunEndInput extends CommissionPayoutRunInput {
  @Field(() => String, { description: 'Why: the audit log keeps it.' })
  reason: string;
}

@ObjectType({ simpleResolvers: true, description: 'The run as it is now, or why nothing was done.' })
export class CommissionPayoutRunPayload {
  @Field(() => CommissionPayoutRun, { nullable: true, description: 'The run; null when there are errors.' })
  run: CommissionPayoutRun | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}

@InputType({ description: 'The least that is paid out to a partner in a currency.' })
export class CommissionPayoutMinimumSetInput {
  @Field(() => CurrencyCode, { description: 'The currency.' })
  currency: string;

  @Field(() => Decimal, { description: 'The least; zero: every cent.' })
  amount: string;
}

@ObjectType({ simpleResolvers: true, description: 'The minimum as it is now, or why nothing changed.' })
export class CommissionPayoutMinimumPayload {
  @Field(() => Money, { nullable: true, description: 'The minimum; null when there are errors.' })
  minimum: Money | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}
