import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { CountryCode, DateTime, EmailAddress } from '../../graphql/scalars.js';
import { UserError } from '../../graphql/user-error.js';
import { Partner } from './partner.types.js';

@InputType({ description: 'A new partner.' })
export class PartnerCreateInput {
  @Field(() => String, { description: 'The name of the person or company.' })
  name: string;

  @Field(() => EmailAddress, { description: 'The e-mail address. One partner has it.' })
  email: string;

  @Field(() => CountryCode, { description: 'Where the partner is based.' })
  country: string;

  @Field(() => ID, { nullable: true, description: 'The active partner above; null or left out: a partner at the top.' })
  parentId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The commission plan; null or left out: none yet, so that nothing is earned.' })
  planId?: string | null;
}

@InputType({ description: 'A new place for a partner in the tree. Everyone below moves along; what was earned before stays with whom it was earned by.' })
export class PartnerMoveInput {
  @Field(() => ID, { description: 'Which partner.' })
  id: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;

  @Field(() => ID, { nullable: true, description: 'The active partner to stand below; null makes it a partner at the top. It has to be given.' })
  newParentId?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'From when on; left out: from now on. It cannot be over.' })
  effectiveFrom?: string | null;

  @Field(() => String, { description: 'Why: the audit log keeps it.' })
  reason: string;
}

@ObjectType({ simpleResolvers: true, description: 'The partner as it is now, or why not.' })
export class PartnerPayload {
  @Field(() => Partner, { nullable: true, description: 'The partner; null when there are errors.' })
  partner: Partner | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}
