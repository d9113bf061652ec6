import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { CountryCode, DateTime } from '../../graphql/scalars.js';
import { UserError } from '../../graphql/user-error.js';
import { RiskLevel } from '../clients/index.js';

@ObjectType({ simpleResolvers: true, description: 'The risk of money laundering of a country. One that is not listed counts as UNLISTED for the rules.' })
export class CountryRisk {
  @Field(() => CountryCode, { description: 'The country.' })
  country: string;

  @Field(() => Int, { description: 'Counts the changes: a change names the version that it saw.' })
  version: number;

  @Field(() => RiskLevel, { description: 'Its risk.' })
  risk: keyof typeof RiskLevel;

  @Field(() => String, { description: 'Who says so: "FATF, increased monitoring".' })
  source: string;

  @Field(() => String, { nullable: true, description: 'The name of who changed it last; null: as it was delivered.' })
  updatedBy: string | null;

  @Field(() => DateTime, { description: 'When it was changed last.' })
  updatedAt: string;
}

@InputType({ description: 'The risk of a country.' })
export class CountryRiskSetInput {
  @Field(() => CountryCode, { description: 'The country.' })
  country: string;

  @Field(() => Int, { nullable: true, description: 'The version that you saw; left out: it is not listed yet.' })
  version?: number | null;

  @Field(() => RiskLevel, { nullable: true, description: 'Its risk; null takes it off the list.' })
  risk?: keyof typeof RiskLevel | null;

  @Field(() => String, { nullable: true, description: 'Who says so; unchanged when left out.' })
  source?: string | null;

  @Field(() => String, { description: 'Why: the audit log keeps it.' })
  reason: string;
}

@ObjectType({ simpleResolvers: true, description: 'The country as it is listed now, or why nothing was done.' })
export class CountryRiskPayload {
  @Field(() => CountryRisk, { nullable: true, description: 'The country; null when it is not listed any more, or there are errors.' })
  countryRisk: CountryRisk | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}
