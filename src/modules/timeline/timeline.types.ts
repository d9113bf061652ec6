import { ArgsType, Field, ID, InputType, ObjectType } from 'type-graphql';
import { connectionOf, DateTimeRange, ForwardArgs } from '../../graphql/connection.js';
import { DateTime } from '../../graphql/scalars.js';
import { AuditEntry } from '../audit/index.js';
import { Document } from '../documents/index.js';
import { ClientNote } from '../notes/index.js';
import { Task } from '../tasks/index.js';
import { Transaction } from '../transactions/index.js';
import { TimelineKind } from './timeline.enums.js';

@ObjectType({ simpleResolvers: true, description: 'One thing that happened with a client.' })
export class TimelineEntry {
  @Field(() => ID, { description: 'The id of what it comes from: of the transaction, the note.' })
  id: string;

  @Field(() => DateTime, { description: 'When it happened.' })
  at: string;

  @Field(() => TimelineKind, { description: 'Where it comes from.' })
  kind: keyof typeof TimelineKind;

  @Field(() => String, { description: 'What happened, in a few words.' })
  title: string;

  @Field(() => String, { nullable: true, description: 'More of it: why, or where it stands by now.' })
  detail: string | null;

  @Field(() => String, { nullable: true, description: 'The name of who did it.' })
  actor: string | null;

  @Field(() => String, { description: 'What kind of thing it happened to: the name of its type, such as `Document`.' })
  subjectType: string;

  @Field(() => ID, { description: 'The id of what it happened to.' })
  subjectId: string;

  @Field(() => AuditEntry, { nullable: true, description: 'Of an entry of the audit log, or a sign-in: the entry.' })
  auditEntry: AuditEntry | null;

  @Field(() => Transaction, { nullable: true, description: 'Of a movement of money: that.' })
  transaction: Transaction | null;

  @Field(() => Document, { nullable: true, description: 'Of a document: that.' })
  document: Document | null;

  @Field(() => Task, { nullable: true, description: 'Of what waits for people: the task.' })
  task: Task | null;

  @Field(() => ClientNote, { nullable: true, description: 'Of a note: that.' })
  note: ClientNote | null;
}

@ObjectType({ simpleResolvers: true, description: 'A page of a timeline.' })
export class TimelineEntryConnection extends connectionOf(() => TimelineEntry, 'TimelineEntry', 'An entry of a timeline') {}

@InputType({ description: 'Which entries: what is left out does not narrow the list.' })
export class TimelineFilter {
  @Field(() => [TimelineKind], { nullable: true, description: 'Of any of these kinds.' })
  kind?: string[] | null;

  @Field(() => DateTimeRange, { nullable: true, description: 'In this span.' })
  at?: DateTimeRange | null;
}

@ArgsType()
export class TimelineArgs extends ForwardArgs {
  @Field(() => TimelineFilter, { nullable: true, description: 'Which entries.' })
  filter?: TimelineFilter | null;
}
