import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from 'type-graphql';
import type { GatewayContext } from '../../graphql/context.js';
import { Money } from '../../graphql/money.types.js';
import { DateTime } from '../../graphql/scalars.js';
import { LedgerAccount, LedgerAccountConnection, LedgerAccountsArgs, LedgerAccountStatement, LedgerAccountStatementArgs } from './ledger-account.types.js';
import type { LedgerStatements } from './ledger-statement.reader.js';

@Resolver()
export class LedgerAccountResolver {
  constructor(private readonly statements: LedgerStatements) {}

  @Query(() => LedgerAccountConnection, { description: 'Ledger accounts, a page at a time.' })
  ledgerAccounts(@Args(() => LedgerAccountsArgs) args: LedgerAccountsArgs, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return context.page(info, { ...args });
  }

  @Query(() => LedgerAccount, { nullable: true, description: 'One ledger account, by id or by code. Null: there is none, or none that you may see.' })
  ledgerAccount(
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
    @Arg('id', () => ID, { nullable: true, description: 'The id of the account.' }) id?: string | null,
    @Arg('code', () => String, { nullable: true, description: 'Its code: `exchange/USD`.' }) code?: string | null,
  ) {
    return context.one(info, { id, code });
  }

  @Query(() => Money, {
    nullable: true,
    description: 'What a ledger account held at any time, with all that was posted until then. Null: there is no such account.',
  })
  ledgerAccountBalance(
    @Arg('id', () => ID, { description: 'Which account.' }) id: string,
    @Arg('at', () => DateTime, { description: 'As of when.' }) at: string,
    @Ctx() context: GatewayContext,
  ) {
    return this.statements.balanceAt(context.request.actor, id, at);
  }

  @Query(() => LedgerAccountStatement, { nullable: true, description: 'The statement of a ledger account over a period. Null: there is no such account.' })
  async ledgerAccountStatement(
    @Args(() => LedgerAccountStatementArgs) args: LedgerAccountStatementArgs,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    const statement = await this.statements.statement(context.request.actor, args);
    return statement && { ...statement, account: await context.under(info, 'account', statement.accountId) };
  }
}
