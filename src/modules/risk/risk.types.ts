import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf, ForwardArgs, PageArgs } from '../../graphql/connection.js';
import { CalendarDate, DateTime, Json } from '../../graphql/scalars.js';
import { Client, RiskLevel } from '../clients/index.js';
import { RiskFactorKind, RiskOverrideStatus, RiskRuleSetStatus } from './risk.enums.js';

@ObjectType({ simpleResolvers: true, description: 'A rule that held when a client was rated.' })
export class RiskFactor {
  @Field(() => RiskFactorKind, { description: 'What it looks at.' })
  factor: keyof typeof RiskFactorKind;

  @Field(() => String, { description: 'Its name in the set of rules.' })
  code: string;

  @Field(() => String, { description: 'What it found, in words.' })
  title: string;

  @Field(() => Int, { description: 'What it added to the score.' })
  points: number;

  @Field(() => RiskLevel, { nullable: true, description: 'The level that it asks for at least; null: it only counts.' })
  atLeast: keyof typeof RiskLevel | null;
}

@ObjectType({ simpleResolvers: true, description: 'Something that the rules were asked about.' })
export class RiskInput {
  @Field(() => String, { description: 'What it is: "countryRisk", "depositsYearUsd", ...' })
  name: string;

  @Field(() => String, { description: 'What it was.' })
  value: string;
}

@ObjectType({ simpleResolvers: true, description: "A person's word over the level that the rules give." })
export class RiskOverride {
  @Field(() => ID, { description: 'The id of the override.' })
  id: string;

  @Field(() => Int, { description: 'Counts the changes: whoever changes it names the version that they saw.' })
  version: number;

  @Field(() => Client, { nullable: true, description: 'Whom it concerns.' })
  client: Client | null;

  @Field(() => RiskLevel, { description: 'The level that it sets.' })
  level: keyof typeof RiskLevel;

  @Field(() => RiskLevel, { description: 'The level that held when it was asked for.' })
  fromLevel: keyof typeof RiskLevel;

  @Field(() => RiskLevel, { description: 'The level by the rules when it was asked for.' })
  ratedLevel: keyof typeof RiskLevel;

  @Field(() => RiskOverrideStatus, { description: 'Where it stands.' })
  status: keyof typeof RiskOverrideStatus;

  @Field(() => String, { description: 'Why.' })
  reason: string;

  @Field(() => CalendarDate, { nullable: true, description: 'The last day on which it holds; null: until it is ended.' })
  until: string | null;

  @Field(() => String, { description: 'Who asked for it.' })
  askedBy: string;

  @Field(() => DateTime, { description: 'When it was asked for.' })
  askedAt: string;

  @Field(() => String, { nullable: true, description: 'Who confirmed or declined it; null: it raises the level, or waits.' })
  decidedBy: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When that was.' })
  decidedAt: string | null;

  @Field(() => String, { nullable: true, description: 'Who ended it.' })
  endedBy: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was ended.' })
  endedAt: string | null;

  @Field(() => String, { nullable: true, description: 'Why it was ended.' })
  endReason: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'How a client was rated, with all that it follows from.' })
export class RiskRating {
  @Field(() => ID, { description: 'The id of the rating.' })
  id: string;

  @Field(() => RiskLevel, { description: 'The level that holds: by the rules, or by an override.' })
  level: keyof typeof RiskLevel;

  @Field(() => RiskLevel, { description: 'The level by the rules alone.' })
  ratedLevel: keyof typeof RiskLevel;

  @Field(() => Int, { description: 'The sum of all points.' })
  score: number;

  @Field(() => Int, { description: 'The number of the set of rules that it was made by.' })
  ruleSet: number;

  @Field(() => [RiskFactor], { description: 'The rules that held.' })
  factors: RiskFactor[];

  @Field(() => [RiskInput], { description: 'What the rules were asked about, as it was then.' })
  inputs: RiskInput[];

  @Field(() => String, { description: 'Why the client was rated.' })
  cause: string;

  @Field(() => String, { description: 'Who rated; Countinghouse itself when facts changed.' })
  ratedBy: string;

  @Field(() => DateTime, { description: 'When that was.' })
  ratedAt: string;

  @Field(() => CalendarDate, { description: 'The day by which somebody has to look at the client again.' })
  nextReviewOn: string;

  @Field(() => String, { nullable: true, description: 'Who last looked at the client at this level; null: nobody yet.' })
  reviewedBy: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When that was.' })
  reviewedAt: string | null;

  @Field(() => Boolean, { description: 'Whether it is the one that holds.' })
  isCurrent: boolean;

  @Field(() => RiskOverride, { nullable: true, description: 'The override that was in force; null: none.' })
  override: RiskOverride | null;
}

@ObjectType({ simpleResolvers: true, description: 'A page of ratings.' })
export class RiskRatingConnection extends connectionOf(() => RiskRating, 'RiskRating', 'A rating') {}

@ObjectType({ simpleResolvers: true, description: 'A page of overrides.' })
export class RiskOverrideConnection extends connectionOf(() => RiskOverride, 'RiskOverride', 'An override') {}

@ObjectType({ simpleResolvers: true, description: 'A rule of a set.' })
export class RiskRule extends RiskFactor {
  @Field(() => Json, { description: 'When it holds: {"input": "chargebacks", "atLeast": 1}.' })
  condition: unknown;
}

@ObjectType({ simpleResolvers: true, description: 'The rules that ratings are made by. A set is never changed: another one takes its place.' })
export class RiskRuleSet {
  @Field(() => ID, { description: 'The id of the set.' })
  id: string;

  @Field(() => Int, { description: 'Counts the changes: whoever publishes it names the version that they saw.' })
  version: number;

  @Field(() => Int, { description: 'Its number; ratings name it.' })
  number: number;

  @Field(() => RiskRuleSetStatus, { description: 'Where it stands.' })
  status: keyof typeof RiskRuleSetStatus;

  @Field(() => String, { description: 'What it changes.' })
  note: string;

  @Field(() => Int, { description: 'From so many points on a client is MEDIUM.' })
  mediumFrom: number;

  @Field(() => Int, { description: 'From so many points on a client is HIGH.' })
  highFrom: number;

  @Field(() => [RiskRule], { description: 'The rules.' })
  rules: RiskRule[];

  @Field(() => String, { description: 'Who drafted it.' })
  draftedBy: string;

  @Field(() => DateTime, { description: 'When it was drafted.' })
  draftedAt: string;

  @Field(() => String, { nullable: true, description: 'Who published it.' })
  publishedBy: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was published.' })
  publishedAt: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A page of sets of rules.' })
export class RiskRuleSetConnection extends connectionOf(() => RiskRuleSet, 'RiskRuleSet', 'A set of rules') {}

@InputType({ description: 'Which overrides: what is left out does not narrow the list.' })
export class RiskOverrideFilter {
  @Field(() => [RiskOverrideStatus], { nullable: true, description: 'In any of these statuses.' })
  status?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'Of this client.' })
  clientId?: string | null;
}

@ArgsType()
export class RiskOverridesArgs extends PageArgs {
  @Field(() => RiskOverrideFilter, { nullable: true, description: 'Which overrides.' })
  filter?: RiskOverrideFilter | null;
}

@ArgsType()
export class RiskRuleSetsArgs extends PageArgs {}

@ArgsType()
export class RiskRatingsArgs extends ForwardArgs {}
