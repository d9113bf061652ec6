import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf, DateTimeRange, ForwardArgs, OrderDirection, PageArgs } from '../../graphql/connection.js';
import { DateTime } from '../../graphql/scalars.js';
import { UserError } from '../../graphql/user-error.js';
import { Client } from '../clients/index.js';
import { StaffMember } from '../staff/index.js';
import { ApplicationDecision, ApplicationOrderField, ApplicationStatus, Appropriateness } from './application.enums.js';

@ObjectType({ simpleResolvers: true, description: 'What was said to a question.' })
export class ApplicationAnswer {
  @Field(() => String, { description: 'The code of the question.' })
  question: string;

  @Field(() => [String], { description: 'The codes of the options, or what was written.' })
  answers: string[];
}

@ObjectType({ simpleResolvers: true, description: "A client's application: what it answered, and what was decided." })
export class Application {
  @Field(() => ID, { description: 'The id of the application.' })
  id: string;

  @Field(() => Int, { description: 'Counts the changes: a decision names the version that it saw.' })
  version: number;

  @Field(() => Client, { nullable: true, description: 'Who applies.' })
  client: Client | null;

  @Field(() => ApplicationStatus, { description: 'Where it stands.' })
  status: keyof typeof ApplicationStatus;

  @Field(() => Int, { description: 'The version of the questionnaire that was answered.' })
  formVersion: number;

  @Field(() => [ApplicationAnswer], { nullable: true, description: 'The answers; null once they were erased. Reading them is written to the audit log.' })
  answers: ApplicationAnswer[] | null;

  @Field(() => Int, { nullable: true, description: 'What the answers add up to.' })
  score: number | null;

  @Field(() => Appropriateness, { description: 'What that says of whether trading suits the client.' })
  outcome: keyof typeof Appropriateness;

  @Field(() => String, { description: 'Who submitted it: the client, or somebody for it.' })
  submittedBy: string;

  @Field(() => DateTime, { description: 'When it was submitted.' })
  submittedAt: string;

  @Field(() => [String], { description: 'Why it was decided so, or what is asked for.' })
  reasons: string[];

  @Field(() => StaffMember, { nullable: true, description: 'Who decided.' })
  decidedBy: StaffMember | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was decided.' })
  decidedAt: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A page of applications.' })
export class ApplicationConnection extends connectionOf(() => Application, 'Application', 'An application') {}

@InputType({ description: 'By what applications are ordered, and which way.' })
export class ApplicationOrder {
  @Field(() => ApplicationOrderField, { defaultValue: 'SUBMITTED_AT', description: 'By what.' })
  field: keyof typeof ApplicationOrderField;

  @Field(() => OrderDirection, { description: 'Which way.' })
  direction: keyof typeof OrderDirection;
}

@InputType({ description: 'Which applications: what is left out does not narrow the list; several conditions narrow it together.' })
export class ApplicationFilter {
  @Field(() => ID, { nullable: true, description: 'Of this client.' })
  clientId?: string | null;

  @Field(() => [ApplicationStatus], { nullable: true, description: 'In any of these statuses.' })
  status?: string[] | null;

  @Field(() => [Appropriateness], { nullable: true, description: 'With any of these outcomes.' })
  outcome?: string[] | null;

  @Field(() => DateTimeRange, { nullable: true, description: 'Submitted in this span.' })
  submittedAt?: DateTimeRange | null;
}

@ArgsType()
export class ApplicationsArgs extends PageArgs {
  @Field(() => ApplicationFilter, { nullable: true, description: 'Which applications.' })
  filter?: ApplicationFilter | null;

  @Field(() => ApplicationOrder, { nullable: true, description: 'In which order; the newest first when left out.' })
  orderBy?: ApplicationOrder | null;
}

@ArgsType()
export class ClientApplicationsArgs extends ForwardArgs {
  @Field(() => ApplicationFilter, { nullable: true, description: 'Which applications.' })
  filter?: ApplicationFilter | null;
}

@InputType({ description: 'What is said to a question.' })
export class ApplicationAnswerInput {
  @Field(() => String, { description: 'The code of the question.' })
  question: string;

  @Field(() => [String], { description: 'The codes of the options, or one text.' })
  answers: string[];
}

@InputType({ description: 'An application.' })
export class ApplicationSubmitInput {
  @Field(() => ID, { description: 'Who applies.' })
  clientId: string;

  @Field(() => ID, { description: 'The questionnaire that is answered: the one of applicationForm.' })
  formId: string;

  @Field(() => [ApplicationAnswerInput], { description: 'The answers, in any order.' })
  answers: ApplicationAnswerInput[];
}

@InputType({ description: 'A decision on an application.' })
export class ApplicationDecideInput {
  @Field(() => ID, { description: 'Which application.' })
  id: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;

  @Field(() => ApplicationDecision, { description: 'What becomes of it.' })
  decision: keyof typeof ApplicationDecision;

  @Field(() => [String], {
    defaultValue: [],
    description: 'Why, or what is asked for; the client reads it. An approval may do without, unless trading is not appropriate.',
  })
  reasons: string[];
}

@ObjectType({ simpleResolvers: true, description: 'The application as it is now, or why nothing was done.' })
export class ApplicationPayload {
  @Field(() => Application, { nullable: true, description: 'The application; null when there are errors.' })
  application: Application | null;

  @Field(() => [UserError], {
    description: 'Why nothing was done; empty when it was. What is wrong with an answer has the path answers and the code of its question.',
  })
  userErrors: UserError[];
}
