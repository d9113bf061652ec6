import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DateTimeRange } from '../../graphql/connection.js';
import { CurrencyCode, Decimal } from '../../graphql/scalars.js';
import { UserError } from '../../graphql/user-error.js';

@InputType({ description: 'A deal, as its server numbers it.' })
export class DealTicketInput {
  @Field(() => String, { description: 'The server.' })
  server: string;

  @Field(() => String, { description: 'The ticket.' })
  ticket: string;
}

@InputType({ description: 'Which deals are worked out anew: of a period, or by their tickets; the other conditions narrow them together.' })
export class RecalculationFilter {
  @Field(() => DateTimeRange, { nullable: true, description: 'Done in this span, up to now where it has no end. Needed where no tickets are given.' })
  period?: DateTimeRange | null;

  @Field(() => [DealTicketInput], { nullable: true, description: 'Just these.' })
  deals?: DealTicketInput[] | null;

  @Field(() => ID, { nullable: true, description: 'Of clients whom this partner, or one below it by then, had introduced.' })
  partnerId?: string | null;

  @Field(() => ID, { nullable: true, description: "Where this was the plan of the client's own partner by then." })
  planId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this client.' })
  clientId?: string | null;
}

@InputType({ description: 'Deals that are worked out anew, and why.' })
export class CommissionRecalculateInput {
  @Field(() => RecalculationFilter, { description: 'Which deals.' })
  filter: RecalculationFilter;

  @Field(() => String, { description: 'Why: the audit log keeps it.' })
  reason: string;
}

@ObjectType({ simpleResolvers: true, description: 'What a recalculation changes for one partner in one currency.' })
export class RecalculationDifference {
  @Field(() => ID, { description: 'The partner.' })
  partnerId: string;

  @Field(() => String, { description: 'Its reference, such as P3001.' })
  partnerReference: string;

  @Field(() => String, { description: 'Its name.' })
  partnerName: string;

  @Field(() => CurrencyCode, { description: 'The currency of the amount.' })
  currency: string;

  @Field(() => Decimal, { description: 'What all these deals have brought it so far.' })
  before: string;

  @Field(() => Decimal, { description: 'What they bring it then.' })
  after: string;

  @Field(() => Decimal, { description: 'What it earns more; below zero: less.' })
  amount: string;

  @Field(() => Int, { description: 'How many commissions are posted for it.' })
  rows: number;
}

@ObjectType({ simpleResolvers: true, description: 'What deals come to when they are worked out by what is known now.' })
export class Recalculation {
  @Field(() => Int, { description: 'How many deals were looked at.' })
  deals: number;

  @Field(() => [RecalculationDifference], { description: 'What changes, by partner and currency; empty: nothing does.' })
  differences: RecalculationDifference[];
}

@ObjectType({ simpleResolvers: true, description: 'What was posted, or why nothing was.' })
export class RecalculationPayload {
  @Field(() => Recalculation, { nullable: true, description: 'What was posted; null when there are errors.' })
  recalculation: Recalculation | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}
