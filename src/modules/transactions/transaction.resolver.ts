import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver } from 'type-graphql';
import type { GatewayContext } from '../../graphql/context.js';
import { readAhead } from '../../graphql/relation.js';
import { TradingAccount } from '../accounts/index.js';
import { Client } from '../clients/index.js';
import { Partner } from '../partners/index.js';
import { Task } from '../tasks/index.js';
import { OwnTransactionsArgs, Transaction, TransactionConnection, TransactionsArgs } from './transaction.types.js';

@Resolver()
export class TransactionResolver {
  @Query(() => Transaction, { nullable: true, description: 'One transaction, by id or by reference. Null: there is none, or none that you may see.' })
  transaction(
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
    @Arg('id', () => ID, { nullable: true, description: 'The id of the transaction.' }) id?: string | null,
    @Arg('reference', () => String, { nullable: true, description: 'What people say on the phone: T2000123.' }) reference?: string | null,
  ) {
    return context.one(info, { id, reference });
  }

  @Query(() => TransactionConnection, { description: 'Transactions, a page at a time.' })
  transactions(@Args(() => TransactionsArgs) args: TransactionsArgs, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return context.page(info, { ...args });
  }
}

/** The field that this module adds to clients. */
@Resolver(() => Client)
export class ClientTransactionsResolver {
  @FieldResolver(() => TransactionConnection, { nullable: true, description: "The client's transactions, a page at a time." })
  transactions(@Args(() => OwnTransactionsArgs) _args: OwnTransactionsArgs) {
    return readAhead();
  }
}

/** The field that this module adds to trading accounts. */
@Resolver(() => TradingAccount)
export class TradingAccountTransactionsResolver {
  @FieldResolver(() => TransactionConnection, { nullable: true, description: 'The transactions that have this account on either side, a page at a time.' })
  transactions(@Args(() => OwnTransactionsArgs) _args: OwnTransactionsArgs) {
    return readAhead();
  }
}

/** The field that this module adds to partners. */
@Resolver(() => Partner)
export class PartnerTransactionsResolver {
  @FieldResolver(() => TransactionConnection, { nullable: true, description: "The partner's own transactions (not those of its clients), a page at a time." })
  transactions(@Args(() => OwnTransactionsArgs) _args: OwnTransactionsArgs) {
    return readAhead();
  }
}

/** The field that this module adds to tasks. */
@Resolver(() => Task)
export class TaskTransactionResolver {
  @FieldResolver(() => Transaction, { nullable: true, description: 'The movement of money that it is about.' })
  transaction() {
    return readAhead();
  }
}
