import { Field, ID, InputType, Int } from 'type-graphql';
import { CountryCode, DateTime, EmailAddress } from '../../graphql/scalars.js';

@InputType({ description: 'A partner that is suspended, let work again, or closed.' })
export class PartnerStandingInput {
  @Field(() => ID, { description: 'Which partner.' })
  id: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;

  @Field(() => String, { description: 'Why: the audit log keeps it.' })
  reason: string;
}

@InputType({ description: 'The plan by which a partner earns.' })
export class PartnerPlanAssignInput {
  @Field(() => ID, { description: 'Which partner.' })
  id: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;

  @Field(() => ID, { nullable: true, description: 'The plan; null: none any more. It has to be given.' })
  planId?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'From when on; left out: from now on. It cannot be over.' })
  effectiveFrom?: string | null;

  @Field(() => String, { description: 'Why: the audit log keeps it.' })
  reason: string;
}

@InputType({ description: 'A change for a later time that is not wanted any more.' })
export class PartnerChangeCancelInput {
  @Field(() => ID, { description: 'Which change.' })
  id: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;

  @Field(() => String, { description: 'Why: the audit log keeps it.' })
  reason: string;
}

@InputType({ description: 'An application to become a partner.' })
export class PartnerApplicationSubmitInput {
  @Field(() => String, { description: 'The name of the person or company.' })
  name: string;

  @Field(() => EmailAddress, { description: 'The e-mail address.' })
  email: string;

  @Field(() => CountryCode, { description: 'Where the applicant is based.' })
  country: string;

  @Field(() => String, { nullable: true, description: 'A website.' })
  website?: string | null;

  @Field(() => String, { description: 'How the applicant means to bring clients, in 10 to 2000 characters.' })
  about: string;

  @Field(() => String, {
    nullable: true,
    description: 'The referral code of the partner to stand below. Partners who apply for somebody are that partner themselves.',
  })
  sponsorCode?: string | null;
}

@InputType({ description: 'An application that makes a partner.' })
export class PartnerApplicationApproveInput {
  @Field(() => ID, { description: 'Which application.' })
  id: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;

  @Field(() => ID, { description: 'The plan by which the partner earns.' })
  planId: string;

  @Field(() => ID, { nullable: true, description: 'The active partner above; left out: the sponsor. Null: a partner at the top.' })
  parentId?: string | null;
}

@InputType({ description: 'An application that is turned down.' })
export class PartnerApplicationRefuseInput {
  @Field(() => ID, { description: 'Which application.' })
  id: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;

  @Field(() => String, { description: 'Why.' })
  reason: string;
}
