import { Args, FieldResolver, Resolver } from 'type-graphql';
import { readAhead } from '../../graphql/relation.js';
import { TradingAccount } from '../accounts/index.js';
import { AccountDeal, DealHistoryArgs } from './deal.types.js';

/** The field that this module adds to trading accounts. */
@Resolver(() => TradingAccount)
export class TradingAccountDealsResolver {
  @FieldResolver(() => [AccountDeal], {
    nullable: true,
    description: 'The deals that were done on it, the latest first: all that its platform has told, and what came of each for partners.',
  })
  dealHistory(@Args(() => DealHistoryArgs) _args: DealHistoryArgs) {
    return readAhead();
  }
}
