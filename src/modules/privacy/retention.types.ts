import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../../graphql/scalars.js';
import { UserError } from '../../graphql/user-error.js';

@ObjectType({
  simpleResolvers: true,
  description: 'How long the law wants records kept of clients whom a licensed entity served, after the end of the relationship.',
})
export class RetentionPolicy {
  @Field(() => String, { description: 'The licensed entity, such as CY.' })
  jurisdiction: string;

  @Field(() => Int, { description: 'Counts the changes: a change names the version that it saw.' })
  version: number;

  @Field(() => Int, { description: 'So many years.' })
  years: number;

  @Field(() => String, { description: 'Which law, as clients are told: "Article 40 of Directive (EU) 2015/849".' })
  law: string;

  @Field(() => String, { description: 'To whom clients can complain, as they are told.' })
  authority: string;

  @Field(() => String, { nullable: true, description: 'The name of who changed it last; null: as it was delivered.' })
  updatedBy: string | null;

  @Field(() => DateTime, { description: 'When it was changed last.' })
  updatedAt: string;
}

@InputType({ description: 'How long records are kept. It holds for erasures that are decided on from then on.' })
export class RetentionPolicySetInput {
  @Field(() => String, { description: 'The licensed entity.' })
  jurisdiction: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;

  @Field(() => Int, { description: 'So many years after the end of the relationship, 0 to 30.' })
  years: number;

  @Field(() => String, { description: 'Which law, as clients are told.' })
  law: string;

  @Field(() => String, { description: 'To whom clients can complain.' })
  authority: string;

  @Field(() => String, { description: 'Why: the audit log keeps it.' })
  reason: string;
}

@ObjectType({ simpleResolvers: true, description: 'The policy as it is now, or why nothing was done.' })
export class RetentionPolicyPayload {
  @Field(() => RetentionPolicy, { nullable: true, description: 'The policy; null when there are errors.' })
  retentionPolicy: RetentionPolicy | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}
