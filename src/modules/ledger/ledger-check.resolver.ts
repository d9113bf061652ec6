import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { GatewayContext } from '../../graphql/context.js';
import { answer } from '../../graphql/user-error.js';
import type { LedgerChecker } from './ledger-check.service.js';
import { LedgerCheck, LedgerCheckConnection, LedgerCheckPayload, LedgerChecksArgs } from './ledger-check.types.js';

@Resolver()
export class LedgerCheckResolver {
  constructor(private readonly checker: LedgerChecker) {}

  @Query(() => LedgerCheck, { description: 'Works out every balance and hold again and names what does not follow. Nothing is kept; ledgerCheckRun keeps it.' })
  async ledgerCheck() {
    return { ...(await this.checker.check()), id: null, askedBy: null };
  }

  @Query(() => LedgerCheckConnection, { description: 'Earlier checks of the ledger, newest first, a page at a time.' })
  ledgerChecks(@Args(() => LedgerChecksArgs) { startedAt, ...page }: LedgerChecksArgs, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return context.page(info, { ...page, filter: { startedAt } });
  }

  @Mutation(() => LedgerCheckPayload, { description: 'Checks the ledger as ledgerCheck does, and keeps the result.' })
  ledgerCheckRun(@Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return answer(async () => ({ ledgerCheck: await context.under(info, 'ledgerCheck', (await this.checker.run(context.request)).id) }));
  }
}
