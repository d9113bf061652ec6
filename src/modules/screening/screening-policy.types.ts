import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../../graphql/scalars.js';
import { UserError } from '../../graphql/user-error.js';

const WEIGHT = 'A decimal, such as "0.06"';

@ObjectType({ simpleResolvers: true, description: 'How much each thing that speaks for or against a match weighs, of 1.' })
export class ScreeningPolicy {
  @Field(() => Int, { description: 'Counts the changes: a change names the version that it saw.' })
  version: number;

  @Field(() => String, { description: `From which score on an entry of a list is put before people. ${WEIGHT}.` })
  threshold: string;

  @Field(() => String, { description: 'What is added where the dates of birth agree.' })
  birthDateAgrees: string;

  @Field(() => String, { description: 'What is added where the years of birth agree, and no more is known.' })
  birthYearAgrees: string;

  @Field(() => String, { description: 'What is taken off where the dates of birth differ.' })
  birthDateDiffers: string;

  @Field(() => String, { description: 'What is added where the countries agree.' })
  countryAgrees: string;

  @Field(() => String, { description: 'What is taken off where the countries differ.' })
  countryDiffers: string;

  @Field(() => String, { description: 'What the score of a name is multiplied by that the list itself calls weak.' })
  weakNameFactor: string;

  @Field(() => String, { nullable: true, description: 'The name of who changed it last; null: as it was delivered.' })
  updatedBy: string | null;

  @Field(() => DateTime, { description: 'When it was changed last.' })
  updatedAt: string;
}

@InputType({ description: 'Changes of how screening weighs. Left out: unchanged.' })
export class ScreeningPolicySetInput {
  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;

  @Field(() => String, { nullable: true, description: `From which score on people are asked: 0.5 to 1. ${WEIGHT}.` })
  threshold?: string | null;

  @Field(() => String, { nullable: true, description: 'For dates of birth that agree: 0 to 0.5.' })
  birthDateAgrees?: string | null;

  @Field(() => String, { nullable: true, description: 'For years of birth that agree: 0 to 0.5.' })
  birthYearAgrees?: string | null;

  @Field(() => String, { nullable: true, description: 'Against dates of birth that differ: 0 to 0.5.' })
  birthDateDiffers?: string | null;

  @Field(() => String, { nullable: true, description: 'For countries that agree: 0 to 0.5.' })
  countryAgrees?: string | null;

  @Field(() => String, { nullable: true, description: 'Against countries that differ: 0 to 0.5.' })
  countryDiffers?: string | null;

  @Field(() => String, { nullable: true, description: 'On weak names: 0.5 to 1.' })
  weakNameFactor?: string | null;

  @Field(() => String, { description: 'Why: the audit log keeps it.' })
  reason: string;
}

@ObjectType({ simpleResolvers: true, description: 'The policy as it is now, or why nothing was done.' })
export class ScreeningPolicyPayload {
  @Field(() => ScreeningPolicy, { nullable: true, description: 'The policy; null when there are errors.' })
  screeningPolicy: ScreeningPolicy | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}
