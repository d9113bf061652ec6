import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { UserError } from '../../graphql/user-error.js';
import { PaymentCaseResolution } from './case.enums.js';
import { PaymentCase } from './case.types.js';

@InputType({ description: 'A case that you take.' })
export class PaymentCaseTakeInput {
  @Field(() => ID, { description: 'Which case.' })
  id: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;
}

@InputType({ description: 'A case that is given back: nobody has it any more, and nothing is proposed.' })
export class PaymentCaseReleaseInput {
  @Field(() => ID, { description: 'Which case.' })
  id: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;

  @Field(() => String, { nullable: true, description: 'What to say to whoever takes it next.' })
  note?: string | null;
}

@InputType({ description: 'A case that is given to somebody.' })
export class PaymentCaseAssignInput {
  @Field(() => ID, { description: 'Which case.' })
  id: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;

  @Field(() => ID, { description: 'The staff member who gets it: one who may work on cases.' })
  assigneeId: string;
}

@InputType({ description: 'How a case is closed.' })
export class PaymentCaseCloseInput {
  @Field(() => ID, { description: 'Which case.' })
  id: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;

  @Field(() => PaymentCaseResolution, { description: 'How.' })
  resolution: keyof typeof PaymentCaseResolution;

  @Field(() => String, { description: 'Why: the audit log keeps it.' })
  note: string;

  @Field(() => ID, { nullable: true, description: 'With MATCHED: the deposit, or the withdrawal, that it belongs to.' })
  transactionId?: string | null;

  @Field(() => ID, { nullable: true, description: 'With MATCHED, of a withdrawal with several payments: which of them.' })
  payoutId?: string | null;
}

@InputType({ description: 'A proposed closing that you confirm.' })
export class PaymentCaseConfirmInput {
  @Field(() => ID, { description: 'Which case.' })
  id: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;
}

@ObjectType({ simpleResolvers: true, description: 'The case as it is now, or why nothing was done.' })
export class PaymentCasePayload {
  @Field(() => PaymentCase, { nullable: true, description: 'The case; null when there are errors.' })
  paymentCase: PaymentCase | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}
