import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf, DateTimeRange, PageArgs } from '../../graphql/connection.js';
import { DateTime, Decimal } from '../../graphql/scalars.js';
import { enumOf } from '../../graphql/user-error.js';
import { TradingAccount } from '../accounts/index.js';
import { Client } from '../clients/index.js';
import { Partner } from '../partners/index.js';

export const UnpaidReason = enumOf([
  ...(['CANCELLED', 'DEMO', 'NO_PARTNER', 'NO_PLAN', 'RESTRICTED', 'SYMBOL_UNKNOWN', 'HEDGED', 'TOO_SHORT', 'TOO_LONG', 'NOT_TOLD'] as const),
  ...(['NO_EXCHANGE_RATE', 'NO_RATE', 'NO_REVENUE', 'CAP_REACHED', 'BELOW_ZERO', 'PARTNER_STOPPED'] as const),
]);
registerEnumType(UnpaidReason, {
  name: 'UnpaidReason',
  description: 'Why a deal that closed something paid no commission: the first thing that is in the way.',
  valuesConfig: {
    CANCELLED: { description: 'The platform has cancelled the deal.' },
    DEMO: { description: 'It was done on a demo account.' },
    NO_PARTNER: { description: 'Nobody had introduced the client by then.' },
    NO_PLAN: { description: 'The partner had no plan that was in force.' },
    RESTRICTED: { description: 'NO_COMMISSION was in force for the client.' },
    SYMBOL_UNKNOWN: {
      description: 'The symbol is no instrument, alias or suffix that is set up (see unknownSymbols): set it up, and have the deals worked out anew.',
    },
    HEDGED: { description: 'The plan pays nothing for positions that are closed against each other.' },
    TOO_SHORT: { description: "The position was held for less than the plan's minimum." },
    TOO_LONG: { description: "The position was held for more than the plan's maximum." },
    NOT_TOLD: { description: 'The platform has not told what the plan asks for: the spread, or when the position was opened.' },
    NO_EXCHANGE_RATE: { description: "There was no exchange rate into the plan's currency by then." },
    NO_RATE: { description: 'The plan has no rate for it.' },
    NO_REVENUE: { description: 'What the plan shares was nothing.' },
    CAP_REACHED: { description: 'What the plan gives at most had been given.' },
    BELOW_ZERO: { description: 'The plan has no carry, and the month was not above zero with it.' },
    PARTNER_STOPPED: { description: 'The contracts of those who would have earned by it were not in force.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'A deal that closed something and paid no commission, and why.' })
export class UnpaidDeal {
  @Field(() => ID, { description: 'The id of the row.' })
  id: string;

  @Field(() => String, { description: 'The server on which it was done.' })
  server: string;

  @Field(() => String, { description: 'Its ticket there.' })
  ticket: string;

  @Field(() => DateTime, { description: 'When it was done.' })
  time: string;

  @Field(() => String, { description: 'The instrument; as the server writes it, where that is none.' })
  symbol: string;

  @Field(() => Decimal, { description: 'The lots that it closed.' })
  lots: string;

  @Field(() => UnpaidReason, { description: 'Why.' })
  reason: keyof typeof UnpaidReason;

  @Field(() => String, { description: 'The same in a sentence, with figures.' })
  detail: string;

  @Field(() => Partner, { nullable: true, description: 'Who had introduced the client by then; null: nobody.' })
  partner: Partner | null;

  @Field(() => Client, { nullable: true, description: 'Who traded.' })
  client: Client | null;

  @Field(() => TradingAccount, { nullable: true, description: 'The account that was traded on.' })
  tradingAccount: TradingAccount | null;
}

@ObjectType({ simpleResolvers: true, description: 'A page of deals that paid nothing.' })
export class UnpaidDealConnection extends connectionOf(() => UnpaidDeal, 'UnpaidDeal', 'A deal that paid nothing') {}

@ObjectType({ simpleResolvers: true, description: 'How many deals paid nothing for one reason.' })
export class UnpaidDealCount {
  @Field(() => UnpaidReason, { description: 'The reason.' })
  reason: keyof typeof UnpaidReason;

  @Field(() => Int, { description: 'How many deals.' })
  deals: number;

  @Field(() => Decimal, { description: 'The lots that they closed.' })
  lots: string;
}

@InputType({ description: 'Which deals: several conditions narrow the list together.' })
export class UnpaidDealFilter {
  @Field(() => [UnpaidReason], { nullable: true, description: 'For one of these reasons.' })
  reason?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'Of clients whom this partner itself had introduced.' })
  partnerId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this client.' })
  clientId?: string | null;

  @Field(() => [String], { nullable: true, description: 'In one of these symbols.' })
  symbol?: string[] | null;

  @Field(() => DateTimeRange, { nullable: true, description: 'Done in this span.' })
  time?: DateTimeRange | null;

  @Field(() => String, { nullable: true, description: 'With this ticket, on whatever server.' })
  ticket?: string | null;
}

@ArgsType()
export class UnpaidDealsArgs extends PageArgs {
  @Field(() => UnpaidDealFilter, { nullable: true, description: 'Which deals; left out: all of them.' })
  filter?: UnpaidDealFilter | null;
}
