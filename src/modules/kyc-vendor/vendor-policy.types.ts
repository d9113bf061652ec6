import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../../graphql/scalars.js';
import { UserError } from '../../graphql/user-error.js';

@ObjectType({ simpleResolvers: true, description: 'What a licensed entity asks of the vendor who verifies identity, and how much its word counts.' })
export class KycVendorPolicy {
  @Field(() => String, { description: 'The licensed entity: CY, SC, ...' })
  jurisdiction: string;

  @Field(() => Int, { description: 'Counts the changes: a change names the version that it saw.' })
  version: number;

  @Field(() => String, { description: "What is asked of clients, by the vendor's name for it." })
  levelName: string;

  @Field(() => Boolean, { description: 'Whether the vendor approves by itself; false: a person here confirms it first.' })
  vendorApproves: boolean;

  @Field(() => Boolean, { description: 'Whether documents that are here already are handed over.' })
  sendsDocuments: boolean;

  @Field(() => String, { nullable: true, description: 'Who changed it last; null: it is as it was at the beginning.' })
  updatedBy: string | null;

  @Field(() => DateTime, { description: 'When it was last changed.' })
  updatedAt: string;
}

@InputType({ description: 'What holds for a licensed entity from now on.' })
export class KycVendorPolicySetInput {
  @Field(() => String, { description: 'The licensed entity.' })
  jurisdiction: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;

  @Field(() => String, { description: "What is asked of clients, by the vendor's name for it. What is under way keeps what it was asked." })
  levelName: string;

  @Field(() => Boolean, { description: 'Whether the vendor approves by itself.' })
  vendorApproves: boolean;

  @Field(() => Boolean, { description: 'Whether documents that are here already are handed over.' })
  sendsDocuments: boolean;

  @Field(() => String, { description: 'Why: the audit log keeps it.' })
  reason: string;
}

@ObjectType({ simpleResolvers: true, description: 'The policy as it is now, or why nothing was done.' })
export class KycVendorPolicyPayload {
  @Field(() => KycVendorPolicy, { nullable: true, description: 'The policy; null when there are errors.' })
  policy: KycVendorPolicy | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}
