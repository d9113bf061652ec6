import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver } from 'type-graphql';
import type { GatewayContext } from '../../graphql/context.js';
import { ForwardArgs } from '../../graphql/connection.js';
import { readAhead } from '../../graphql/relation.js';
import { Commission, CommissionConnection } from '../commissions/index.js';
import { CommissionStatement, CommissionStatementConnection, CommissionStatementsArgs } from './statement.types.js';

@Resolver(() => CommissionStatement)
export class StatementResolver {
  @Query(() => CommissionStatement, { nullable: true, description: 'One statement. Null: there is none, or none that you may see.' })
  commissionStatement(
    @Arg('id', () => ID, { description: 'The id of the statement.' }) id: string,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return context.one(info, { id });
  }

  @Query(() => CommissionStatementConnection, { description: 'Statements of commissions, a page at a time.' })
  commissionStatements(@Args(() => CommissionStatementsArgs) args: CommissionStatementsArgs, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return context.page(info, { ...args });
  }

  @FieldResolver(() => CommissionConnection, { nullable: true, description: 'Its commissions, by when they were booked.' })
  commissions(@Args(() => ForwardArgs) _args: ForwardArgs) {
    return readAhead();
  }
}

/** The field that this module adds to commissions. */
@Resolver(() => Commission)
export class CommissionStatementOfResolver {
  @FieldResolver(() => CommissionStatement, {
    nullable: true,
    description: 'The statement that it stands in; null: its period is open, or it is not yours to see.',
  })
  statement() {
    return readAhead();
  }
}
