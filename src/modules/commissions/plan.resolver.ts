import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { GatewayContext } from '../../graphql/context.js';
import { readAhead } from '../../graphql/relation.js';
import { answer } from '../../graphql/user-error.js';
import { CommissionPlan } from './commission-plan.types.js';
import type { PlanDraft, PlanService } from './plan.service.js';
import {
  CommissionPlanConnection,
  CommissionPlanDraftInput,
  CommissionPlanPayload,
  CommissionPlanPublishInput,
  CommissionPlansArgs,
  CommissionTerms,
  PlanSimulateArgs,
} from './plan.types.js';
import { Recalculation } from './recalculation.types.js';

/** What is left out is what the schema says then. */
function draftOf({ special, tiers, qualification, note, ...rest }: CommissionPlanDraftInput): PlanDraft {
  const { minHoldSeconds, maxHoldSeconds, hedged, capPerDeal, capPerDay, capPerMonth, levelMultipliers, revenue, negativeCarry, decimals, rounding, ...head } =
    rest;
  return {
    ...head,
    ...{ special: special ?? [], minHoldSeconds: minHoldSeconds ?? 0, maxHoldSeconds: maxHoldSeconds ?? null, hedged: hedged ?? 'ONCE' },
    ...{ capPerDeal: capPerDeal ?? null, capPerDay: capPerDay ?? null, capPerMonth: capPerMonth ?? null, levelMultipliers: levelMultipliers ?? null },
    ...{ tiers: tiers ?? null, revenue: revenue ?? 'FEES', negativeCarry: negativeCarry ?? true, decimals: decimals ?? 8, rounding: rounding ?? 'HALF_UP' },
    ...{ qualification: qualification ?? null, note: note?.trim().slice(0, 1000) || null },
  };
}

const payload = (context: GatewayContext, info: GraphQLResolveInfo, work: () => Promise<string>) =>
  answer(async () => ({ plan: await context.under(info, 'plan', await work()) }));

@Resolver(() => CommissionPlan)
export class PlanResolver {
  constructor(private readonly plans: PlanService) {}

  @Query(() => CommissionPlanConnection, { description: 'Plans, by their names, a page at a time.' })
  commissionPlans(@Args(() => CommissionPlansArgs) args: CommissionPlansArgs, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return context.page(info, { ...args });
  }

  @Query(() => Recalculation, {
    description: "What past deals of a plan's partners would have come to by its draft, against what they came to. Nothing changes.",
  })
  planSimulate(@Args(() => PlanSimulateArgs) args: PlanSimulateArgs, @Ctx() context: GatewayContext) {
    return this.plans.simulate(context.request.actor, args);
  }

  @Mutation(() => CommissionPlanPayload, {
    description: 'Drafts terms: of a new plan, or new ones of a plan that is there. Terms by which more could go out than comes in are refused.',
  })
  commissionPlanDraft(
    @Arg('input', () => CommissionPlanDraftInput, { description: 'The terms.' }) input: CommissionPlanDraftInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    const draft = draftOf(input);
    return payload(context, info, () => this.plans.draft(context.request, draft));
  }

  @Mutation(() => CommissionPlanPayload, { description: 'Puts the draft of a plan in force. What was traded before is paid by what held then.' })
  commissionPlanPublish(
    @Arg('input', () => CommissionPlanPublishInput, { description: 'Which plan, and from when on.' }) input: CommissionPlanPublishInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return payload(context, info, () => this.plans.publish(context.request, input));
  }

  @FieldResolver(() => [CommissionTerms], { description: 'Its terms by time, the first ones first; a draft stands last.' })
  terms() {
    return readAhead();
  }
}
