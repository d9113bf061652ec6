import { Field, ID, InputType } from 'type-graphql';
import { CurrencyCode, Decimal } from '../../graphql/scalars.js';

const KEY = 'Chosen by you, such as a UUID: sent again with the same input it answers with the same transaction, and nothing happens twice.';

@InputType({ description: 'Money between what belongs to one client. From or to left out means the wallet.' })
export class TransferCreateInput {
  @Field(() => ID, { description: 'Whose money.' })
  clientId: string;

  @Field(() => ID, { nullable: true, description: 'The trading account that the money leaves; left out: the wallet in `currency`.' })
  fromTradingAccountId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The trading account that it goes to; left out: the wallet.' })
  toTradingAccountId?: string | null;

  @Field(() => Decimal, { description: 'How much leaves.' })
  amount: string;

  @Field(() => CurrencyCode, { description: 'The currency of the amount, which is that of the side that it leaves.' })
  currency: string;

  @Field(() => CurrencyCode, { nullable: true, description: 'Of the wallet that it goes to, when it is another: then it is exchanged.' })
  toCurrency?: string | null;

  @Field(() => String, { description: KEY })
  idempotencyKey: string;
}

@InputType({ description: 'A correction of a balance, which somebody else has to approve.' })
export class AdjustmentCreateInput {
  @Field(() => ID, { description: 'Whose balance.' })
  clientId: string;

  @Field(() => ID, { nullable: true, description: 'The trading account; left out: the wallet in `currency`.' })
  tradingAccountId?: string | null;

  @Field(() => Decimal, { description: 'Signed: "-12.50" takes, "12.50" gives.' })
  amount: string;

  @Field(() => CurrencyCode, { description: 'The currency of the amount.' })
  currency: string;

  @Field(() => String, { description: 'Why: the client and the audit log read it.' })
  reason: string;

  @Field(() => String, { description: KEY })
  idempotencyKey: string;
}

@InputType({ description: 'Credit (bonus) on a trading account, which somebody else has to approve.' })
export class CreditCreateInput {
  @Field(() => ID, { description: 'Whose account.' })
  clientId: string;

  @Field(() => ID, { description: 'The trading account.' })
  tradingAccountId: string;

  @Field(() => Decimal, { description: 'Signed: below zero it takes credit back.' })
  amount: string;

  @Field(() => CurrencyCode, { description: 'The currency of the account.' })
  currency: string;

  @Field(() => String, { description: 'Why: the client and the audit log read it.' })
  reason: string;

  @Field(() => String, { description: KEY })
  idempotencyKey: string;
}

@InputType({ description: 'Negative balance protection: the account is brought back to zero at the cost of the broker.' })
export class NegativeBalanceProtectInput {
  @Field(() => ID, { description: 'The trading account whose balance is below zero.' })
  tradingAccountId: string;

  @Field(() => String, { description: KEY })
  idempotencyKey: string;
}
