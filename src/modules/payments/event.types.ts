import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf, DateTimeRange, OrderDirection, PageArgs } from '../../graphql/connection.js';
import { CurrencyCode, DateTime, Decimal } from '../../graphql/scalars.js';
import { UserError } from '../../graphql/user-error.js';
import { Transaction } from '../transactions/index.js';
import { PaymentEventOrderField, PaymentEventSource, PaymentEventState, PaymentEventStatus } from './event.enums.js';
import { PaymentDirection } from './payment.enums.js';

@ObjectType({ simpleResolvers: true, description: 'What a provider said about a payment, kept before anybody acted on it.' })
export class PaymentEvent {
  @Field(() => ID, { description: 'The id of the event with us.' })
  id: string;

  @Field(() => String, { description: 'Who said it.' })
  provider: string;

  @Field(() => String, { description: "The provider's own id of it: delivered again it has the same." })
  eventId: string;

  @Field(() => String, { description: "The provider's own word for what happened." })
  vendorType: string;

  @Field(() => PaymentDirection, { description: 'Which way the money goes.' })
  direction: keyof typeof PaymentDirection;

  @Field(() => PaymentEventState, { description: 'What it says of the payment.' })
  state: keyof typeof PaymentEventState;

  @Field(() => ID, { nullable: true, description: 'Our id of the deposit or payout that it names; null: it names none.' })
  orderId: string | null;

  @Field(() => String, { nullable: true, description: "The provider's own name for the payment." })
  providerReference: string | null;

  @Field(() => Decimal, { nullable: true, description: 'What was processed, or taken back.' })
  processedAmount: string | null;

  @Field(() => CurrencyCode, { nullable: true, description: 'The currency of the amount.' })
  currency: string | null;

  @Field(() => Decimal, { nullable: true, description: 'What the provider keeps for it.' })
  fee: string | null;

  @Field(() => String, { nullable: true, description: 'Why, as the provider says it.' })
  reason: string | null;

  @Field(() => DateTime, { description: "When it happened, by the provider's clock." })
  happenedAt: string;

  @Field(() => PaymentEventSource, { description: 'How it came to be known.' })
  source: keyof typeof PaymentEventSource;

  @Field(() => String, { nullable: true, description: 'The body of the webhook as it came. Reading it is written to the audit log.' })
  rawBody: string | null;

  @Field(() => Int, { description: 'How often it was delivered.' })
  deliveries: number;

  @Field(() => DateTime, { description: 'When it was received first.' })
  receivedAt: string;

  @Field(() => PaymentEventStatus, { description: 'What became of it.' })
  status: keyof typeof PaymentEventStatus;

  @Field(() => Transaction, { nullable: true, description: 'The transaction that it was found to be about.' })
  transaction: Transaction | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was worked on last.' })
  workedAt: string | null;

  @Field(() => String, { nullable: true, description: 'What was said to it here.' })
  note: string | null;
}

@ObjectType({ simpleResolvers: true, description: "A page of providers' events." })
export class PaymentEventConnection extends connectionOf(() => PaymentEvent, 'PaymentEvent', 'A payment event') {}

@InputType({ description: 'Which events: what is left out does not narrow the list.' })
export class PaymentEventFilter {
  @Field(() => [String], { nullable: true, description: 'Of any of these providers.' })
  provider?: string[] | null;

  @Field(() => [PaymentEventStatus], { nullable: true, description: 'Of which any of these became.' })
  status?: string[] | null;

  @Field(() => PaymentDirection, { nullable: true, description: 'About money that goes this way.' })
  direction?: string | null;

  @Field(() => [PaymentEventState], { nullable: true, description: 'That say any of these.' })
  state?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'About this transaction.' })
  transactionId?: string | null;

  @Field(() => DateTimeRange, { nullable: true, description: 'Received in this span.' })
  receivedAt?: DateTimeRange | null;
}

@InputType({ description: 'By what events are ordered, and which way.' })
export class PaymentEventOrder {
  @Field(() => PaymentEventOrderField, { description: 'By what.' })
  field: keyof typeof PaymentEventOrderField;

  @Field(() => OrderDirection, { defaultValue: 'DESC', description: 'Which way.' })
  direction: keyof typeof OrderDirection;
}

@ArgsType()
export class PaymentEventsArgs extends PageArgs {
  @Field(() => PaymentEventFilter, { nullable: true, description: 'Which events.' })
  filter?: PaymentEventFilter | null;

  @Field(() => PaymentEventOrder, { nullable: true, description: 'In which order; newest first when left out.' })
  orderBy?: PaymentEventOrder | null;
}

@InputType({ description: 'An event that is worked on again.' })
export class PaymentEventRetryInput {
  @Field(() => ID, { description: 'Which event.' })
  id: string;

  @Field(() => String, { description: 'Why: the audit log keeps it.' })
  reason: string;
}

@InputType({ description: 'An event that is laid aside.' })
export class PaymentEventDismissInput {
  @Field(() => ID, { description: 'Which event.' })
  id: string;

  @Field(() => String, { description: 'Why nothing has to be booked: the audit log keeps it.' })
  reason: string;
}

@ObjectType({ simpleResolvers: true, description: 'The event as it is now, or why nothing was done.' })
export class PaymentEventPayload {
  @Field(() => PaymentEvent, { nullable: true, description: 'The event; null when there are errors.' })
  paymentEvent: PaymentEvent | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}
