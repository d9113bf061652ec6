import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../../graphql/scalars.js';
import { UserError } from '../../graphql/user-error.js';
import { ClientType } from '../clients/index.js';
import { QuestionKind, QuestionSection } from './application.enums.js';

@ObjectType({ simpleResolvers: true, description: 'An answer that can be chosen.' })
export class QuestionOption {
  @Field(() => String, { description: 'What the answer is named by.' })
  code: string;

  @Field(() => String, { description: 'As people read it.' })
  text: string;

  @Field(() => Int, { nullable: true, description: 'What it adds to the score.' })
  score: number | null;
}

@ObjectType({ simpleResolvers: true, description: 'A question of a questionnaire.' })
export class FormQuestion {
  @Field(() => String, { description: 'What the question is named by.' })
  code: string;

  @Field(() => QuestionSection, { description: 'What it is about.' })
  section: keyof typeof QuestionSection;

  @Field(() => QuestionKind, { description: 'How it is answered.' })
  kind: keyof typeof QuestionKind;

  @Field(() => String, { description: 'As people read it.' })
  text: string;

  @Field(() => Boolean, { description: 'Whether it must be answered.' })
  isRequired: boolean;

  @Field(() => [QuestionOption], { description: 'The answers to choose from; empty when it is answered in words.' })
  options: QuestionOption[];
}

@ObjectType({ simpleResolvers: true, description: 'A version of the questionnaire. It is never changed: a new version takes its place.' })
export class ApplicationForm {
  @Field(() => ID, { description: 'What applicationSubmit names it by.' })
  id: string;

  @Field(() => ClientType, { description: 'For whom.' })
  clientType: keyof typeof ClientType;

  @Field(() => Int, { description: 'Its number: the highest is in use.' })
  version: number;

  @Field(() => String, { description: 'What it is called.' })
  title: string;

  @Field(() => [FormQuestion], { description: 'The questions, in their order.' })
  questions: FormQuestion[];

  @Field(() => Int, { nullable: true, description: 'From this score on trading is appropriate.' })
  appropriateFrom: number | null;

  @Field(() => Int, { nullable: true, description: 'From this score on it takes a warning; below it is not appropriate.' })
  warningFrom: number | null;

  @Field(() => Int, { description: 'The KYC level that an approval takes.' })
  kycLevel: number;

  @Field(() => String, { nullable: true, description: 'Who published it; null: as it was delivered.' })
  createdBy: string | null;

  @Field(() => DateTime, { description: 'When it was published.' })
  createdAt: string;
}

@InputType({ description: 'An answer that can be chosen.' })
export class QuestionOptionInput {
  @Field(() => String, { description: 'What the answer is named by, in capitals.' })
  code: string;

  @Field(() => String, { description: 'As people read it.' })
  text: string;

  @Field(() => Int, { defaultValue: 0, description: 'What it adds to the score.' })
  score: number;
}

@InputType({ description: 'A question of a questionnaire.' })
export class FormQuestionInput {
  @Field(() => String, { description: 'What the question is named by, in capitals.' })
  code: string;

  @Field(() => QuestionSection, { description: 'What it is about.' })
  section: keyof typeof QuestionSection;

  @Field(() => QuestionKind, { description: 'How it is answered.' })
  kind: keyof typeof QuestionKind;

  @Field(() => String, { description: 'As people read it.' })
  text: string;

  @Field(() => Boolean, { defaultValue: true, description: 'Whether it must be answered.' })
  isRequired: boolean;

  @Field(() => [QuestionOptionInput], { defaultValue: [], description: 'The answers to choose from; none when it is answered in words.' })
  options: QuestionOptionInput[];
}

@InputType({ description: 'A new version of the questionnaire.' })
export class ApplicationFormSetInput {
  @Field(() => ClientType, { description: 'For whom.' })
  clientType: keyof typeof ClientType;

  @Field(() => Int, { description: 'The version that you saw in use.' })
  version: number;

  @Field(() => String, { description: 'What it is called.' })
  title: string;

  @Field(() => [FormQuestionInput], { description: 'The questions, in their order.' })
  questions: FormQuestionInput[];

  @Field(() => Int, { description: 'From this score on trading is appropriate.' })
  appropriateFrom: number;

  @Field(() => Int, { description: 'From this score on it takes a warning; below it is not appropriate.' })
  warningFrom: number;

  @Field(() => Int, { description: 'The KYC level that an approval takes, 0 to 9. A level that takes the application itself would never be reached.' })
  kycLevel: number;

  @Field(() => String, { description: 'Why: the audit log keeps it.' })
  reason: string;
}

@ObjectType({ simpleResolvers: true, description: 'The questionnaire that is in use now, or why nothing was done.' })
export class ApplicationFormPayload {
  @Field(() => ApplicationForm, { nullable: true, description: 'The questionnaire; null when there are errors.' })
  applicationForm: ApplicationForm | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}
