import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { GatewayContext } from '../../graphql/context.js';
import { Money } from '../../graphql/money.types.js';
import { readAhead } from '../../graphql/relation.js';
import { answer } from '../../graphql/user-error.js';
import { Task } from '../tasks/index.js';
import type { PayoutRunService } from './run.service.js';
import {
  CommissionPayoutConnection,
  CommissionPayoutMinimumPayload,
  CommissionPayoutMinimumSetInput,
  CommissionPayoutRun,
  CommissionPayoutRunApproveInput,
  CommissionPayoutRunConnection,
  CommissionPayoutRunDraftInput,
  CommissionPayoutRunEndInput,
  CommissionPayoutRunInput,
  CommissionPayoutRunPayload,
  CommissionPayoutRunsArgs,
  CommissionPayoutsArgs,
} from './run.types.js';

const payload = (context: GatewayContext, info: GraphQLResolveInfo, work: () => Promise<string>) =>
  answer(async () => ({ run: await context.under(info, 'run', await work()) }));

const RUN = { description: 'Which run.' } as const;

@Resolver()
export class PayoutRunResolver {
  constructor(private readonly runs: PayoutRunService) {}

  @Query(() => CommissionPayoutRun, { nullable: true, description: 'One payout run. Null: there is none, or none that you may see.' })
  commissionPayoutRun(
    @Arg('id', () => ID, { description: 'The id of the run.' }) id: string,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return context.one(info, { id });
  }

  @Query(() => CommissionPayoutRunConnection, { description: 'Payout runs, a page at a time.' })
  commissionPayoutRuns(@Args(() => CommissionPayoutRunsArgs) args: CommissionPayoutRunsArgs, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return context.page(info, { ...args });
  }

  @Query(() => CommissionPayoutConnection, { description: 'Payouts of commissions and rebates, by run and partner, a page at a time.' })
  commissionPayouts(@Args(() => CommissionPayoutsArgs) args: CommissionPayoutsArgs, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return context.page(info, { ...args });
  }

  @Query(() => [Money], { description: 'The least that is paid out to a partner, by currency; where a currency is missing, every cent is.' })
  commissionPayoutMinimums() {
    return this.runs.minimums();
  }

  @Mutation(() => CommissionPayoutRunPayload, {
    description: 'Drafts a run over all that is owed out of closed periods: who would get what, and who is left out, and why.',
  })
  commissionPayoutRunDraft(
    @Arg('input', () => CommissionPayoutRunDraftInput, { description: 'The run.' }) input: CommissionPayoutRunDraftInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return payload(context, info, () => this.runs.draft(context.request, input));
  }

  @Mutation(() => CommissionPayoutRunPayload, { description: 'Puts a draft before somebody else, who approves or rejects it.' })
  commissionPayoutRunSubmit(
    @Arg('input', () => CommissionPayoutRunInput, RUN) input: CommissionPayoutRunInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return payload(context, info, () => this.runs.submit(context.request, input));
  }

  @Mutation(() => CommissionPayoutRunPayload, { description: 'Approves a run that somebody else has made; a job pays it.' })
  commissionPayoutRunApprove(
    @Arg('input', () => CommissionPayoutRunApproveInput, RUN) input: CommissionPayoutRunApproveInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return payload(context, info, () => this.runs.approve(context.request, input));
  }

  @Mutation(() => CommissionPayoutRunPayload, { description: 'Rejects a run that somebody else has made: nothing of it is paid.' })
  commissionPayoutRunReject(
    @Arg('input', () => CommissionPayoutRunEndInput, RUN) input: CommissionPayoutRunEndInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return payload(context, info, () => this.runs.reject(context.request, input));
  }

  @Mutation(() => CommissionPayoutRunPayload, { description: 'Takes a run back before any of it is paid.' })
  commissionPayoutRunCancel(
    @Arg('input', () => CommissionPayoutRunEndInput, RUN) input: CommissionPayoutRunEndInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return payload(context, info, () => this.runs.cancel(context.request, input));
  }

  @Mutation(() => CommissionPayoutRunPayload, { description: 'Has what failed of a run paid after all, by the amounts that were approved.' })
  commissionPayoutRunRetry(
    @Arg('input', () => CommissionPayoutRunInput, RUN) input: CommissionPayoutRunInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return payload(context, info, () => this.runs.retry(context.request, input));
  }

  @Mutation(() => CommissionPayoutMinimumPayload, { description: 'Sets the least that is paid out to a partner in a currency, from the next draft on.' })
  commissionPayoutMinimumSet(
    @Arg('input', () => CommissionPayoutMinimumSetInput, { description: 'The currency and the least.' }) input: CommissionPayoutMinimumSetInput,
    @Ctx() context: GatewayContext,
  ) {
    return answer(async () => ({ minimum: await this.runs.setMinimum(context.request, input) }));
  }
}

/** The field that this module adds to tasks. */
@Resolver(() => Task)
export class TaskPayoutRunResolver {
  @FieldResolver(() => CommissionPayoutRun, { nullable: true, description: 'The payout run that it is about.' })
  payoutRun() {
    return readAhead();
  }
}
