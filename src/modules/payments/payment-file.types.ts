import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../../graphql/scalars.js';
import { UserError } from '../../graphql/user-error.js';

@ObjectType({ simpleResolvers: true, description: 'Payouts as a file for the bank. A payout is in one file, and is never put into another.' })
export class PaymentFile {
  @Field(() => ID, { description: 'The id of the file: the same one can be had again by it.' })
  id: string;

  @Field(() => String, { description: 'The bank, as a payment provider.' })
  provider: string;

  @Field(() => String, { description: 'What to call it.' })
  name: string;

  @Field(() => String, { description: 'What it is: application/xml for pain.001.' })
  contentType: string;

  @Field(() => Int, { description: 'How many payouts are in it.' })
  payouts: number;

  @Field(() => String, { description: 'The file in base64.' })
  content: string;

  @Field(() => String, { description: 'Who exported it first.' })
  exportedBy: string;

  @Field(() => DateTime, { description: 'When it was exported first.' })
  exportedAt: string;
}

@InputType({ description: 'Which payouts are exported: all that wait, or those of a file that there is.' })
export class PaymentFileExportInput {
  @Field(() => String, { description: 'The bank, as a payment provider.' })
  provider: string;

  @Field(() => ID, { nullable: true, description: 'A file that was exported before, which is answered again.' })
  id?: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'The file, or why there is none.' })
export class PaymentFilePayload {
  @Field(() => PaymentFile, { nullable: true, description: 'The file; null when there are errors.' })
  paymentFile: PaymentFile | null;

  @Field(() => Int, { description: 'How many payouts still wait for a file.' })
  left: number;

  @Field(() => [UserError], { description: 'Why nothing was exported; empty when it was.' })
  userErrors: UserError[];
}
