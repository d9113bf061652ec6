import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf, DateTimeRange, OrderDirection, PageArgs } from '../../graphql/connection.js';
import { CurrencyCode, DateTime, Decimal } from '../../graphql/scalars.js';
import { Client } from '../clients/index.js';
import { Partner } from '../partners/index.js';
import { StaffMember } from '../staff/index.js';
import { Transaction } from '../transactions/index.js';
import { PaymentCaseKind, PaymentCaseOrderField, PaymentCaseResolution, PaymentCaseStatus } from './case.enums.js';
import { PaymentEvent } from './event.types.js';
import { BankStatementLine } from './statement.types.js';

@ObjectType({ simpleResolvers: true, description: 'Money, or news about money, that no rule may decide on: an operator does.' })
export class PaymentCase {
  @Field(() => ID, { description: 'The id of the case.' })
  id: string;

  @Field(() => Int, { description: 'Counts the changes: whoever changes it names the version that they saw.' })
  version: number;

  @Field(() => PaymentCaseKind, { description: 'What has to be looked at.' })
  kind: keyof typeof PaymentCaseKind;

  @Field(() => PaymentCaseStatus, { description: 'Where it stands.' })
  status: keyof typeof PaymentCaseStatus;

  @Field(() => String, { nullable: true, description: 'The provider that it is about.' })
  provider: string | null;

  @Field(() => Transaction, { nullable: true, description: 'The transaction that it is about.' })
  transaction: Transaction | null;

  @Field(() => Client, { nullable: true, description: 'The client that it is about.' })
  client: Client | null;

  @Field(() => Partner, { nullable: true, description: 'The partner whose money it is about.' })
  partner: Partner | null;

  @Field(() => PaymentEvent, { nullable: true, description: 'The news that it came of.' })
  event: PaymentEvent | null;

  @Field(() => BankStatementLine, { nullable: true, description: 'The line of the bank statement that it came of.' })
  statementLine: BankStatementLine | null;

  @Field(() => String, { nullable: true, description: "The provider's own name for the payment; of a payout that nobody knows of, our id of it." })
  providerReference: string | null;

  @Field(() => Decimal, { nullable: true, description: 'How much it is about.' })
  amount: string | null;

  @Field(() => CurrencyCode, { nullable: true, description: 'The currency of the amount.' })
  currency: string | null;

  @Field(() => Decimal, { nullable: true, description: 'How much was expected.' })
  expectedAmount: string | null;

  @Field(() => CurrencyCode, { nullable: true, description: 'The currency that was expected.' })
  expectedCurrency: string | null;

  @Field(() => Boolean, { description: 'Whether the money lies in suspense, and waits there for the decision.' })
  inSuspense: boolean;

  @Field(() => String, { description: 'What happened, in a sentence.' })
  detail: string;

  @Field(() => StaffMember, { nullable: true, description: 'Who is at it.' })
  assignee: StaffMember | null;

  @Field(() => PaymentCaseResolution, { nullable: true, description: 'How it was closed; of a proposed one, how it would be.' })
  resolution: keyof typeof PaymentCaseResolution | null;

  @Field(() => String, { nullable: true, description: 'Who would close it so, and cannot be the one who confirms it.' })
  proposedBy: string | null;

  @Field(() => String, { nullable: true, description: 'What was said to the closing.' })
  note: string | null;

  @Field(() => DateTime, { description: 'When it was opened.' })
  openedAt: string;

  @Field(() => DateTime, { nullable: true, description: 'When somebody took it.' })
  takenAt: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was closed.' })
  closedAt: string | null;

  @Field(() => String, { nullable: true, description: 'Who closed it.' })
  closedBy: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A page of payment cases.' })
export class PaymentCaseConnection extends connectionOf(() => PaymentCase, 'PaymentCase', 'A payment case') {}

@ObjectType({ simpleResolvers: true, description: 'How many cases there are of a kind in a status.' })
export class PaymentCaseCount {
  @Field(() => PaymentCaseKind, { description: 'The kind.' })
  kind: keyof typeof PaymentCaseKind;

  @Field(() => PaymentCaseStatus, { description: 'The status.' })
  status: keyof typeof PaymentCaseStatus;

  @Field(() => Int, { description: 'How many.' })
  count: number;
}

@InputType({ description: 'Which cases: what is left out does not narrow the list.' })
export class PaymentCaseFilter {
  @Field(() => [PaymentCaseKind], { nullable: true, description: 'Of any of these kinds.' })
  kind?: string[] | null;

  @Field(() => [PaymentCaseStatus], { nullable: true, description: 'In any of these statuses.' })
  status?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'About any of these providers.' })
  provider?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'That this staff member has taken.' })
  assigneeId?: string | null;

  @Field(() => ID, { nullable: true, description: 'About this client.' })
  clientId?: string | null;

  @Field(() => ID, { nullable: true, description: "About this partner's money." })
  partnerId?: string | null;

  @Field(() => ID, { nullable: true, description: 'About this transaction.' })
  transactionId?: string | null;

  @Field(() => DateTimeRange, { nullable: true, description: 'Opened in this span.' })
  openedAt?: DateTimeRange | null;
}

@InputType({ description: 'By what cases are ordered, and which way.' })
export class PaymentCaseOrder {
  @Field(() => PaymentCaseOrderField, { description: 'By what.' })
  field: keyof typeof PaymentCaseOrderField;

  @Field(() => OrderDirection, { defaultValue: 'ASC', description: 'Which way.' })
  direction: keyof typeof OrderDirection;
}

@ArgsType()
export class PaymentCasesArgs extends PageArgs {
  @Field(() => PaymentCaseFilter, { nullable: true, description: 'Which cases.' })
  filter?: PaymentCaseFilter | null;

  @Field(() => PaymentCaseOrder, { nullable: true, description: 'In which order; oldest first when left out.' })
  orderBy?: PaymentCaseOrder | null;
}
