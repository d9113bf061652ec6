import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { CalendarDate, CountryCode, DateTime, EmailAddress } from '../../graphql/scalars.js';
import { UserError } from '../../graphql/user-error.js';
import { ClientCategory, ClientType, OnboardingStatus, RestrictionKind } from './client.enums.js';
import { Client, Restriction } from './client.types.js';

@InputType({ description: 'A new client.' })
export class ClientRegisterInput {
  @Field(() => ClientType, { nullable: true, defaultValue: 'INDIVIDUAL', description: 'A person or a company.' })
  type?: keyof typeof ClientType | null;

  @Field(() => String, { description: 'The first name.' })
  firstName: string;

  @Field(() => String, { description: 'The last name.' })
  lastName: string;

  @Field(() => String, { nullable: true, description: 'The name of the company: required for a company, and for companies only.' })
  companyName?: string | null;

  @Field(() => EmailAddress, { description: 'The e-mail address. One client has it.' })
  email: string;

  @Field(() => String, { nullable: true, description: 'The phone number.' })
  phone?: string | null;

  @Field(() => CountryCode, { description: 'The country of residence. It decides which entity serves the client.' })
  country: string;

  @Field(() => CalendarDate, { nullable: true, description: 'The date of birth: 18 years back or more.' })
  dateOfBirth?: string | null;

  @Field(() => String, { nullable: true, description: 'The tax number.' })
  taxNumber?: string | null;

  @Field(() => String, { nullable: true, description: 'The language to write to the client in, such as "en" or "pt-BR".' })
  language?: string | null;

  @Field(() => String, { nullable: true, description: 'The referral code of the partner who introduces the client.' })
  partnerReferralCode?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'What the client carries from a referral link ("visitor" in the address of the landing page). A referral code goes before it; one that counts no more is let be.',
  })
  visitorToken?: string | null;
}

@InputType({ description: 'Changes of a client. Left out: unchanged; null: cleared.' })
export class ClientUpdateInput {
  @Field(() => ID, { description: 'Which client.' })
  id: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;

  @Field(() => String, { nullable: true, description: 'The first name; it cannot be cleared.' })
  firstName?: string | null;

  @Field(() => String, { nullable: true, description: 'The last name; it cannot be cleared.' })
  lastName?: string | null;

  @Field(() => String, { nullable: true, description: 'The phone number.' })
  phone?: string | null;

  @Field(() => CalendarDate, { nullable: true, description: 'The date of birth: 18 years back or more. Takes clients:pii.' })
  dateOfBirth?: string | null;

  @Field(() => String, { nullable: true, description: 'The tax number. Takes clients:pii.' })
  taxNumber?: string | null;

  @Field(() => String, { nullable: true, description: 'The language to write to the client in, such as "en" or "pt-BR".' })
  language?: string | null;

  @Field(() => CountryCode, { nullable: true, description: 'The country of residence; it cannot be cleared. The entity that serves the client stays.' })
  country?: string | null;

  @Field(() => ClientCategory, { nullable: true, description: 'The category; it cannot be cleared.' })
  category?: keyof typeof ClientCategory | null;

  @Field(() => [String], { nullable: true, description: 'All tags, in place of those before; null clears them.' })
  tags?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'Who on the staff looks after the client.' })
  accountManagerId?: string | null;
}

@InputType({ description: 'A step of the onboarding.' })
export class ClientTransitionInput {
  @Field(() => ID, { description: 'Which client.' })
  id: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;

  @Field(() => OnboardingStatus, { description: 'The status to go to.' })
  to: keyof typeof OnboardingStatus;

  @Field(() => String, { description: 'Why: the audit log keeps it.' })
  reason: string;
}

@InputType({ description: 'Who introduced a client, from now on.' })
export class ClientAssignPartnerInput {
  @Field(() => ID, { description: 'Which client.' })
  clientId: string;

  @Field(() => Int, { description: 'The version of the client that you saw.' })
  version: number;

  @Field(() => ID, { nullable: true, description: 'The partner; null: no partner any more.' })
  partnerId?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'From when on; left out: from now on. It cannot be over.' })
  effectiveFrom?: string | null;

  @Field(() => String, { description: 'Why: the audit log keeps it.' })
  reason: string;
}

@ObjectType({ simpleResolvers: true, description: 'The client as it is now, or why not.' })
export class ClientPayload {
  @Field(() => Client, { nullable: true, description: 'The client; null when there are errors.' })
  client: Client | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}

@InputType({ description: 'A new restriction.' })
export class RestrictionAddInput {
  @Field(() => ID, { description: 'Whom it concerns.' })
  clientId: string;

  @Field(() => ID, { nullable: true, description: 'One account of the client; left out: the client and all accounts.' })
  tradingAccountId?: string | null;

  @Field(() => RestrictionKind, { description: 'What is forbidden.' })
  kind: keyof typeof RestrictionKind;

  @Field(() => String, { description: 'Why: the audit log keeps it.' })
  reason: string;

  @Field(() => DateTime, { nullable: true, description: 'When it ends by itself; left out: when somebody lifts it.' })
  expiresAt?: string | null;
}

@InputType({ description: 'The end of a restriction.' })
export class RestrictionLiftInput {
  @Field(() => ID, { description: 'Which restriction.' })
  id: string;

  @Field(() => String, { description: 'Why: the audit log keeps it.' })
  reason: string;
}

@ObjectType({ simpleResolvers: true, description: 'The restriction and its client as they are now, or why not.' })
export class RestrictionPayload {
  @Field(() => Restriction, { nullable: true, description: 'The restriction; null when there are errors.' })
  restriction: Restriction | null;

  @Field(() => Client, { nullable: true, description: 'The client; null when there are errors.' })
  client: Client | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}
