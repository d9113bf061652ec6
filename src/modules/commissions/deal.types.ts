import { ArgsType, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeRange } from '../../graphql/connection.js';
import { DateTime, Decimal } from '../../graphql/scalars.js';
import { enumOf } from '../../graphql/user-error.js';
import { MOST_DEALS_AT_ONCE } from '../accounts/index.js';
import { UnpaidReason } from './unpaid-deal.types.js';

export const DealSide = enumOf(['BUY', 'SELL']);
registerEnumType(DealSide, {
  name: 'DealSide',
  description: 'Which way a deal went.',
  valuesConfig: { BUY: { description: 'Bought.' }, SELL: { description: 'Sold.' } },
});

export const DealEntry = enumOf(['IN', 'OUT', 'INOUT', 'OUT_BY']);
registerEnumType(DealEntry, {
  name: 'DealEntry',
  description: 'What a deal did to a position.',
  valuesConfig: {
    IN: { description: 'Opened it, or added to it.' },
    OUT: { description: 'Closed it, or a part of it.' },
    INOUT: { description: 'Closed it and opened one the other way.' },
    OUT_BY: { description: 'Closed it against another one.' },
  },
});

export const DealOutcome = enumOf(['OPENING', 'WAITING', 'PAID', 'UNPAID']);
registerEnumType(DealOutcome, {
  name: 'DealOutcome',
  description: 'What came of a deal for partners.',
  valuesConfig: {
    OPENING: { description: 'It closed nothing: commissions are earned by what closes.' },
    WAITING: { description: 'It has not been worked out yet.' },
    PAID: { description: 'Somebody earned by it: ask for commissions with its ticket.' },
    UNPAID: { description: 'Nobody earned by it, for the reason that is given.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'What a platform told otherwise later of one field of a deal.' })
export class DealChange {
  @Field(() => DateTime, { description: 'When that was heard.' })
  at: string;

  @Field(() => String, { description: 'The field by its name in Deal, such as isCancelled.' })
  field: string;

  @Field(() => String, { nullable: true, description: 'What had been told; null: nothing.' })
  before: string | null;

  @Field(() => String, { nullable: true, description: 'What was told then.' })
  after: string | null;
}

@ObjectType('Deal', {
  simpleResolvers: true,
  description: 'A deal on a trading account as its platform told it last. Money is in the currency of the account.',
})
export class AccountDeal {
  @Field(() => String, { description: 'The server on which it was done.' })
  server: string;

  @Field(() => String, { description: 'Its ticket there.' })
  ticket: string;

  @Field(() => DateTime, { description: 'When it was done.' })
  time: string;

  @Field(() => DealSide, { description: 'Which way it went.' })
  side: keyof typeof DealSide;

  @Field(() => DealEntry, { description: 'What it did to a position.' })
  entry: keyof typeof DealEntry;

  @Field(() => String, { nullable: true, description: 'The position, as the platform numbers it; null: not told.' })
  positionId: string | null;

  @Field(() => String, { description: 'The instrument as the server writes it, suffixes and all: "XAUUSD.m".' })
  symbol: string;

  @Field(() => Decimal, { description: 'Its size in lots.' })
  lots: string;

  @Field(() => Decimal, { description: 'How much of a position it closed, in lots: what commissions count.' })
  closedLots: string;

  @Field(() => Decimal, { description: 'The price at which it was done.' })
  price: string;

  @Field(() => DateTime, { nullable: true, description: 'When the position that it closed had been opened; null: it closed none, or that was not told.' })
  openedAt: string | null;

  @Field(() => Decimal, { description: 'What it won; below zero: lost.' })
  profit: string;

  @Field(() => Decimal, { description: 'What holding it overnight gave; below zero: cost.' })
  swap: string;

  @Field(() => Decimal, { description: 'What the broker charged for it, below zero.' })
  commission: string;

  @Field(() => Decimal, { nullable: true, description: 'What the difference of bid and ask cost, in pips; null: not told.' })
  spread: string | null;

  @Field(() => Boolean, { description: 'Whether the platform has taken it back.' })
  isCancelled: boolean;

  @Field(() => [DealChange], { description: 'What its platform told otherwise later, in that order; empty: nothing.' })
  changes: DealChange[];

  @Field(() => DealOutcome, { nullable: true, description: 'What came of it for partners; null for whoever may not see commissions.' })
  outcome: keyof typeof DealOutcome | null;

  @Field(() => UnpaidReason, { nullable: true, description: 'Why nobody earned by it; null: somebody did, it waits, or you may not see commissions.' })
  unpaidReason: keyof typeof UnpaidReason | null;

  @Field(() => String, { nullable: true, description: 'The same in a sentence, with figures.' })
  unpaidDetail: string | null;
}

@ArgsType()
export class DealHistoryArgs {
  @Field(() => DateTimeRange, { nullable: true, description: 'Done in this span.' })
  period?: DateTimeRange | null;

  @Field(() => String, { nullable: true, description: 'The one with this ticket.' })
  ticket?: string | null;

  @Field(() => Int, { defaultValue: 25, description: `How many at most, up to ${MOST_DEALS_AT_ONCE}.` })
  first: number;

  @Field(() => String, { nullable: true, description: 'Those before the deal with this ticket: the last one that you have.' })
  before?: string | null;
}
