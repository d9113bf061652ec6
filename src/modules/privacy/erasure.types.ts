import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf, DateTimeRange, PageArgs } from '../../graphql/connection.js';
import { CalendarDate, DateTime } from '../../graphql/scalars.js';
import { enumOf, UserError } from '../../graphql/user-error.js';
import { Client } from '../clients/index.js';
import { ERASURE_STATUSES } from './erasure.states.js';

export const ErasureStatus = enumOf(ERASURE_STATUSES);
registerEnumType(ErasureStatus, {
  name: 'ErasureStatus',
  description: 'Where the erasure of a client stands.',
  valuesConfig: {
    REQUESTED: { description: 'Asked for; what was kept for marketing is gone.' },
    HELD: { description: 'Granted; the records are kept as long as the law wants them, or somebody holds them as evidence.' },
    READY: { description: 'Granted, and nothing holds it: the next night destroys.' },
    ERASED: { description: "The client's key is destroyed, and with it what was sealed under it; names and files are gone." },
    REFUSED: { description: 'Not granted; the answer says why.' },
    CANCELLED: { description: 'Taken back.' },
  },
});

@ObjectType({
  simpleResolvers: true,
  description: 'The erasure of what is held on a client: asked for, granted by a second person, held as long as the law wants, done.',
})
export class Erasure {
  @Field(() => ID, { description: 'The id of the erasure.' })
  id: string;

  @Field(() => Int, { description: 'Counts the changes: a decision names the version that it saw.' })
  version: number;

  @Field(() => Client, { nullable: true, description: 'Whose data.' })
  client: Client | null;

  @Field(() => ErasureStatus, { description: 'Where it stands.' })
  status: keyof typeof ErasureStatus;

  @Field(() => String, { description: 'Why it was asked for.' })
  reason: string;

  @Field(() => String, { description: 'Who asked for it: "client", or who on the staff.' })
  requestedBy: string;

  @Field(() => DateTime, { description: 'When it was asked for.' })
  requestedAt: string;

  @Field(() => String, { nullable: true, description: 'Who decided on it.' })
  decidedBy: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was decided on.' })
  decidedAt: string | null;

  @Field(() => String, { nullable: true, description: 'Why it was decided so.' })
  decisionReason: string | null;

  @Field(() => CalendarDate, { nullable: true, description: 'Nothing is destroyed before this day.' })
  holdUntil: string | null;

  @Field(() => Boolean, { description: 'Whether somebody holds it as evidence, whatever the day.' })
  legalHold: boolean;

  @Field(() => String, { nullable: true, description: 'Why it is held as evidence.' })
  legalHoldReason: string | null;

  @Field(() => Boolean, { description: 'Whether the vendor who verifies identity was told to forget the client, and has yet to do it.' })
  isKeptByVendor: boolean;

  @Field(() => [String], { description: 'What is in the way now: money, open accounts, payments under way. Empty: nothing is.' })
  obstacles: string[];

  @Field(() => String, { nullable: true, description: 'The answer to the client, with the right to complain.' })
  answer: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was erased, refused or cancelled.' })
  endedAt: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A page of erasures.' })
export class ErasureConnection extends connectionOf(() => Erasure, 'Erasure', 'An erasure') {}

@InputType({ description: 'Which erasures: what is left out does not narrow the list; several conditions narrow it together.' })
export class ErasureFilter {
  @Field(() => ID, { nullable: true, description: 'Of this client.' })
  clientId?: string | null;

  @Field(() => [ErasureStatus], { nullable: true, description: 'In any of these statuses.' })
  status?: string[] | null;

  @Field(() => DateTimeRange, { nullable: true, description: 'Asked for in this span.' })
  requestedAt?: DateTimeRange | null;
}

@ArgsType()
export class ErasuresArgs extends PageArgs {
  @Field(() => ErasureFilter, { nullable: true, description: 'Which erasures; the newest first.' })
  filter?: ErasureFilter | null;
}

@InputType({ description: 'Asks for the erasure of a client.' })
export class ErasureRequestInput {
  @Field(() => ID, { description: 'Whose data.' })
  clientId: string;

  @Field(() => String, { description: 'Why.' })
  reason: string;
}

export const ErasureDecision = enumOf(['GRANT', 'REFUSE']);
registerEnumType(ErasureDecision, {
  name: 'ErasureDecision',
  description: 'What is decided on an erasure.',
  valuesConfig: {
    GRANT: { description: 'It is done as soon as the law allows.' },
    REFUSE: { description: 'It is not done; the reason goes into the answer.' },
  },
});

@InputType({ description: 'A decision on an erasure.' })
export class ErasureDecideInput {
  @Field(() => ID, { description: 'Which one.' })
  id: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;

  @Field(() => ErasureDecision, { description: 'What is decided.' })
  decision: keyof typeof ErasureDecision;

  @Field(() => String, { description: 'Why. Of a refusal the client reads it.' })
  reason: string;
}

@InputType({ description: 'Takes an erasure back.' })
export class ErasureCancelInput {
  @Field(() => ID, { description: 'Which one.' })
  id: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;

  @Field(() => String, { description: 'Why.' })
  reason: string;
}

@InputType({ description: 'Holds what would be erased as evidence, or lets go of it.' })
export class ErasureLegalHoldSetInput {
  @Field(() => ID, { description: 'Which one.' })
  id: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;

  @Field(() => Boolean, { description: 'Whether it is held from now on.' })
  isHeld: boolean;

  @Field(() => String, { description: 'Why: the audit log keeps it.' })
  reason: string;
}

@ObjectType({ simpleResolvers: true, description: 'The erasure as it is now, or why nothing was done.' })
export class ErasurePayload {
  @Field(() => Erasure, { nullable: true, description: 'The erasure; null when there are errors.' })
  erasure: Erasure | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}
