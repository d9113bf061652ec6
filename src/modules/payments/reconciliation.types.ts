import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf, DateRange, ForwardArgs, OrderDirection, PageArgs } from '../../graphql/connection.js';
import { CalendarDate, CurrencyCode, DateTime, Decimal } from '../../graphql/scalars.js';
import { UserError } from '../../graphql/user-error.js';
import { Transaction } from '../transactions/index.js';
import { PaymentCase } from './case.types.js';
import { PaymentDirection } from './payment.enums.js';
import { ReconciliationOrderField, ReconciliationResult, ReconciliationSource, ReconciliationStatus } from './reconciliation.enums.js';

@ObjectType({ simpleResolvers: true, description: 'One payment, as it is on both sides.' })
export class ReconciliationItem {
  @Field(() => ID, { description: 'The id of the item.' })
  id: string;

  @Field(() => ReconciliationResult, { description: 'How it compares.' })
  result: keyof typeof ReconciliationResult;

  @Field(() => PaymentDirection, { description: 'Which way the money goes.' })
  direction: keyof typeof PaymentDirection;

  @Field(() => Transaction, { nullable: true, description: 'The transaction here; null: there is none.' })
  transaction: Transaction | null;

  @Field(() => String, { nullable: true, description: "The provider's own name for it." })
  providerReference: string | null;

  @Field(() => Decimal, { nullable: true, description: 'How much it is here.' })
  ourAmount: string | null;

  @Field(() => CurrencyCode, { nullable: true, description: 'In which currency it is here.' })
  ourCurrency: string | null;

  @Field(() => String, { nullable: true, description: 'Where it stands here.' })
  ourState: string | null;

  @Field(() => Decimal, { nullable: true, description: 'How much it is there.' })
  theirAmount: string | null;

  @Field(() => CurrencyCode, { nullable: true, description: 'In which currency it is there.' })
  theirCurrency: string | null;

  @Field(() => String, { nullable: true, description: 'Where it stands there.' })
  theirState: string | null;

  @Field(() => PaymentCase, { nullable: true, description: 'The case of the difference.' })
  case: PaymentCase | null;
}

@ObjectType({ simpleResolvers: true, description: 'A page of compared payments.' })
export class ReconciliationItemConnection extends connectionOf(() => ReconciliationItem, 'ReconciliationItem', 'A compared payment') {}

@InputType({ description: 'Which payments.' })
export class ReconciliationItemFilter {
  @Field(() => [ReconciliationResult], { nullable: true, description: 'That compare in any of these ways.' })
  result?: string[] | null;
}

@ArgsType()
export class ReconciliationItemsArgs extends ForwardArgs {
  @Field(() => ReconciliationItemFilter, { nullable: true, description: 'Which payments.' })
  filter?: ReconciliationItemFilter | null;
}

@ObjectType({ simpleResolvers: true, description: "A day of a provider's against ours." })
export class Reconciliation {
  @Field(() => ID, { description: 'The id of the run.' })
  id: string;

  @Field(() => String, { description: 'The provider.' })
  provider: string;

  @Field(() => CalendarDate, { description: "The day, by the provider's clock, UTC." })
  day: string;

  @Field(() => ReconciliationSource, { description: 'What ours was compared with.' })
  source: keyof typeof ReconciliationSource;

  @Field(() => ReconciliationStatus, { description: 'Where it stands.' })
  status: keyof typeof ReconciliationStatus;

  @Field(() => String, { nullable: true, description: 'Why it failed, or why it is tried again.' })
  error: string | null;

  @Field(() => Int, { description: 'How many payments are the same on both sides.' })
  matched: number;

  @Field(() => Int, { description: 'How many the provider has, and we do not.' })
  missingHere: number;

  @Field(() => Int, { description: 'How many we have, and the provider does not.' })
  missingThere: number;

  @Field(() => Int, { description: 'How many differ.' })
  differing: number;

  @Field(() => String, { description: 'Who asked for it.' })
  runBy: string;

  @Field(() => DateTime, { description: 'When it was asked for.' })
  runAt: string;

  @Field(() => DateTime, { nullable: true, description: 'When it was done, or given up.' })
  finishedAt: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A page of reconciliations.' })
export class ReconciliationConnection extends connectionOf(() => Reconciliation, 'Reconciliation', 'A reconciliation') {}

@InputType({ description: 'Which runs: what is left out does not narrow the list.' })
export class ReconciliationFilter {
  @Field(() => [String], { nullable: true, description: 'With any of these providers.' })
  provider?: string[] | null;

  @Field(() => DateRange, { nullable: true, description: 'Of these days.' })
  day?: DateRange | null;

  @Field(() => [ReconciliationStatus], { nullable: true, description: 'In any of these statuses.' })
  status?: string[] | null;
}

@InputType({ description: 'By what runs are ordered, and which way.' })
export class ReconciliationOrder {
  @Field(() => ReconciliationOrderField, { description: 'By what.' })
  field: keyof typeof ReconciliationOrderField;

  @Field(() => OrderDirection, { defaultValue: 'DESC', description: 'Which way.' })
  direction: keyof typeof OrderDirection;
}

@ArgsType()
export class ReconciliationsArgs extends PageArgs {
  @Field(() => ReconciliationFilter, { nullable: true, description: 'Which runs.' })
  filter?: ReconciliationFilter | null;

  @Field(() => ReconciliationOrder, { nullable: true, description: 'In which order; newest first when left out.' })
  orderBy?: ReconciliationOrder | null;
}

@InputType({ description: 'A day that is compared.' })
export class ReconciliationRunInput {
  @Field(() => String, { description: 'With which provider.' })
  provider: string;

  @Field(() => CalendarDate, { description: 'Which day, UTC.' })
  day: string;
}

@ObjectType({ simpleResolvers: true, description: 'The run as it is now, or why there is none.' })
export class ReconciliationPayload {
  @Field(() => Reconciliation, { nullable: true, description: 'The run; null when there are errors.' })
  reconciliation: Reconciliation | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}
