import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { DateTime, EmailAddress } from '../../graphql/scalars.js';
import { UserError } from '../../graphql/user-error.js';
import { ActorKind } from '../audit/index.js';
import { Client } from '../clients/index.js';
import { Partner } from '../partners/index.js';
import { DepartmentCode } from '../permissions/index.js';

@ObjectType({ simpleResolvers: true, description: 'Whoever is asking: a staff member, a client, a partner, or a program with an API key.' })
export class Viewer {
  @Field(() => ID, { description: 'The id of the staff member, client, partner or API key.' })
  id: string;

  @Field(() => ActorKind, { description: 'What it is.' })
  kind: keyof typeof ActorKind;

  @Field(() => String, { description: 'The name.' })
  name: string;

  @Field(() => [DepartmentCode], { description: 'The departments of a staff member.' })
  departments: readonly (keyof typeof DepartmentCode)[];

  @Field(() => [String], { description: 'What may be called, as permission ids such as clients:read, sorted.' })
  permissions: string[];

  @Field(() => Boolean, {
    description:
      'One of the departments asks for a second factor that is not set up: until it is (staffTotpSetUp, staffTotpConfirm), there are no permissions.',
  })
  totpSetupRequired: boolean;

  @Field(() => Client, { nullable: true, description: 'The client itself, for a client and for an API key that is bound to one.' })
  client: object | null;

  @Field(() => Partner, { nullable: true, description: 'The partner itself, for a partner and for an API key that is bound to one.' })
  partner: object | null;
}

@InputType({ description: 'Who wants to sign in.' })
export class SignInInput {
  @Field(() => EmailAddress, { description: 'The e-mail address.' })
  email: string;

  @Field(() => String, { description: 'The password.' })
  password: string;

  @Field(() => String, {
    nullable: true,
    description: 'Where a second factor is set up: the six digits that the authenticator shows, or a recovery code. Left out, the answer asks for it.',
  })
  totp?: string | null;
}

@InputType({ description: 'A session that goes on.' })
export class SignInRefreshInput {
  @Field(() => String, { description: 'The refresh token of the last sign-in or refresh. It is good once: coming a second time it ends the session.' })
  refreshToken: string;
}

@ObjectType({ simpleResolvers: true, description: 'A session, or why there is none.' })
export class SignInPayload {
  @Field(() => String, { nullable: true, description: 'Goes with every request, as `Authorization: Bearer`; null when there are errors.' })
  accessToken: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When the access token ends: ten minutes from now. Refresh before.' })
  expiresAt: Date | null;

  @Field(() => String, { nullable: true, description: 'For signInRefresh, once. It ends after twelve hours without use, and seven days after the sign-in.' })
  refreshToken: string | null;

  @Field(() => Viewer, { nullable: true, description: 'Who signed in.' })
  viewer: Viewer | null;

  @Field(() => [UserError], { description: 'Why nobody is signed in; empty when somebody is.' })
  userErrors: UserError[];
}

@ObjectType({ simpleResolvers: true, description: 'Nothing but errors, if there are any.' })
export class SignOutPayload {
  @Field(() => [UserError], { description: 'Why nothing was ended; empty when it was.' })
  userErrors: UserError[];
}

@InputType({ description: "A new password of one's own." })
export class PasswordChangeInput {
  @Field(() => String, { description: 'The password until now.' })
  currentPassword: string;

  @Field(() => String, { description: 'The password from now on: at least 12 characters.' })
  newPassword: string;
}
