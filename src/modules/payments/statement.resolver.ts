import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { GatewayContext } from '../../graphql/context.js';
import { readAhead } from '../../graphql/relation.js';
import { answer } from '../../graphql/user-error.js';
import { checkedFile } from './statement.content.js';
import type { BankStatementService } from './statement.service.js';
import {
  BankStatement,
  BankStatementConnection,
  BankStatementImportInput,
  BankStatementLineConnection,
  BankStatementLinesArgs,
  BankStatementPayload,
  BankStatementsArgs,
} from './statement.types.js';

@Resolver(() => BankStatement)
export class BankStatementResolver {
  constructor(private readonly statements: BankStatementService) {}

  @Query(() => BankStatement, { nullable: true, description: 'One bank statement. Null: there is none of this id.' })
  bankStatement(
    @Arg('id', () => ID, { description: 'The id of the statement.' }) id: string,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return context.one(info, { id });
  }

  @Query(() => BankStatementConnection, { description: 'Bank statements that were imported, a page at a time.' })
  bankStatements(@Args(() => BankStatementsArgs) args: BankStatementsArgs, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return context.page(info, { ...args });
  }

  @FieldResolver(() => BankStatementLineConnection, { nullable: true, description: 'Its lines in the order of the file, a page at a time.' })
  lines(@Args(() => BankStatementLinesArgs) _args: BankStatementLinesArgs) {
    return readAhead();
  }

  @Mutation(() => BankStatementPayload, {
    description: 'Takes a bank statement in, once. Its lines are matched afterwards: to deposits and payouts, or by an operator.',
  })
  bankStatementImport(
    @Arg('input', () => BankStatementImportInput, { description: 'Of which bank, and the file.' }) input: BankStatementImportInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return answer(async () => {
      const { id, isNew } = await this.statements.import(context.request, { ...input, content: checkedFile(input.content) });
      return { bankStatement: await context.under(info, 'bankStatement', id), isNew };
    }).then((payload) => ({ isNew: false, ...payload }));
  }
}
