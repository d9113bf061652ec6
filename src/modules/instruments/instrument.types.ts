import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf, PageArgs } from '../../graphql/connection.js';
import { CurrencyCode, DateTime, Decimal } from '../../graphql/scalars.js';
import { UserError } from '../../graphql/user-error.js';

@ObjectType({ simpleResolvers: true, description: 'Another way in which servers write the symbol of an instrument.' })
export class InstrumentAlias {
  @Field(() => ID, { description: 'The id of the alias.' })
  id: string;

  @Field(() => String, { description: 'What they write: "GOLD".' })
  alias: string;

  @Field(() => String, { nullable: true, description: 'The server that writes so; null: all of them. The one of a server goes before the one of all.' })
  server: string | null;
}

@ObjectType({
  simpleResolvers: true,
  description: 'What is traded. Commissions are worked out by these figures, and rates are given by its symbol or its group.',
})
export class Instrument {
  @Field(() => ID, { description: 'The id of the instrument.' })
  id: string;

  @Field(() => Int, { description: 'Counts the changes: a change names the version that it saw.' })
  version: number;

  @Field(() => String, { description: 'Its name, without what servers hang onto it: "EURUSD".' })
  symbol: string;

  @Field(() => String, { description: 'Its group: "FX". Plans may give rates by it.' })
  group: string;

  @Field(() => Decimal, { description: 'How many units a lot is: 100000 of EURUSD, 100 of XAUUSD.' })
  contractSize: string;

  @Field(() => Decimal, { description: 'How much a pip is of the price: 0.0001 of EURUSD, 0.01 of USDJPY.' })
  pipSize: string;

  @Field(() => Decimal, { description: 'What a pip of one lot is worth in the quote currency: 10 of EURUSD.' })
  pipValue: string;

  @Field(() => CurrencyCode, { description: 'What a lot is made of, where that is a currency; else the quote currency.' })
  baseCurrency: string;

  @Field(() => CurrencyCode, { description: 'In what its price is.' })
  quoteCurrency: string;

  @Field(() => String, { nullable: true, description: 'The name of who changed it last; null: as it was delivered.' })
  updatedBy: string | null;

  @Field(() => DateTime, { description: 'When it was changed last.' })
  updatedAt: string;
}

@ObjectType({ simpleResolvers: true, description: 'A page of instruments.' })
export class InstrumentConnection extends connectionOf(() => Instrument, 'Instrument', 'An instrument') {}

@InputType({ description: 'Which instruments: several conditions narrow the list together.' })
export class InstrumentFilter {
  @Field(() => String, { nullable: true, description: 'Whose symbol begins so: "XAU".' })
  symbol?: string | null;

  @Field(() => String, { nullable: true, description: 'Of this group.' })
  group?: string | null;

  @Field(() => [CurrencyCode], { nullable: true, description: 'With prices in any of these currencies.' })
  quoteCurrency?: string[] | null;
}

@ArgsType()
export class InstrumentsArgs extends PageArgs {
  @Field(() => InstrumentFilter, { nullable: true, description: 'Which instruments; left out: all of them.' })
  filter?: InstrumentFilter | null;
}

@ObjectType({ simpleResolvers: true, description: 'A symbol that deals were done in and that was no instrument when they were worked out.' })
export class UnknownSymbol {
  @Field(() => String, { description: 'The server that writes it.' })
  server: string;

  @Field(() => String, { description: 'As it writes it.' })
  symbol: string;

  @Field(() => Int, { description: 'How many deals closed something in it, and paid nothing.' })
  deals: number;

  @Field(() => Decimal, { description: 'The lots that they closed.' })
  lots: string;

  @Field(() => DateTime, { description: 'The first of them.' })
  from: string;

  @Field(() => DateTime, { description: 'The last of them.' })
  to: string;

  @Field(() => String, { nullable: true, description: 'What it is by now: have these deals worked out anew (commissionRecalculate). Null: still nothing.' })
  isNow: string | null;
}

@InputType({ description: 'An instrument as it is to be.' })
export class InstrumentInput {
  @Field(() => String, { description: 'Its name, without what servers hang onto it.' })
  symbol: string;

  @Field(() => Int, { nullable: true, description: 'The version that you saw; left out: it is a new one.' })
  version?: number | null;

  @Field(() => String, { description: 'Its group.' })
  group: string;

  @Field(() => Decimal, { description: 'How many units a lot is.' })
  contractSize: string;

  @Field(() => Decimal, { description: 'How much a pip is of the price.' })
  pipSize: string;

  @Field(() => CurrencyCode, { nullable: true, description: 'What a lot is made of, where that is a currency; left out: the quote currency.' })
  baseCurrency?: string | null;

  @Field(() => CurrencyCode, { description: 'In what its price is.' })
  quoteCurrency: string;
}

@InputType({ description: 'Instruments that are new, and others as they are to be: all of them, or none.' })
export class InstrumentsSetInput {
  @Field(() => [InstrumentInput], { description: 'Up to 200 at once.' })
  instruments: InstrumentInput[];

  @Field(() => String, { description: 'Why: the audit log keeps it.' })
  reason: string;
}

@InputType({ description: 'An alias of an instrument.' })
export class InstrumentAliasInput {
  @Field(() => String, { description: 'What is written.' })
  alias: string;

  @Field(() => String, { nullable: true, description: 'The server that writes so; left out: all of them.' })
  server?: string | null;
}

@InputType({ description: 'All aliases of an instrument, in place of those that it has.' })
export class InstrumentAliasesSetInput {
  @Field(() => String, { description: 'The instrument.' })
  symbol: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;

  @Field(() => [InstrumentAliasInput], { description: 'Up to 100; empty: none any more.' })
  aliases: InstrumentAliasInput[];

  @Field(() => String, { description: 'Why: the audit log keeps it.' })
  reason: string;
}

@InputType({ description: 'An instrument that is to go.' })
export class InstrumentRemoveInput {
  @Field(() => String, { description: 'The instrument.' })
  symbol: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;

  @Field(() => String, { description: 'Why: the audit log keeps it.' })
  reason: string;
}

@InputType({ description: 'All that servers hang onto symbols, in place of what there is.' })
export class InstrumentSuffixesSetInput {
  @Field(() => [String], { description: 'Such as ".m"; up to 50. The longest that fits a symbol is taken off it.' })
  suffixes: string[];

  @Field(() => String, { description: 'Why: the audit log keeps it.' })
  reason: string;
}

@ObjectType({ simpleResolvers: true, description: 'The instruments as they are now, or why none was changed.' })
export class InstrumentsPayload {
  @Field(() => [Instrument], { nullable: true, description: 'Those that were given, in that order; null when there are errors.' })
  instruments: Instrument[] | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}

@ObjectType({ simpleResolvers: true, description: 'The instrument as it is now, or why nothing was done.' })
export class InstrumentPayload {
  @Field(() => Instrument, { nullable: true, description: 'The instrument; null when it is gone, or there are errors.' })
  instrument: Instrument | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}

@ObjectType({ simpleResolvers: true, description: 'The suffixes as they are now, or why they were not changed.' })
export class InstrumentSuffixesPayload {
  @Field(() => [String], { nullable: true, description: 'All of them; null when there are errors.' })
  suffixes: string[] | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}
