import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../../graphql/scalars.js';
import { UserError } from '../../graphql/user-error.js';
import { KycVerification } from './verification.types.js';

@InputType({ description: 'Whose identity is to be verified by the vendor.' })
export class KycVerificationStartInput {
  @Field(() => ID, { description: 'The client.' })
  clientId: string;
}

@InputType({ description: 'A verification that the client is about to hand something in for.' })
export class KycVerificationAccessInput {
  @Field(() => ID, { description: 'Which verification.' })
  id: string;
}

@InputType({ description: "A person's decision on what the vendor said." })
export class KycVerificationDecisionInput {
  @Field(() => ID, { description: 'Which verification.' })
  id: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;

  @Field(() => String, { description: 'Why: the audit log keeps it.' })
  reason: string;
}

@ObjectType({ simpleResolvers: true, description: "What a front end opens the vendor's dialogue with." })
export class KycVerificationAccess {
  @Field(() => String, { description: "For the vendor's SDK in the client's own front end." })
  token: string;

  @Field(() => String, { description: "The vendor's own page, for whoever has no such front end." })
  url: string;

  @Field(() => DateTime, { description: 'Until when both hold: ask again then.' })
  expiresAt: Date;
}

@ObjectType({ simpleResolvers: true, description: 'The verification as it is now, or why nothing was done.' })
export class KycVerificationPayload {
  @Field(() => KycVerification, { nullable: true, description: 'The verification; null when there are errors.' })
  verification: KycVerification | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}

@ObjectType({ simpleResolvers: true, description: 'The way in, or why there is none.' })
export class KycVerificationAccessPayload {
  @Field(() => KycVerificationAccess, { nullable: true, description: 'The way in; null when there are errors.' })
  access: KycVerificationAccess | null;

  @Field(() => [UserError], { description: 'Why there is none; empty when there is.' })
  userErrors: UserError[];
}
