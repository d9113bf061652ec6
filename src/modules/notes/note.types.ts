import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf, DateTimeRange, ForwardArgs } from '../../graphql/connection.js';
import { DateTime } from '../../graphql/scalars.js';
import { UserError } from '../../graphql/user-error.js';
import { Client } from '../clients/index.js';

@ObjectType({ simpleResolvers: true, description: 'A note as it was worded at some time.' })
export class ClientNoteWording {
  @Field(() => Int, { description: 'Which wording it is, counted from 1.' })
  number: number;

  @Field(() => String, { nullable: true, description: 'What it said; null when the personal data of the client were erased.' })
  text: string | null;

  @Field(() => String, { description: 'The name of who wrote it.' })
  author: string;

  @Field(() => DateTime, { description: 'When it was written.' })
  at: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'What somebody of the staff wrote down about a client. Every wording is kept, and what is deleted is struck out.',
})
export class ClientNote {
  @Field(() => ID, { description: 'The id of the note.' })
  id: string;

  @Field(() => Int, { description: 'Counts the changes: a change names the version that it saw.' })
  version: number;

  @Field(() => Client, { description: 'The client that it is about.' })
  client: Client;

  @Field(() => String, { nullable: true, description: 'What it says; null when the personal data of the client were erased.' })
  text: string | null;

  @Field(() => String, { description: 'The name of who wrote it.' })
  author: string;

  @Field(() => Boolean, { description: 'Is it one that everybody should see first?' })
  isPinned: boolean;

  @Field(() => Boolean, {
    description:
      'Is it in confidence? The client must not learn of it: it is left out of what is exported for the client. Read by its author and with notes:confidential.',
  })
  isConfidential: boolean;

  @Field(() => DateTime, { description: 'When it was written.' })
  createdAt: string;

  @Field(() => DateTime, { description: 'When it was changed last.' })
  updatedAt: string;

  @Field(() => [ClientNoteWording], { description: 'All its wordings, the first first.' })
  wordings: ClientNoteWording[];

  @Field(() => DateTime, { nullable: true, description: 'When it was struck out.' })
  deletedAt: string | null;

  @Field(() => String, { nullable: true, description: 'The name of who struck it out.' })
  deletedBy: string | null;

  @Field(() => String, { nullable: true, description: 'Why it was struck out.' })
  deleteReason: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A page of notes.' })
export class ClientNoteConnection extends connectionOf(() => ClientNote, 'ClientNote', 'A note') {}

@InputType({ description: 'Which notes: what is left out does not narrow the list.' })
export class ClientNoteFilter {
  @Field(() => Boolean, { nullable: true, description: 'Those that everybody should see first, or the others.' })
  isPinned?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Those in confidence that you may read, or the others.' })
  isConfidential?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Those that are struck out, or the others.' })
  isDeleted?: boolean | null;

  @Field(() => DateTimeRange, { nullable: true, description: 'Written in this span.' })
  createdAt?: DateTimeRange | null;
}

@ArgsType()
export class ClientNotesArgs extends ForwardArgs {
  @Field(() => ClientNoteFilter, { nullable: true, description: 'Which notes.' })
  filter?: ClientNoteFilter | null;
}

@InputType({ description: 'A note on a client.' })
export class NoteAddInput {
  @Field(() => ID, { description: 'On which client.' })
  clientId: string;

  @Field(() => String, { description: 'What it says, 10000 characters at most.' })
  text: string;

  @Field(() => Boolean, { defaultValue: false, description: 'Should everybody see it first?' })
  isPinned: boolean;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Is it in confidence, such as a suspicion? Everybody may write such notes; besides their author only notes:confidential reads them.',
  })
  isConfidential: boolean;
}

@InputType({ description: 'A note in other words. The earlier ones are kept.' })
export class NoteEditInput {
  @Field(() => ID, { description: 'Which note: your own.' })
  id: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;

  @Field(() => String, { description: 'What it says now.' })
  text: string;
}

@InputType({ description: 'A note that everybody should see first, or no longer.' })
export class NotePinInput {
  @Field(() => ID, { description: 'Which note.' })
  id: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;

  @Field(() => Boolean, { description: 'Should everybody see it first?' })
  isPinned: boolean;
}

@InputType({ description: 'A note that is in confidence, or no longer.' })
export class NoteConfideInput {
  @Field(() => ID, { description: 'Which note.' })
  id: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;

  @Field(() => Boolean, { description: 'Is it in confidence? If not, all who read notes see it, and the client is told of it with all that is held on it.' })
  isConfidential: boolean;
}

@InputType({ description: 'A note that is struck out. It stays to be read, marked so.' })
export class NoteDeleteInput {
  @Field(() => ID, { description: 'Which note.' })
  id: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;

  @Field(() => String, { description: 'Why: it stands beside the note, and in the audit log.' })
  reason: string;
}

@ObjectType({ simpleResolvers: true, description: 'The note as it is now, or why nothing was done.' })
export class NotePayload {
  @Field(() => ClientNote, { nullable: true, description: 'The note; null when there are errors.' })
  note: ClientNote | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}
