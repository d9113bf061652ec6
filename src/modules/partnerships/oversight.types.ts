import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf, DateRange, DateTimeRange, PageArgs } from '../../graphql/connection.js';
import { CountryCode, CurrencyCode, DateTime, Decimal, EmailAddress } from '../../graphql/scalars.js';
import { UserError } from '../../graphql/user-error.js';
import { Client } from '../clients/index.js';
import { CommissionPlan } from '../commissions/index.js';
import { StaffMember } from '../staff/index.js';
import { PartnerApplicationStatus, PartnerChangeKind, PartnerChangeStatus, PartnerHealthIssue, PartnerRankCriterion } from './oversight.enums.js';
import { Partner } from '../partners/index.js';

@ObjectType({ simpleResolvers: true, description: 'Somebody who wants to become a partner.' })
export class PartnerApplication {
  @Field(() => ID, { description: 'The id of the application.' })
  id: string;

  @Field(() => Int, { description: 'Counts the changes: a decision names the version that it saw.' })
  version: number;

  @Field(() => String, { description: 'The number that people say on the phone: PA1003.' })
  reference: string;

  @Field(() => PartnerApplicationStatus, { description: 'Where it stands.' })
  status: keyof typeof PartnerApplicationStatus;

  @Field(() => String, { description: 'The name of the person or company.' })
  name: string;

  @Field(() => EmailAddress, { description: 'The e-mail address.' })
  email: string;

  @Field(() => CountryCode, { description: 'Where the applicant is based.' })
  country: string;

  @Field(() => String, { nullable: true, description: "The applicant's website." })
  website: string | null;

  @Field(() => String, { description: 'How the applicant means to bring clients.' })
  about: string;

  @Field(() => Partner, { nullable: true, description: 'The partner whom the applicant wants to stand below; null: nobody.' })
  sponsor: Partner | null;

  @Field(() => String, { description: 'Who submitted it: the applicant, or somebody of the staff.' })
  submittedBy: string;

  @Field(() => DateTime, { description: 'When it was submitted.' })
  submittedAt: string;

  @Field(() => StaffMember, { nullable: true, description: 'Who decided.' })
  decidedBy: StaffMember | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was decided.' })
  decidedAt: string | null;

  @Field(() => String, { nullable: true, description: 'Why it was refused.' })
  reason: string | null;

  @Field(() => Partner, { nullable: true, description: 'The partner that the applicant has become.' })
  partner: Partner | null;
}

@ObjectType({ simpleResolvers: true, description: 'A page of applications to become a partner.' })
export class PartnerApplicationConnection extends connectionOf(() => PartnerApplication, 'PartnerApplication', 'An application') {}

@InputType({ description: 'Which applications: several conditions narrow the list together.' })
export class PartnerApplicationFilter {
  @Field(() => [PartnerApplicationStatus], { nullable: true, description: 'In any of these statuses.' })
  status?: string[] | null;

  @Field(() => [CountryCode], { nullable: true, description: 'Based in any of these countries.' })
  country?: string[] | null;

  @Field(() => DateTimeRange, { nullable: true, description: 'Submitted in this span.' })
  submittedAt?: DateTimeRange | null;
}

@ArgsType()
export class PartnerApplicationsArgs extends PageArgs {
  @Field(() => PartnerApplicationFilter, { nullable: true, description: 'Which applications; left out: all of them.' })
  filter?: PartnerApplicationFilter | null;
}

@ObjectType({ simpleResolvers: true, description: 'A change of the tree, of a plan or of a client’s partner that is to hold from a later time.' })
export class PartnerChange {
  @Field(() => ID, { description: 'The id of the change.' })
  id: string;

  @Field(() => Int, { description: 'Counts the changes: cancelling names the version that it saw.' })
  version: number;

  @Field(() => PartnerChangeKind, { description: 'What changes.' })
  kind: keyof typeof PartnerChangeKind;

  @Field(() => PartnerChangeStatus, { description: 'Where it stands.' })
  status: keyof typeof PartnerChangeStatus;

  @Field(() => Partner, { nullable: true, description: 'The partner that moves, or gets a plan.' })
  partner: Partner | null;

  @Field(() => Partner, { nullable: true, description: 'With MOVE: the new parent; null: none.' })
  newParent: Partner | null;

  @Field(() => CommissionPlan, { nullable: true, description: 'With PLAN: the new plan; null: none.' })
  newPlan: CommissionPlan | null;

  @Field(() => Client, { nullable: true, description: 'The client whose partner changes; null with the other kinds, and where you may not see it.' })
  client: Client | null;

  @Field(() => Partner, { nullable: true, description: "With INTRODUCER: the client's new partner; null: none." })
  newIntroducer: Partner | null;

  @Field(() => DateTime, { description: 'From when on it holds.' })
  effectiveFrom: string;

  @Field(() => String, { description: 'Why.' })
  reason: string;

  @Field(() => String, { description: 'Who wanted it.' })
  requestedBy: string;

  @Field(() => DateTime, { description: 'When it was put down.' })
  requestedAt: string;

  @Field(() => DateTime, { nullable: true, description: 'When it was carried out, cancelled, or put away.' })
  endedAt: string | null;

  @Field(() => String, { nullable: true, description: 'Why it was cancelled, or could not be done.' })
  detail: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A page of changes.' })
export class PartnerChangeConnection extends connectionOf(() => PartnerChange, 'PartnerChange', 'A change') {}

@InputType({ description: 'Which changes: several conditions narrow the list together.' })
export class PartnerChangeFilter {
  @Field(() => [PartnerChangeKind], { nullable: true, description: 'Of any of these kinds.' })
  kind?: string[] | null;

  @Field(() => [PartnerChangeStatus], { nullable: true, description: 'In any of these statuses.' })
  status?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'Of this partner.' })
  partnerId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this client.' })
  clientId?: string | null;

  @Field(() => DateTimeRange, { nullable: true, description: 'That hold from a time in this span.' })
  effectiveFrom?: DateTimeRange | null;
}

@ArgsType()
export class PartnerChangesArgs extends PageArgs {
  @Field(() => PartnerChangeFilter, { nullable: true, description: 'Which changes; left out: all of them.' })
  filter?: PartnerChangeFilter | null;
}

@ObjectType({ simpleResolvers: true, description: 'A partner among others, by what it brought in a period.' })
export class PartnerRank {
  @Field(() => Int, { description: 'The place, 1 for the best.' })
  rank: number;

  @Field(() => ID, { description: 'The id of the partner.' })
  partnerId: string;

  @Field(() => String, { description: 'Its reference.' })
  reference: string;

  @Field(() => String, { description: 'Its name.' })
  name: string;

  @Field(() => Decimal, { description: 'What it earned in the currency that was asked for.' })
  amount: string;

  @Field(() => Decimal, { description: 'The lots of its own clients.' })
  lots: string;

  @Field(() => Int, { description: 'The clients whom it brought.' })
  newClients: number;
}

@ArgsType()
export class PartnerRankingArgs {
  @Field(() => DateRange, { description: 'Which days, by UTC; both ends are needed.' })
  period: DateRange;

  @Field(() => PartnerRankCriterion, { defaultValue: 'AMOUNT', description: 'By what.' })
  by: keyof typeof PartnerRankCriterion;

  @Field(() => CurrencyCode, { defaultValue: 'USD', description: 'The currency of the amounts; what was earned in others does not count.' })
  currency: string;

  @Field(() => Int, { defaultValue: 25, description: 'How many, 1 to 100.' })
  first: number;
}

@ObjectType({ simpleResolvers: true, description: 'One thing that can be wrong with the tree of partners, and where it is.' })
export class PartnerHealthFinding {
  @Field(() => PartnerHealthIssue, { description: 'What.' })
  issue: keyof typeof PartnerHealthIssue;

  @Field(() => Int, { description: 'How often; 0: nowhere.' })
  count: number;

  @Field(() => [String], { description: 'References of the partners or clients, 20 at most.' })
  references: string[];
}

@ObjectType({ simpleResolvers: true, description: 'The application as it is now, or why nothing was done.' })
export class PartnerApplicationPayload {
  @Field(() => PartnerApplication, { nullable: true, description: 'The application; null when there are errors.' })
  application: PartnerApplication | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}

@ObjectType({ simpleResolvers: true, description: 'Whether the application has arrived.' })
export class PartnerApplicationSubmitPayload {
  @Field(() => Boolean, { nullable: true, description: 'True: somebody will look at it. Null when there are errors.' })
  isReceived: boolean | null;

  @Field(() => [UserError], { description: 'Why it was not taken; empty when it was.' })
  userErrors: UserError[];
}

@ObjectType({ simpleResolvers: true, description: 'The change as it is now, or why nothing was done.' })
export class PartnerChangePayload {
  @Field(() => PartnerChange, { nullable: true, description: 'The change; null when there are errors.' })
  change: PartnerChange | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}
