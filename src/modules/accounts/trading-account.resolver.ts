import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { GatewayContext } from '../../graphql/context.js';
import { readAhead } from '../../graphql/relation.js';
import { answer } from '../../graphql/user-error.js';
import { Client, Restriction } from '../clients/index.js';
import { TradingAccountPayload, TradingAccountUpdateInput } from './trading-account.inputs.js';
import type { TradingAccountService } from './trading-account.service.js';
import { ClientTradingAccountsArgs, TradingAccount, TradingAccountConnection, TradingAccountsArgs } from './trading-account.types.js';

@Resolver()
export class TradingAccountResolver {
  constructor(private readonly accounts: TradingAccountService) {}

  @Query(() => TradingAccount, { nullable: true, description: 'One trading account. Null: there is none, or none that you may see.' })
  tradingAccount(@Arg('id', () => ID, { description: 'The id of the account.' }) id: string, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return context.one(info, { id });
  }

  @Query(() => TradingAccountConnection, { description: 'Trading accounts, a page at a time.' })
  tradingAccounts(@Args(() => TradingAccountsArgs) args: TradingAccountsArgs, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return context.page(info, { ...args });
  }

  @Mutation(() => TradingAccountPayload, {
    description: 'Changes leverage, group or status of a trading account in the records of this gateway. An illegal step names the legal ones.',
  })
  tradingAccountUpdate(
    @Arg('input', () => TradingAccountUpdateInput, { description: 'What changes, and why.' }) input: TradingAccountUpdateInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return answer(async () => ({ tradingAccount: await context.under(info, 'tradingAccount', await this.accounts.update(context.request, input)) }));
  }
}

/** The field that this module adds to clients. */
@Resolver(() => Client)
export class ClientTradingAccountsResolver {
  @FieldResolver(() => TradingAccountConnection, { nullable: true, description: 'The trading accounts of the client.' })
  tradingAccounts(@Args(() => ClientTradingAccountsArgs) _args: ClientTradingAccountsArgs) {
    return readAhead();
  }
}

/** The field that this module adds to restrictions. */
@Resolver(() => Restriction)
export class RestrictionTradingAccountResolver {
  @FieldResolver(() => TradingAccount, { nullable: true, description: 'The one account that it is about; null: the client and all accounts.' })
  tradingAccount() {
    return readAhead();
  }
}
