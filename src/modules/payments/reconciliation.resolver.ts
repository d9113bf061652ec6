import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { GatewayContext } from '../../graphql/context.js';
import { readAhead } from '../../graphql/relation.js';
import { answer } from '../../graphql/user-error.js';
import type { ReconciliationService } from './reconciliation.service.js';
import {
  Reconciliation,
  ReconciliationConnection,
  ReconciliationItemConnection,
  ReconciliationItemsArgs,
  ReconciliationPayload,
  ReconciliationRunInput,
  ReconciliationsArgs,
} from './reconciliation.types.js';

@Resolver(() => Reconciliation)
export class ReconciliationResolver {
  constructor(private readonly reconciliations: ReconciliationService) {}

  @Query(() => Reconciliation, { nullable: true, description: 'One reconciliation. Null: there is none of this id.' })
  reconciliation(@Arg('id', () => ID, { description: 'The id of the run.' }) id: string, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return context.one(info, { id });
  }

  @Query(() => ReconciliationConnection, { name: 'reconciliations', description: 'Reconciliations, a page at a time.' })
  reconciliationList(@Args(() => ReconciliationsArgs) args: ReconciliationsArgs, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return context.page(info, { ...args });
  }

  @FieldResolver(() => ReconciliationItemConnection, { nullable: true, description: 'What was compared, the differences first, a page at a time.' })
  items(@Args(() => ReconciliationItemsArgs) _args: ReconciliationItemsArgs) {
    return readAhead();
  }

  @Mutation(() => ReconciliationPayload, {
    description: 'Compares a day with a provider, by a job. Each difference is a case once; what is alike by now is closed by itself.',
  })
  reconciliationRun(
    @Arg('input', () => ReconciliationRunInput, { description: 'Which day, with which provider.' }) input: ReconciliationRunInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return answer(async () => ({ reconciliation: await context.under(info, 'reconciliation', await this.reconciliations.run(context.request, input)) }));
  }
}
