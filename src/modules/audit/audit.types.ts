import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { ACTOR_KINDS } from '../../access/actor.js';
import { connectionOf, DateTimeRange, ForwardArgs } from '../../graphql/connection.js';
import { DateTime, Json } from '../../graphql/scalars.js';
import { enumOf } from '../../graphql/user-error.js';
import { AUDIT_PROBLEMS } from './audit.verifier.js';

export const ActorKind = enumOf(ACTOR_KINDS);
registerEnumType(ActorKind, {
  name: 'ActorKind',
  description: 'What kind of caller somebody is.',
  valuesConfig: {
    STAFF: { description: 'A staff member.' },
    CLIENT: { description: 'A client, for itself.' },
    PARTNER: { description: 'A partner, for itself and its subtree.' },
    API_KEY: { description: 'A program with an API key.' },
    SYSTEM: { description: 'The gateway itself, or somebody who has not signed in yet.' },
  },
});

export const AuditProblem = enumOf(AUDIT_PROBLEMS);
registerEnumType(AuditProblem, {
  name: 'AuditProblem',
  description: 'What is wrong with the audit log.',
  valuesConfig: {
    ENTRY_ALTERED: { description: 'The entry does not say what it said when it was sealed.' },
    ENTRY_FORGED: { description: 'The entry was put in past the gateway: nobody who holds the key wrote it.' },
    ENTRY_MISSING: { description: 'A sealed entry is gone.' },
    SEAL_MISSING: { description: 'A seal is gone from within the chain.' },
    SEAL_ALTERED: { description: 'The seal does not follow from the one before it: entries were exchanged, or the chain was made anew without the key.' },
    HEAD_MISMATCH: { description: 'The chain does not end where its head says: its end was cut off.' },
    ROLLED_BACK: { description: 'The chain is not the one whose heads were kept outside of the database: an older or another state was put in place.' },
    ENTRY_UNSEALED: { description: 'An entry has been waiting for its seal for more than a minute.' },
  },
});

@ObjectType({
  simpleResolvers: true,
  description: 'One deed: who did what to what, when, in which request, and what changed. Entries are never edited or removed.',
})
export class AuditEntry {
  @Field(() => ID, { description: 'The id of the entry.' })
  id: string;

  @Field(() => DateTime, { description: 'When it was done.' })
  at: string;

  @Field(() => ActorKind, { description: 'What kind of caller did it.' })
  actorKind: keyof typeof ActorKind;

  @Field(() => ID, { nullable: true, description: 'The staff member, client, partner or API key that did it; null for the gateway itself.' })
  actorId: string | null;

  @Field(() => String, { description: 'The name of who did it: of staff and partners as it was then, of a client as it is now.' })
  actorName: string;

  @Field(() => [String], { description: 'The departments that the staff member was in then, by code.' })
  departments: string[];

  @Field(() => String, { description: 'What was done: `client.update`, `session.open`.' })
  action: string;

  @Field(() => String, { description: 'What kind of thing it was done to, such as `Client`.' })
  subjectType: string;

  @Field(() => ID, { description: 'The id of what it was done to.' })
  subjectId: string;

  @Field(() => ID, { nullable: true, description: 'The client to whose history it belongs.' })
  clientId: string | null;

  @Field(() => String, { nullable: true, description: 'Why, in the words of who did it; of a deed on a client it reads "erased" once the client is.' })
  reason: string | null;

  @Field(() => Json, {
    nullable: true,
    description:
      'What it was before. Secrets and personal numbers are fingerprints; e-mail and phone are hidden from whoever lacks clients:contact; names read "erased" once the client is.',
  })
  before: unknown;

  @Field(() => Json, { nullable: true, description: 'What it was afterwards, told like `before`.' })
  after: unknown;

  @Field(() => String, { description: 'The request that it was done in: errors and log lines carry it too.' })
  requestId: string;

  @Field(() => String, {
    description: 'The hash of this entry and the one before it in the chain; empty until the entry is sealed, some seconds after it was made.',
  })
  hash: string;

  @Field(() => DateTime, { nullable: true, description: 'When the entry was sealed.' })
  sealedAt: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A page of the audit log.' })
export class AuditEntryConnection extends connectionOf(() => AuditEntry, 'AuditEntry', 'An audit entry') {}

@ObjectType({ simpleResolvers: true, description: 'What a walk along the whole chain found.' })
export class AuditVerification {
  @Field(() => Boolean, { description: 'Does every entry follow from the one before it, and is none missing?' })
  isIntact: boolean;

  @Field(() => Int, { description: 'How many sealed entries were found in order.' })
  entries: number;

  @Field(() => AuditProblem, { nullable: true, description: 'What is wrong; null when nothing is.' })
  problem: keyof typeof AuditProblem | null;

  @Field(() => Int, { nullable: true, description: 'At which place of the chain it is wrong; null when it concerns no single place.' })
  brokenNumber: number | null;

  @Field(() => AuditEntry, { nullable: true, description: 'The first entry whose hash does not follow; where that entry is gone, the next one that is left.' })
  firstBroken: AuditEntry | null;
}

@InputType({ description: 'Which audit entries: what is left out does not narrow the list; several conditions narrow it together.' })
export class AuditFilter {
  @Field(() => ID, { nullable: true, description: 'Done by this staff member, client, partner or API key.' })
  actorId?: string | null;

  @Field(() => String, { nullable: true, description: 'This action, or with a dot at the end all that begin like it: `client.update`, `client.`.' })
  action?: string | null;

  @Field(() => String, { nullable: true, description: 'Done to things of this kind, such as `Client`.' })
  subjectType?: string | null;

  @Field(() => ID, { nullable: true, description: 'Done to this thing.' })
  subjectId?: string | null;

  @Field(() => DateTimeRange, { nullable: true, description: 'Done in this span.' })
  at?: DateTimeRange | null;
}

@ArgsType()
export class AuditLogArgs extends ForwardArgs {
  @Field(() => AuditFilter, { nullable: true, description: 'Which entries.' })
  filter?: AuditFilter | null;
}
