import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { GatewayContext } from '../../graphql/context.js';
import { answer } from '../../graphql/user-error.js';
import type { RecalculationService } from './recalculation.service.js';
import { CommissionRecalculateInput, Recalculation, RecalculationFilter, RecalculationPayload } from './recalculation.types.js';
import type { UnpaidDealCounter } from './unpaid-deal.counter.js';
import { UnpaidDealConnection, UnpaidDealCount, UnpaidDealsArgs } from './unpaid-deal.types.js';

@Resolver()
export class RecalculationResolver {
  constructor(
    private readonly service: RecalculationService,
    private readonly counter: UnpaidDealCounter,
  ) {}

  @Query(() => UnpaidDealConnection, { description: 'Deals that closed something and paid nobody, with the reason, the newest first, a page at a time.' })
  unpaidDeals(@Args(() => UnpaidDealsArgs) args: UnpaidDealsArgs, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return context.page(info, { ...args });
  }

  @Query(() => [UnpaidDealCount], { description: 'How many deals paid nobody over the last 90 days, by reason, the most frequent first.' })
  unpaidDealCounts(@Ctx() context: GatewayContext) {
    return this.counter.count(context.request.actor);
  }

  @Query(() => Recalculation, { description: 'What deals would come to if they were worked out by what is known now. Nothing changes.' })
  commissionRecalculationPreview(
    @Arg('filter', () => RecalculationFilter, { description: 'Which deals.' }) filter: RecalculationFilter,
    @Ctx() context: GatewayContext,
  ) {
    return this.service.preview(context.request.actor, filter);
  }

  @Mutation(() => RecalculationPayload, {
    description: 'Works deals out by what is known now and posts the differences, each pointing at what it corrects. Have a preview first.',
  })
  commissionRecalculate(
    @Arg('input', () => CommissionRecalculateInput, { description: 'Which deals, and why.' }) input: CommissionRecalculateInput,
    @Ctx() context: GatewayContext,
  ) {
    return answer(async () => ({ recalculation: await this.service.recalculate(context.request, input.filter, input.reason) }));
  }
}
