import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { CurrencyCode, Decimal, Json } from '../../graphql/scalars.js';
import { UserError } from '../../graphql/user-error.js';
import { Transaction } from '../transactions/index.js';
import { PayoutDestination } from './payment.types.js';

const KEY = 'Chosen by you, such as a UUID: sent again with the same input it answers with the same transaction, and nothing happens twice.';
const DESTINATION = 'What the provider needs: for a bank {"iban", "holder"}, for a card {"token"}, for a cashier {"method", "account"}.';

@InputType({ description: 'Money that a client pays in through a provider.' })
export class DepositCreateInput {
  @Field(() => ID, { description: 'Who pays.' })
  clientId: string;

  @Field(() => ID, { nullable: true, description: 'Where the money goes on to; left out: it stays in the wallet.' })
  tradingAccountId?: string | null;

  @Field(() => Decimal, { description: 'How much.' })
  amount: string;

  @Field(() => CurrencyCode, { description: 'The currency of the amount, and of the account.' })
  currency: string;

  @Field(() => String, { description: 'The code of a payment provider: see paymentProviders.' })
  provider: string;

  @Field(() => String, { description: KEY })
  idempotencyKey: string;
}

@ObjectType({ simpleResolvers: true, description: 'The deposit and where to pay it, or why not.' })
export class DepositCreatePayload {
  @Field(() => Transaction, { nullable: true, description: 'The deposit; null when there are errors.' })
  transaction: Transaction | null;

  @Field(() => String, { nullable: true, description: 'Where the client pays; null for a bank transfer, and when it is over.' })
  redirectUrl: string | null;

  @Field(() => [String], { description: 'For a bank transfer: what to write where, line by line.' })
  instructions: string[];

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}

@InputType({ description: 'Money that a client takes out. It is held at once, decided on by people from a certain amount on, and then sent.' })
export class WithdrawalRequestInput {
  @Field(() => ID, { description: 'Whose money.' })
  clientId: string;

  @Field(() => ID, { nullable: true, description: 'The trading account that it leaves; left out: the wallet.' })
  tradingAccountId?: string | null;

  @Field(() => Decimal, { description: 'How much leaves the wallet or account. The fee comes out of it.' })
  amount: string;

  @Field(() => CurrencyCode, { description: 'The currency of the amount, and of the account.' })
  currency: string;

  @Field(() => String, { description: 'The code of a payment provider: see paymentProviders.' })
  provider: string;

  @Field(() => Json, { description: `${DESTINATION} Empty: back to where it came from, and the rest to the verified bank account.` })
  destination: unknown;

  @Field(() => String, { description: KEY })
  idempotencyKey: string;
}

@ArgsType()
export class WithdrawalPreviewArgs {
  @Field(() => ID, { description: 'Whose money.' })
  clientId: string;

  @Field(() => ID, { nullable: true, description: 'The trading account that it leaves; left out: the wallet.' })
  tradingAccountId?: string | null;

  @Field(() => Decimal, { description: 'How much.' })
  amount: string;

  @Field(() => CurrencyCode, { description: 'The currency of the amount.' })
  currency: string;

  @Field(() => String, { description: 'The code of a payment provider.' })
  provider: string;

  @Field(() => Json, { nullable: true, description: DESTINATION })
  destination?: unknown;
}

@InputType({ description: "A place where a client's money may go." })
export class PayoutDestinationAddInput {
  @Field(() => ID, { description: 'Whose it is.' })
  clientId: string;

  @Field(() => String, { description: 'The provider that pays there.' })
  provider: string;

  @Field(() => Json, { description: DESTINATION })
  destination: unknown;
}

@InputType({ description: 'That a destination was checked and belongs to the client.' })
export class PayoutDestinationVerifyInput {
  @Field(() => ID, { description: 'Which destination.' })
  id: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;

  @Field(() => String, { nullable: true, description: 'How it was checked.' })
  comment?: string | null;
}

@InputType({ description: 'That no money goes there.' })
export class PayoutDestinationRejectInput {
  @Field(() => ID, { description: 'Which destination.' })
  id: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;

  @Field(() => String, { description: 'Why.' })
  reason: string;
}

@InputType({ description: 'That a destination is not used any more.' })
export class PayoutDestinationRetireInput {
  @Field(() => ID, { description: 'Which destination.' })
  id: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;
}

@ObjectType({ simpleResolvers: true, description: 'The destination as it is now, or why not.' })
export class PayoutDestinationPayload {
  @Field(() => PayoutDestination, { nullable: true, description: 'The destination; null when there are errors.' })
  payoutDestination: PayoutDestination | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}
