import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf, PageArgs } from '../../graphql/connection.js';
import { DateTime } from '../../graphql/scalars.js';
import { UserError } from '../../graphql/user-error.js';
import { JobState } from './job.enums.js';

@ObjectType({ simpleResolvers: true, description: 'Work that the gateway does after it has answered. One that is done is no longer listed.' })
export class Job {
  @Field(() => ID, { description: 'The id of the job.' })
  id: string;

  @Field(() => String, { description: 'By what the audit log and the server log name it, such as job:1204.' })
  requestId: string;

  @Field(() => String, { description: 'What kind of work it is, such as payout.send.' })
  name: string;

  @Field(() => JobState, { description: 'Where it stands.' })
  state: string;

  @Field(() => Int, { description: 'How often it has been begun.' })
  attempts: number;

  @Field(() => Int, { description: 'How often it is begun at most. 1: it is not safe to repeat.' })
  maxAttempts: number;

  @Field(() => String, { nullable: true, description: 'How the last attempt ended; null when there was none. The server log has more, under requestId.' })
  lastError: string | null;

  @Field(() => DateTime, { description: 'When it was asked for.' })
  createdAt: string;

  @Field(() => DateTime, { description: 'Not before then is it begun, or begun again.' })
  runAt: string;

  @Field(() => DateTime, { nullable: true, description: 'Since when a worker has been at it; null when none is.' })
  lockedSince: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A page of jobs.' })
export class JobConnection extends connectionOf(() => Job, 'Job', 'A job') {}

@InputType({ description: 'Which jobs.' })
export class JobFilter {
  @Field(() => [JobState], { nullable: true, description: 'In one of these states.' })
  state?: string[] | null;

  @Field(() => String, { nullable: true, description: 'Of this kind, such as payout.send.' })
  name?: string | null;
}

@ArgsType()
export class JobsArgs extends PageArgs {
  @Field(() => JobFilter, { nullable: true, description: 'Which jobs; left out: all of them.' })
  filter?: JobFilter | null;
}

@InputType({ description: 'A failed job that is to run again.' })
export class JobRetryInput {
  @Field(() => ID, { description: 'Which job.' })
  id: string;

  @Field(() => String, { description: 'Why: the audit log keeps it.' })
  reason: string;
}

@InputType({ description: 'A failed job that is given up.' })
export class JobDiscardInput {
  @Field(() => ID, { description: 'Which job.' })
  id: string;

  @Field(() => String, { description: 'Why: the audit log keeps it.' })
  reason: string;
}

@ObjectType({ simpleResolvers: true, description: 'The job as it is now, or why nothing was done.' })
export class JobRetryPayload {
  @Field(() => Job, { nullable: true, description: 'The job; null when there are errors, and when it has run and is done already.' })
  job: object | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}

@ObjectType({ simpleResolvers: true, description: 'What was given up, or why nothing was.' })
export class JobDiscardPayload {
  @Field(() => ID, { nullable: true, description: 'The id of the job that is gone; null when there are errors.' })
  discardedId: string | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}
