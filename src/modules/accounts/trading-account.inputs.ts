import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { UserError } from '../../graphql/user-error.js';
import { TradingAccountStatus } from './trading-account.enums.js';
import { TradingAccount } from './trading-account.types.js';

@InputType({ description: 'Changes of a trading account. Left out: unchanged; none of them can be cleared.' })
export class TradingAccountUpdateInput {
  @Field(() => ID, { description: 'Which account.' })
  id: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;

  @Field(() => Int, { nullable: true, description: 'The leverage, 30 for 30:1. What the client may have hangs on its jurisdiction and its category.' })
  leverage?: number | null;

  @Field(() => String, { nullable: true, description: "The platform's group. Real money stays out of demo groups, and play money in them." })
  group?: string | null;

  @Field(() => TradingAccountStatus, { nullable: true, description: 'The status to go to.' })
  status?: keyof typeof TradingAccountStatus | null;

  @Field(() => String, { description: 'Why: the audit log keeps it.' })
  reason: string;
}

@ObjectType({ simpleResolvers: true, description: 'The trading account as it is now, or why not.' })
export class TradingAccountPayload {
  @Field(() => TradingAccount, { nullable: true, description: 'The account; null when there are errors.' })
  tradingAccount: TradingAccount | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}
