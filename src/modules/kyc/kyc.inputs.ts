import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { UserError } from '../../graphql/user-error.js';
import { Client, ClientType, RiskLevel } from '../clients/index.js';
import { DocumentType } from '../documents/index.js';
import { KycCheckKind } from './kyc.enums.js';
import { KycLevel, KycReviewInterval } from './kyc.types.js';

@InputType({ description: 'One approved document out of these types.' })
export class KycDocumentGroupInput {
  @Field(() => String, { description: 'By what people speak of it: capitals and underscores, such as SOURCE_OF_FUNDS.' })
  group: string;

  @Field(() => [DocumentType], { description: 'Any of them will do.' })
  types: (keyof typeof DocumentType)[];

  @Field(() => Int, { nullable: true, description: 'So many months after it was handed in it counts, 1 to 120; left out: as long as it is good itself.' })
  maxAgeMonths?: number | null;
}

@InputType({ description: 'All that a level takes beyond the levels below it, in place of what it took before.' })
export class KycLevelSetInput {
  @Field(() => Int, { description: 'The level, 1 to 9.' })
  level: number;

  @Field(() => ClientType, { description: 'Of whom.' })
  clientType: keyof typeof ClientType;

  @Field(() => String, { nullable: true, description: 'The licensed entity, such as CY; left out: wherever there is no rule for the entity itself.' })
  jurisdiction?: string | null;

  @Field(() => Int, { nullable: true, description: 'The version that you saw; left out: there is no such rule yet.' })
  version?: number | null;

  @Field(() => String, { description: 'What it is called.' })
  title: string;

  @Field(() => [KycDocumentGroupInput], { description: 'One document of each group.' })
  documents: KycDocumentGroupInput[];

  @Field(() => [KycCheckKind], { description: 'The checks that have to be passed.' })
  checks: (keyof typeof KycCheckKind)[];

  @Field(() => String, { description: 'Why: the audit log keeps it.' })
  reason: string;
}

@InputType({ description: 'A level that is not to be any more. Where it was for one entity, the rule for everywhere holds there from then on.' })
export class KycLevelRemoveInput {
  @Field(() => Int, { description: 'The level, 1 to 9.' })
  level: number;

  @Field(() => ClientType, { description: 'Of whom.' })
  clientType: keyof typeof ClientType;

  @Field(() => String, { nullable: true, description: 'The licensed entity; left out: the rule for everywhere.' })
  jurisdiction?: string | null;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;

  @Field(() => String, { description: 'Why: the audit log keeps it.' })
  reason: string;
}

@ObjectType({ simpleResolvers: true, description: 'The level as it is now, of one that was removed as it was, or why nothing was done.' })
export class KycLevelPayload {
  @Field(() => KycLevel, { nullable: true, description: 'The level; null when there are errors.' })
  kycLevel: KycLevel | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}

@InputType({ description: 'How often clients of a risk are looked at.' })
export class KycReviewIntervalSetInput {
  @Field(() => RiskLevel, { description: 'At which risk.' })
  riskLevel: keyof typeof RiskLevel;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;

  @Field(() => Int, { description: 'So many months after the last review, 1 to 120.' })
  months: number;

  @Field(() => String, { description: 'Why: the audit log keeps it.' })
  reason: string;
}

@ObjectType({ simpleResolvers: true, description: 'The interval as it is now, or why nothing was done.' })
export class KycReviewIntervalPayload {
  @Field(() => KycReviewInterval, { nullable: true, description: 'The interval; null when there are errors.' })
  kycReviewInterval: KycReviewInterval | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}

@InputType({ description: 'A review of a client as a whole.' })
export class KycReviewCompleteInput {
  @Field(() => ID, { description: 'Which client.' })
  clientId: string;

  @Field(() => String, { description: 'What was found: the audit log keeps it.' })
  note: string;
}

@ObjectType({ simpleResolvers: true, description: 'The client as it stands after it, or why nothing was done.' })
export class KycReviewPayload {
  @Field(() => Client, { nullable: true, description: 'The client; null when there are errors.' })
  client: Client | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}
