import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { connectionOf } from '../../graphql/connection.js';
import { DateTime } from '../../graphql/scalars.js';
import { UserError } from '../../graphql/user-error.js';
import { Client } from '../clients/index.js';
import { Partner } from '../partners/index.js';
import { StaffMember } from '../staff/index.js';

@ObjectType({ simpleResolvers: true, description: 'A key by which a program calls the gateway. The key itself is shown once, when it is made.' })
export class ApiKey {
  @Field(() => ID, { description: 'The id of the key.' })
  id: string;

  @Field(() => String, { description: 'What it is for.' })
  name: string;

  @Field(() => String, { description: 'How the key begins, to tell keys apart.' })
  prefix: string;

  @Field(() => [String], { description: 'What it may call, as permission ids.' })
  permissions: string[];

  @Field(() => Client, { nullable: true, description: 'The client to whose rows it is bound.' })
  client: object | null;

  @Field(() => Partner, { nullable: true, description: 'The partner to whose subtree it is bound.' })
  partner: object | null;

  @Field(() => StaffMember, { nullable: true, description: 'Who made it.' })
  createdBy: object | null;

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt: string;

  @Field(() => DateTime, { nullable: true, description: 'When it ends by itself; null: when somebody revokes it.' })
  expiresAt: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Since when it does not work any more.' })
  revokedAt: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was last used, to the minute.' })
  lastUsedAt: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A page of API keys.' })
export class ApiKeyConnection extends connectionOf(() => ApiKey, 'ApiKey', 'An API key') {}

@InputType({ description: 'A new API key.' })
export class ApiKeyCreateInput {
  @Field(() => String, { description: 'What it is for.' })
  name: string;

  @Field(() => [String], {
    description:
      'What it may call, as ids of permissionCatalogue. A key that is bound to nobody sees clients only with clients:all beside clients:read. Sensitive ones are given by an administrator or by somebody who holds them; staff:write, permissions:write and api-keys:write are for people only.',
  })
  permissions: string[];

  @Field(() => ID, { nullable: true, description: 'Binds it to the rows of a client: it can do no more than the client.' })
  clientId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Binds it to the subtree of a partner: it can do no more than the partner.' })
  partnerId?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it ends by itself; left out: when somebody revokes it.' })
  expiresAt?: string | null;
}

@InputType({ description: 'The end of an API key.' })
export class ApiKeyRevokeInput {
  @Field(() => ID, { description: 'Which key.' })
  id: string;

  @Field(() => String, { description: 'Why: the audit log keeps it.' })
  reason: string;
}

@ObjectType({ simpleResolvers: true, description: 'The new API key, or why there is none.' })
export class ApiKeyCreatePayload {
  @Field(() => ApiKey, { nullable: true, description: "The key's record; null when there are errors." })
  apiKey: object | null;

  @Field(() => String, { nullable: true, description: 'The key itself, for `Authorization: Bearer`. It is shown this once.' })
  key: string | null;

  @Field(() => [UserError], { description: 'Why there is none; empty when there is.' })
  userErrors: UserError[];
}

@ObjectType({ simpleResolvers: true, description: 'The API key as it is now, or why not.' })
export class ApiKeyPayload {
  @Field(() => ApiKey, { nullable: true, description: "The key's record; null when there are errors." })
  apiKey: object | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}
