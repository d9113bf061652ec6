import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { GatewayContext } from '../../graphql/context.js';
import { answer } from '../../graphql/user-error.js';
import type { PeriodService } from './period.service.js';
import {
  CommissionPeriodCloseInput,
  CommissionPeriodConnection,
  CommissionPeriodPayload,
  CommissionPeriodsArgs,
  CommissionPlanPeriodPayload,
  CommissionPlanPeriodSetInput,
} from './period.types.js';

@Resolver()
export class PeriodResolver {
  constructor(private readonly periods: PeriodService) {}

  @Query(() => CommissionPeriodConnection, { description: 'Periods of commissions, a page at a time.' })
  commissionPeriods(@Args(() => CommissionPeriodsArgs) args: CommissionPeriodsArgs, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return context.page(info, { ...args });
  }

  @Mutation(() => CommissionPeriodPayload, {
    description:
      'Closes a period that is over: its commissions become statements, and stay as they are. A job does it; what is booked later falls into the open period.',
  })
  commissionPeriodClose(
    @Arg('input', () => CommissionPeriodCloseInput, { description: 'Which period.' }) input: CommissionPeriodCloseInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return answer(async () => ({ period: await context.under(info, 'period', await this.periods.close(context.request, input)) }));
  }

  @Mutation(() => CommissionPlanPeriodPayload, { description: 'Sets how long the periods of a plan are.' })
  commissionPlanPeriodSet(
    @Arg('input', () => CommissionPlanPeriodSetInput, { description: 'Which plan, and how long.' }) { id, version, period }: CommissionPlanPeriodSetInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return answer(async () => ({
      plan: await context.under(info, 'plan', await this.periods.setLength(context.request, { planId: id, version, length: period })),
    }));
  }
}
