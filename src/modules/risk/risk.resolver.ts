import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { GatewayContext } from '../../graphql/context.js';
import { readAhead } from '../../graphql/relation.js';
import { answer } from '../../graphql/user-error.js';
import { Task } from '../tasks/index.js';
import { Client } from '../clients/index.js';
import {
  RiskAssessInput,
  RiskOverrideConfirmInput,
  RiskOverrideDeclineInput,
  RiskOverrideEndInput,
  RiskOverrideInput,
  RiskOverridePayload,
  RiskPayload,
  RiskReviewCompleteInput,
} from './risk.inputs.js';
import type { RiskOverrideService } from './override.service.js';
import type { RiskService } from './risk.service.js';
import { RiskOverride, RiskOverrideConnection, RiskOverridesArgs, RiskRating, RiskRatingConnection, RiskRatingsArgs } from './risk.types.js';

const clientPayload = (context: GatewayContext, info: GraphQLResolveInfo, work: () => Promise<string>) =>
  answer(async () => ({ client: await context.under(info, 'client', await work()) }));
const overridePayload = (context: GatewayContext, info: GraphQLResolveInfo, work: () => Promise<string>) =>
  answer(async () => ({ override: await context.under(info, 'override', await work()) }));

@Resolver()
export class RiskResolver {
  constructor(
    private readonly risk: RiskService,
    private readonly overrides: RiskOverrideService,
  ) {}

  @Query(() => RiskOverride, { nullable: true, description: 'One override. Null: there is none, or none that you may see.' })
  riskOverride(@Arg('id', () => ID, { description: 'The id of the override.' }) id: string, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return context.one(info, { id });
  }

  @Query(() => RiskOverrideConnection, { description: 'Levels that people set or propose in place of the rules, the oldest first, a page at a time.' })
  riskOverrides(@Args(() => RiskOverridesArgs) args: RiskOverridesArgs, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return context.page(info, { ...args });
  }

  @Mutation(() => RiskPayload, { description: 'Rates a client by the rules now. Whoever does it has looked at the client: the review is done with it.' })
  riskAssess(
    @Arg('input', () => RiskAssessInput, { description: 'Which client, and why.' }) input: RiskAssessInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return clientPayload(context, info, () => this.risk.assessByPerson(context.request, input));
  }

  @Mutation(() => RiskPayload, { description: 'Says that a client was looked at, and that the rating stands. The next review is set from today.' })
  riskReviewComplete(
    @Arg('input', () => RiskReviewCompleteInput, { description: 'Which client, and what was looked at.' }) input: RiskReviewCompleteInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return clientPayload(context, info, () => this.risk.completeReview(context.request, input));
  }

  @Mutation(() => RiskOverridePayload, {
    name: 'riskOverride',
    description: 'Sets another level than the one that holds. A higher one holds at once; a lower one is proposed, and holds when a second person confirms it.',
  })
  riskOverrideAsk(
    @Arg('input', () => RiskOverrideInput, { description: 'Which client, which level, and why.' }) input: RiskOverrideInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return overridePayload(context, info, () => this.overrides.ask(context.request, input));
  }

  @Mutation(() => RiskOverridePayload, { description: 'Confirms a lower level that somebody else proposed: now it holds.' })
  riskOverrideConfirm(
    @Arg('input', () => RiskOverrideConfirmInput, { description: 'Which override.' }) input: RiskOverrideConfirmInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return overridePayload(context, info, () => this.overrides.confirm(context.request, input));
  }

  @Mutation(() => RiskOverridePayload, { description: 'Declines a proposed level, or takes it back.' })
  riskOverrideDecline(
    @Arg('input', () => RiskOverrideDeclineInput, { description: 'Which override, and why.' }) input: RiskOverrideDeclineInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return overridePayload(context, info, () => this.overrides.decline(context.request, input));
  }

  @Mutation(() => RiskOverridePayload, {
    description: 'Ends an override: from now on the level of the rules holds. Who raised a level does not lower it again.',
  })
  riskOverrideEnd(
    @Arg('input', () => RiskOverrideEndInput, { description: 'Which override, and why.' }) input: RiskOverrideEndInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return overridePayload(context, info, () => this.overrides.end(context.request, input));
  }
}

/** The fields that this module adds to clients. */
@Resolver(() => Client)
export class ClientRiskResolver {
  @FieldResolver(() => RiskRating, { nullable: true, description: 'The rating that holds, with all that it follows from; null: the client was not rated yet.' })
  riskRating() {
    return readAhead();
  }

  @FieldResolver(() => RiskRatingConnection, { nullable: true, description: 'All ratings, the newest first.' })
  riskRatings(@Args(() => RiskRatingsArgs) _args: RiskRatingsArgs) {
    return readAhead();
  }
}

/** The field that this module adds to tasks. */
@Resolver(() => Task)
export class TaskRiskResolver {
  @FieldResolver(() => RiskOverride, { nullable: true, description: 'The other rating that it is about.' })
  riskOverride() {
    return readAhead();
  }
}
