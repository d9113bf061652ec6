import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { UserError } from '../../graphql/user-error.js';
import { Transaction } from './transaction.types.js';

@InputType({ description: 'An approval.' })
export class TransactionApproveInput {
  @Field(() => ID, { description: 'Which transaction.' })
  id: string;

  @Field(() => Int, { description: 'The version that you saw: what changed since is not approved unseen.' })
  version: number;

  @Field(() => String, { nullable: true, description: 'What you have to say to it.' })
  comment?: string | null;
}

@InputType({ description: 'A rejection. It ends the transaction, and gives back what it held.' })
export class TransactionRejectInput {
  @Field(() => ID, { description: 'Which transaction.' })
  id: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;

  @Field(() => String, { description: 'Why: the client and the audit log read it.' })
  reason: string;
}

@InputType({ description: 'A cancellation, before anything has left.' })
export class TransactionCancelInput {
  @Field(() => ID, { description: 'Which transaction.' })
  id: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;

  @Field(() => String, { nullable: true, description: 'Why.' })
  reason?: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'The transaction as it is now, or why not.' })
export class TransactionPayload {
  @Field(() => Transaction, { nullable: true, description: 'The transaction; null when there are errors.' })
  transaction: Transaction | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}
