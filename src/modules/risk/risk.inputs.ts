import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { CalendarDate, Json } from '../../graphql/scalars.js';
import { UserError } from '../../graphql/user-error.js';
import { Client, RiskLevel } from '../clients/index.js';
import { RiskFactorKind } from './risk.enums.js';
import { RiskOverride, RiskRuleSet } from './risk.types.js';

@InputType({ description: 'Whom to rate now.' })
export class RiskAssessInput {
  @Field(() => ID, { description: 'Which client.' })
  clientId: string;

  @Field(() => String, { description: 'Why: the rating keeps it.' })
  reason: string;
}

@InputType({ description: 'A review that is done.' })
export class RiskReviewCompleteInput {
  @Field(() => ID, { description: 'Which client.' })
  clientId: string;

  @Field(() => String, { description: 'What was looked at, and why the rating stands: the audit log keeps it.' })
  reason: string;
}

@InputType({ description: 'Another level than the one that holds.' })
export class RiskOverrideInput {
  @Field(() => ID, { description: 'Which client.' })
  clientId: string;

  @Field(() => RiskLevel, { description: 'The level. A higher one holds at once, a lower one when a second person has confirmed it.' })
  level: keyof typeof RiskLevel;

  @Field(() => String, { description: 'Why: it stays with the override, and the audit log keeps it.' })
  reason: string;

  @Field(() => CalendarDate, { nullable: true, description: 'The last day on which it holds; left out: until it is ended.' })
  until?: string | null;
}

@InputType({ description: 'A proposed override that is confirmed.' })
export class RiskOverrideConfirmInput {
  @Field(() => ID, { description: 'Which override.' })
  id: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;
}

@InputType({ description: 'A proposed override that is not confirmed, or is taken back.' })
export class RiskOverrideDeclineInput {
  @Field(() => ID, { description: 'Which override.' })
  id: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;

  @Field(() => String, { description: 'Why: the audit log keeps it.' })
  reason: string;
}

@InputType({ description: 'An override that no longer holds.' })
export class RiskOverrideEndInput {
  @Field(() => ID, { description: 'Which override.' })
  id: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;

  @Field(() => String, { description: 'Why: the audit log keeps it.' })
  reason: string;
}

@InputType({ description: 'A rule of a new set.' })
export class RiskRuleInput {
  @Field(() => RiskFactorKind, { description: 'What it looks at.' })
  factor: keyof typeof RiskFactorKind;

  @Field(() => String, { description: 'Its name in the set: lower-case letters, digits and hyphens.' })
  code: string;

  @Field(() => String, { description: 'What it finds, in words that explain a rating.' })
  title: string;

  @Field(() => Json, {
    description:
      'When it holds: {"input": "countryRisk", "in": ["HIGH"]}, {"input": "isPep", "is": true}, {"input": "chargebacks", "atLeast": 1}, {"input": "relationshipDays", "below": 90}, or several in "all" or "any".',
  })
  condition: unknown;

  @Field(() => Int, { description: 'What it adds to the score, -100 to 100.' })
  points: number;

  @Field(() => RiskLevel, { nullable: true, description: 'The level that it asks for at least, MEDIUM or HIGH; left out: it only counts.' })
  atLeast?: keyof typeof RiskLevel | null;
}

@InputType({ description: 'A whole new set of rules.' })
export class RiskRuleSetDraftInput {
  @Field(() => String, { description: 'What it changes.' })
  note: string;

  @Field(() => Int, { description: 'From so many points on a client is MEDIUM.' })
  mediumFrom: number;

  @Field(() => Int, { description: 'From so many points on a client is HIGH.' })
  highFrom: number;

  @Field(() => [RiskRuleInput], { description: 'All rules.' })
  rules: RiskRuleInput[];
}

@InputType({ description: 'A set of rules that holds from now on.' })
export class RiskRuleSetPublishInput {
  @Field(() => ID, { description: 'Which set.' })
  id: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;
}

@ObjectType({ simpleResolvers: true, description: 'The client as it is rated now, or why nothing was done.' })
export class RiskPayload {
  @Field(() => Client, { nullable: true, description: 'The client; null when there are errors.' })
  client: Client | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}

@ObjectType({ simpleResolvers: true, description: 'The override as it is now, or why nothing was done.' })
export class RiskOverridePayload {
  @Field(() => RiskOverride, { nullable: true, description: 'The override; null when there are errors.' })
  override: RiskOverride | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}

@ObjectType({ simpleResolvers: true, description: 'The set of rules as it is now, or why nothing was done.' })
export class RiskRuleSetPayload {
  @Field(() => RiskRuleSet, { nullable: true, description: 'The set; null when there are errors.' })
  ruleSet: RiskRuleSet | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}
