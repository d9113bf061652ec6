import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf, DateTimeRange, PageArgs } from '../../graphql/connection.js';
import { CurrencyCode, DateTime, Decimal } from '../../graphql/scalars.js';
import { UserError } from '../../graphql/user-error.js';

@ObjectType({
  simpleResolvers: true,
  description: 'An exchange rate: one unit of base is so much of quote. The newest one of a pair holds, and none is ever changed.',
})
export class ExchangeRate {
  @Field(() => ID, { description: 'The id of the rate.' })
  id: string;

  @Field(() => CurrencyCode, { description: 'Of which one unit is taken.' })
  base: string;

  @Field(() => CurrencyCode, { description: 'In which it is expressed.' })
  quote: string;

  @Field(() => Decimal, { description: 'So much of quote for one of base.' })
  rate: string;

  @Field(() => String, { description: 'Where it comes from: "ECB 2026-11-20".' })
  source: string;

  @Field(() => DateTime, { description: 'Since when it holds.' })
  at: string;

  @Field(() => String, { nullable: true, description: 'The name of who set it; null when it was imported.' })
  setBy: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A page of exchange rates.' })
export class ExchangeRateConnection extends connectionOf(() => ExchangeRate, 'ExchangeRate', 'An exchange rate') {}

@InputType({ description: 'Which exchange rates: what is left out does not narrow the list.' })
export class ExchangeRateFilter {
  @Field(() => CurrencyCode, { nullable: true, description: 'With this base.' })
  base?: string | null;

  @Field(() => CurrencyCode, { nullable: true, description: 'With this quote.' })
  quote?: string | null;

  @Field(() => DateTimeRange, { nullable: true, description: 'Holding since a time in this span.' })
  at?: DateTimeRange | null;
}

@ArgsType()
export class ExchangeRatesArgs extends PageArgs {
  @Field(() => ExchangeRateFilter, { nullable: true, description: 'Which rates.' })
  filter?: ExchangeRateFilter | null;
}

@InputType({ description: 'A new exchange rate. It holds from now on.' })
export class ExchangeRateSetInput {
  @Field(() => CurrencyCode, { description: 'Of which one unit is taken.' })
  base: string;

  @Field(() => CurrencyCode, { description: 'In which it is expressed.' })
  quote: string;

  @Field(() => Decimal, { description: 'So much of quote for one of base. Take as base what is worth more: 8 decimals of a small number are few digits.' })
  rate: string;

  @Field(() => String, { nullable: true, description: 'Where it comes from; left out: set by hand.' })
  source?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'It is right, although it is more than 20 % off the last one.' })
  confirm?: boolean | null;

  @Field(() => String, { description: 'Why: the audit log keeps it.' })
  reason: string;
}

@ObjectType({ simpleResolvers: true, description: 'The rate as it was stored, or why not.' })
export class ExchangeRatePayload {
  @Field(() => ExchangeRate, { nullable: true, description: 'The rate; null when there are errors.' })
  exchangeRate: ExchangeRate | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}

@ObjectType({ simpleResolvers: true, description: 'What an import of rates did, or why it did not.' })
export class ExchangeRatesImportPayload {
  @Field(() => String, { nullable: true, description: 'What was imported: "ECB 2026-11-20".' })
  source: string | null;

  @Field(() => Int, { nullable: true, description: 'How many rates are new; 0 when they were all known.' })
  imported: number | null;

  @Field(() => [CurrencyCode], {
    nullable: true,
    description: 'Currencies whose rate is more than 20 % off the last one: it was not taken, somebody has to look and set it.',
  })
  heldBack: string[] | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}
