import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { Actor } from '../../access/actor.js';
import type { GatewayContext } from '../../graphql/context.js';
import { readAhead } from '../../graphql/relation.js';
import { answer } from '../../graphql/user-error.js';
import type { PartnerChangeService } from './change.service.js';
import {
  PartnerApplicationApproveInput,
  PartnerApplicationRefuseInput,
  PartnerApplicationSubmitInput,
  PartnerChangeCancelInput,
  PartnerPlanAssignInput,
  PartnerStandingInput,
} from './oversight.inputs.js';
import {
  PartnerApplication,
  PartnerApplicationConnection,
  PartnerApplicationPayload,
  PartnerApplicationsArgs,
  PartnerApplicationSubmitPayload,
  PartnerChangeConnection,
  PartnerChangePayload,
  PartnerChangesArgs,
  PartnerHealthFinding,
  PartnerRank,
  PartnerRankingArgs,
} from './oversight.types.js';
import type { PartnerApplicationService } from './partner-application.service.js';
import { PartnerPayload } from '../partners/index.js';
import type { PartnershipOverview } from './partnership.overview.js';
import { Task } from '../tasks/index.js';
import type { PartnerStandingService } from './standing.service.js';

type Work = () => Promise<string>;
const partnerPayload = (context: GatewayContext, info: GraphQLResolveInfo, work: Work) =>
  answer(async () => ({ partner: await context.under(info, 'partner', await work()) }));
const applicationPayload = (context: GatewayContext, info: GraphQLResolveInfo, work: Work) =>
  answer(async () => ({ application: await context.under(info, 'application', await work()) }));

/** Whether a partner works, by which plan, and what is to change later. */
@Resolver()
export class PartnerStandingResolver {
  constructor(
    private readonly standing: PartnerStandingService,
    private readonly changes: PartnerChangeService,
  ) {}

  @Query(() => PartnerChangeConnection, { name: 'partnerChanges', description: 'Changes for a later time, the latest first.' })
  partnerChangeList(@Args(() => PartnerChangesArgs) args: PartnerChangesArgs, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return context.page(info, { ...args });
  }

  @Mutation(() => PartnerPayload, { description: 'Stops a partner for now: it signs in no more, introduces nobody, and earns nothing by trades of that time.' })
  partnerSuspend(
    @Arg('input', () => PartnerStandingInput, { description: 'Which partner, and why.' }) input: PartnerStandingInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return partnerPayload(context, info, () => this.standing.change(context.request, 'SUSPENDED', input));
  }

  @Mutation(() => PartnerPayload, { description: 'Lets a suspended partner work again, or a pending one begin.' })
  partnerReactivate(
    @Arg('input', () => PartnerStandingInput, { description: 'Which partner, and why.' }) input: PartnerStandingInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return partnerPayload(context, info, () => this.standing.change(context.request, 'ACTIVE', input));
  }

  @Mutation(() => PartnerPayload, {
    description:
      'Ends the contract with a partner for good. Those below and its clients stay until somebody moves them. What it earned until then is paid, and what is in its wallet is taken out for it by the staff: see partnerWithdrawalRequest.',
  })
  partnerClose(
    @Arg('input', () => PartnerStandingInput, { description: 'Which partner, and why.' }) input: PartnerStandingInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return partnerPayload(context, info, () => this.standing.change(context.request, 'CLOSED', input));
  }

  @Mutation(() => PartnerPayload, { description: 'Gives a partner a plan, from now on or from a later time. Trades before are paid by what held then.' })
  partnerPlanAssign(
    @Arg('input', () => PartnerPlanAssignInput, { description: 'Which partner, which plan, since when.' }) input: PartnerPlanAssignInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return partnerPayload(context, info, () => this.changes.assignPlan(context.request, input));
  }

  @Mutation(() => PartnerChangePayload, { description: 'Takes a change back before its time has come.' })
  partnerChangeCancel(
    @Arg('input', () => PartnerChangeCancelInput, { description: 'Which change, and why.' }) input: PartnerChangeCancelInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return answer(async () => ({ change: await context.under(info, 'change', await this.changes.cancel(context.request, input)) }));
  }
}

/** Who wants to become a partner. */
@Resolver()
export class PartnerApplicationResolver {
  constructor(
    private readonly applications: PartnerApplicationService,
    /** Whoever applies without having signed in, once it is sure that its network does not apply without end. */
    private readonly visitor: (address: string) => Promise<Actor>,
  ) {}

  @Query(() => PartnerApplicationConnection, { name: 'partnerApplications', description: 'Applications to become a partner, the newest first.' })
  partnerApplicationList(@Args(() => PartnerApplicationsArgs) args: PartnerApplicationsArgs, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return context.page(info, { ...args });
  }

  @Mutation(() => PartnerApplicationSubmitPayload, {
    description: 'Applies to become a partner: without having signed in, or for somebody else. The answer is the same whether the applicant is known or not.',
  })
  partnerApplicationSubmit(
    @Arg('input', () => PartnerApplicationSubmitInput, { description: 'Who applies.' }) input: PartnerApplicationSubmitInput,
    @Ctx() context: GatewayContext,
  ) {
    return answer(async () => {
      const actor = context.actor ?? (await this.visitor(context.address));
      await this.applications.submit({ actor, requestId: context.requestId }, input);
      return { isReceived: true };
    });
  }

  @Mutation(() => PartnerApplicationPayload, { description: 'Makes a partner of an applicant. Whoever entered the application may not.' })
  partnerApplicationApprove(
    @Arg('input', () => PartnerApplicationApproveInput, { description: 'Which one, which plan, which place.' }) input: PartnerApplicationApproveInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return applicationPayload(context, info, () => this.applications.approve(context.request, input));
  }

  @Mutation(() => PartnerApplicationPayload, { description: 'Turns an applicant down. Whoever entered the application may not.' })
  partnerApplicationRefuse(
    @Arg('input', () => PartnerApplicationRefuseInput, { description: 'Which one, and why.' }) input: PartnerApplicationRefuseInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return applicationPayload(context, info, () => this.applications.refuse(context.request, input));
  }
}

/** The field that this module adds to tasks. */
@Resolver(() => Task)
export class TaskPartnerApplicationResolver {
  @FieldResolver(() => PartnerApplication, { nullable: true, description: 'The application to become a partner that it is about.' })
  partnerApplication() {
    return readAhead();
  }
}

/** The broker's view over all partners. */
@Resolver()
export class PartnershipOverviewResolver {
  constructor(private readonly overview: PartnershipOverview) {}

  @Query(() => [PartnerRank], { description: 'Partners by what they brought in a period, the best first.' })
  partnerRanking(@Args(() => PartnerRankingArgs) args: PartnerRankingArgs, @Ctx() context: GatewayContext) {
    return this.overview.rank(context.request.actor, args);
  }

  @Query(() => [PartnerHealthFinding], { description: 'What is wrong with the tree of partners: every issue, also those that nobody has.' })
  partnerTreeHealth(@Ctx() context: GatewayContext) {
    return this.overview.health(context.request.actor);
  }
}
