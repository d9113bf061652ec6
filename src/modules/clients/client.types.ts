import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf, DateTimeRange, ForwardArgs, OrderDirection, PageArgs } from '../../graphql/connection.js';
import { CalendarDate, CountryCode, DateTime, EmailAddress } from '../../graphql/scalars.js';
import { enumOf } from '../../graphql/user-error.js';
import { Partner } from '../partners/index.js';
import { StaffMember } from '../staff/index.js';
import { ClientActivity, ClientCategory, ClientType, KycStatus, OnboardingStatus, RestrictionKind, RiskLevel } from './client.enums.js';

@ObjectType({ simpleResolvers: true, description: 'A client of the broker: a person or a company.' })
export class Client {
  @Field(() => ID, { description: 'The id of the client.' })
  id: string;

  @Field(() => Int, { description: 'Counts the changes: an update names the version that it saw.' })
  version: number;

  @Field(() => String, { description: 'The number that people say on the phone: C100042.' })
  reference: string;

  @Field(() => ClientType, { description: 'A person or a company.' })
  type: keyof typeof ClientType;

  @Field(() => ClientCategory, { description: 'How the client is protected.' })
  category: keyof typeof ClientCategory;

  @Field(() => String, { description: 'The first name; of a company, that of the person who acts for it.' })
  firstName: string;

  @Field(() => String, { description: 'The last name; of a company, that of the person who acts for it.' })
  lastName: string;

  @Field(() => String, { nullable: true, description: 'The name of the company.' })
  companyName: string | null;

  @Field(() => String, { description: 'The company, or first and last name.' })
  displayName: string;

  @Field(() => EmailAddress, { description: 'The e-mail address; masked for whoever lacks clients:contact.' })
  email: string;

  @Field(() => String, { nullable: true, description: 'The phone number; masked for whoever lacks clients:contact.' })
  phone: string | null;

  @Field(() => CalendarDate, { nullable: true, description: 'The date of birth. Reading it is written to the audit log.' })
  dateOfBirth: string | null;

  @Field(() => String, { nullable: true, description: 'The tax number. Reading it is written to the audit log.' })
  taxNumber: string | null;

  @Field(() => String, { nullable: true, description: 'The language to write to the client in, such as "en" or "pt-BR"; null: not known.' })
  language: string | null;

  @Field(() => CountryCode, { description: 'The country of residence.' })
  country: string;

  @Field(() => String, { description: 'The licensed entity that serves the client: CY, SC, ...' })
  jurisdiction: string;

  @Field(() => OnboardingStatus, { description: 'Where the decision on the client stands.' })
  onboardingStatus: keyof typeof OnboardingStatus;

  @Field(() => ClientActivity, { description: 'What the client does, derived from money and trades.' })
  activity: keyof typeof ClientActivity;

  @Field(() => KycStatus, { description: 'Where the verification of identity stands.' })
  kycStatus: keyof typeof KycStatus;

  @Field(() => Int, { description: 'The level that the client is verified at; 0: not at all.' })
  kycLevel: number;

  @Field(() => RiskLevel, { description: 'The risk that the client was rated at; UNDISCLOSED to clients and partners.' })
  riskLevel: keyof typeof RiskLevel;

  @Field(() => [String], { description: 'Labels that staff put on the client; clients and partners see none.' })
  tags: string[];

  @Field(() => StaffMember, { nullable: true, description: 'Who on the staff looks after the client.' })
  accountManager: StaffMember | null;

  @Field(() => Partner, { nullable: true, description: 'The partner who introduced the client, as of now.' })
  partner: Partner | null;

  @Field(() => [Restriction], { description: 'The restrictions in force, oldest first. Partners see none.' })
  restrictions: Restriction[];

  @Field(() => DateTime, { description: 'When the client registered.' })
  createdAt: string;

  @Field(() => DateTime, { description: 'When the client was last changed.' })
  updatedAt: string;

  @Field(() => DateTime, { nullable: true, description: 'When what is held on the client was destroyed.' })
  erasedAt: string | null;
}

@ObjectType({
  simpleResolvers: true,
  description: 'What a client or one of its accounts may not do. Restrictions add up; each is effective until it is lifted or expires.',
})
export class Restriction {
  @Field(() => ID, { description: 'The id of the restriction.' })
  id: string;

  @Field(() => Client, { nullable: true, description: 'Whom it concerns.' })
  client: Client | null;

  @Field(() => RestrictionKind, { description: 'What is forbidden.' })
  kind: keyof typeof RestrictionKind;

  @Field(() => String, { description: 'Why; "Not disclosed" to whoever lacks restrictions:read.' })
  reason: string;

  @Field(() => String, { description: 'Who added it; "The broker" to whoever lacks restrictions:read.' })
  createdBy: string;

  @Field(() => DateTime, { description: 'When it was added.' })
  createdAt: string;

  @Field(() => DateTime, { nullable: true, description: 'When it ends by itself; null: when somebody lifts it.' })
  expiresAt: string | null;

  @Field(() => Boolean, { description: 'Whether it holds now: it was not lifted, and has not expired.' })
  isInForce: boolean;

  @Field(() => DateTime, { nullable: true, description: 'When somebody lifted it.' })
  liftedAt: string | null;

  @Field(() => String, { nullable: true, description: 'Who lifted it, as `createdBy`.' })
  liftedBy: string | null;

  @Field(() => String, { nullable: true, description: 'Why it was lifted, as `reason`.' })
  liftReason: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A page of clients.' })
export class ClientConnection extends connectionOf(() => Client, 'Client', 'A client') {}

export const ClientOrderField = enumOf(['CREATED_AT', 'UPDATED_AT', 'LAST_NAME']);
registerEnumType(ClientOrderField, {
  name: 'ClientOrderField',
  description: 'By what clients are ordered.',
  valuesConfig: {
    CREATED_AT: { description: 'When they registered.' },
    UPDATED_AT: { description: 'When they were last changed.' },
    LAST_NAME: { description: 'Their last name.' },
  },
});

@InputType({ description: 'By what clients are ordered, and which way.' })
export class ClientOrder {
  @Field(() => ClientOrderField, { description: 'By what.' })
  field: keyof typeof ClientOrderField;

  @Field(() => OrderDirection, { defaultValue: 'ASC', description: 'Which way.' })
  direction: keyof typeof OrderDirection;
}

@InputType({ description: 'Which clients: what is left out does not narrow the list; several conditions narrow it together.' })
export class ClientFilter {
  @Field(() => [OnboardingStatus], { nullable: true, description: 'Any of these onboarding statuses.' })
  onboardingStatus?: string[] | null;

  @Field(() => [KycStatus], { nullable: true, description: 'Any of these KYC statuses.' })
  kycStatus?: string[] | null;

  @Field(() => [RiskLevel], { nullable: true, description: 'Any of these risk levels.' })
  riskLevel?: string[] | null;

  @Field(() => [ClientActivity], { nullable: true, description: 'Any of these activities.' })
  activity?: string[] | null;

  @Field(() => [ClientCategory], { nullable: true, description: 'Any of these categories.' })
  category?: string[] | null;

  @Field(() => [CountryCode], { nullable: true, description: 'Living in any of these countries.' })
  country?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'Introduced by this partner itself (not by its subtree).' })
  partnerId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Looked after by this staff member.' })
  accountManagerId?: string | null;

  @Field(() => String, { nullable: true, description: 'With this tag.' })
  tag?: string | null;

  @Field(() => String, { nullable: true, description: 'With this tax number, however it is spaced. Takes clients:pii.' })
  taxNumber?: string | null;

  @Field(() => CalendarDate, { nullable: true, description: 'Born on this day. Takes clients:pii.' })
  dateOfBirth?: string | null;

  @Field(() => DateTimeRange, { nullable: true, description: 'Registered in this span.' })
  createdAt?: DateTimeRange | null;

  @Field(() => String, {
    nullable: true,
    description: 'Name, e-mail, reference, phone or trading login: by the start of each word, or by similarity; a phone number in whatever grouping.',
  })
  search?: string | null;
}

@ArgsType()
export class ClientsArgs extends PageArgs {
  @Field(() => ClientFilter, { nullable: true, description: 'Which clients.' })
  filter?: ClientFilter | null;

  @Field(() => ClientOrder, { nullable: true, description: 'In which order; by registration, oldest first, when left out.' })
  orderBy?: ClientOrder | null;
}

@ArgsType()
export class PartnerClientsArgs extends ForwardArgs {
  @Field(() => ClientFilter, { nullable: true, description: 'Which clients.' })
  filter?: ClientFilter | null;

  @Field(() => ClientOrder, { nullable: true, description: 'In which order.' })
  orderBy?: ClientOrder | null;
}
