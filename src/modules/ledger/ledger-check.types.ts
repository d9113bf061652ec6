import { ArgsType, Field, ID, Int, ObjectType } from 'type-graphql';
import { connectionOf, DateTimeRange, PageArgs } from '../../graphql/connection.js';
import { Money } from '../../graphql/money.types.js';
import { CurrencyCode, DateTime, Decimal } from '../../graphql/scalars.js';
import { UserError } from '../../graphql/user-error.js';
import { LedgerDriftKind } from './ledger.enums.js';

@ObjectType({ simpleResolvers: true, description: 'A figure that does not follow from the journal.' })
export class LedgerDrift {
  @Field(() => LedgerDriftKind, { description: 'Which figure.' })
  kind: keyof typeof LedgerDriftKind;

  @Field(() => String, { description: 'The code of the ledger account.' })
  account: string;

  @Field(() => CurrencyCode, { description: 'The currency of the amounts.' })
  currency: string;

  @Field(() => Decimal, { description: 'What is kept.' })
  kept: string;

  @Field(() => Decimal, { description: 'What it has to be.' })
  proven: string;

  @Field(() => Decimal, { description: 'What is kept, less what it has to be.' })
  difference: string;
}

@ObjectType({ simpleResolvers: true, description: 'A check of the whole ledger: every balance and hold worked out again from lines and holds.' })
export class LedgerCheck {
  @Field(() => ID, { nullable: true, description: 'The id of the check; null when it is not kept.' })
  id: string | null;

  @Field(() => DateTime, { description: 'When it began: it checks the ledger as of then.' })
  startedAt: string;

  @Field(() => DateTime, { description: 'When it ended.' })
  finishedAt: string;

  @Field(() => Int, { description: 'How long it took.' })
  durationMs: number;

  @Field(() => Boolean, { description: 'Does everything follow from the journal, and does each currency add up to zero?' })
  isSound: boolean;

  @Field(() => Int, { description: 'How many accounts were checked.' })
  accounts: number;

  @Field(() => Int, { description: 'How many lines were added up.' })
  lines: number;

  @Field(() => Int, { description: 'How many figures do not follow from the journal.' })
  driftingCount: number;

  @Field(() => [LedgerDrift], { description: 'The first hundred of them, by account.' })
  drifting: LedgerDrift[];

  @Field(() => [Money], { description: 'Currencies in which all lines together do not add up to zero, with their sum.' })
  currencies: Money[];

  @Field(() => String, { nullable: true, description: 'The name of who asked for it; null when it is not kept.' })
  askedBy: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A page of checks of the ledger.' })
export class LedgerCheckConnection extends connectionOf(() => LedgerCheck, 'LedgerCheck', 'A check of the ledger') {}

@ArgsType()
export class LedgerChecksArgs extends PageArgs {
  @Field(() => DateTimeRange, { nullable: true, description: 'Begun in this span.' })
  startedAt?: DateTimeRange | null;
}

@ObjectType({ simpleResolvers: true, description: 'The check as it was kept, or why not.' })
export class LedgerCheckPayload {
  @Field(() => LedgerCheck, { nullable: true, description: 'The check; null when there are errors.' })
  ledgerCheck: LedgerCheck | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}
