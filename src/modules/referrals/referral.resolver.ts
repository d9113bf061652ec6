import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { GatewayContext } from '../../graphql/context.js';
import { readAhead } from '../../graphql/relation.js';
import { answer } from '../../graphql/user-error.js';
import { Partner } from '../partners/index.js';
import type { ReferralService } from './referral.service.js';
import {
  PartnerReferralLinksArgs,
  ReferralDay,
  ReferralLandingPage,
  ReferralLandingPagePayload,
  ReferralLandingPageSetInput,
  ReferralLink,
  ReferralLinkConnection,
  ReferralLinkCreateInput,
  ReferralLinkPayload,
  ReferralLinkRetireInput,
  ReferralLinksArgs,
  ReferralPeriodArgs,
  ReferralPolicy,
  ReferralPolicyPayload,
  ReferralPolicySetInput,
  ReferralTotals,
} from './referral.types.js';

const payload = (context: GatewayContext, info: GraphQLResolveInfo, work: () => Promise<string>) =>
  answer(async () => ({ referralLink: await context.under(info, 'referralLink', await work()) }));

@Resolver()
export class ReferralResolver {
  constructor(private readonly referrals: ReferralService) {}

  @Query(() => ReferralLinkConnection, { name: 'referralLinks', description: 'Referral links, by when they were made. Partners see their own.' })
  referralLinkList(@Args(() => ReferralLinksArgs) args: ReferralLinksArgs, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return context.page(info, { ...args });
  }

  @Query(() => [ReferralLandingPage], { description: 'Where referral links may lead, the default place first.' })
  referralLandingPages() {
    return this.referrals.landingPages();
  }

  @Query(() => ReferralPolicy, { description: 'How clicks on referral links count.' })
  referralPolicy() {
    return this.referrals.policy();
  }

  @Mutation(() => ReferralLinkPayload, { description: 'Makes a referral link with a code of its own.' })
  referralLinkCreate(
    @Arg('input', () => ReferralLinkCreateInput, { description: 'Whose, what for, and where to.' }) input: ReferralLinkCreateInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return payload(context, info, () => this.referrals.create(context.request, input));
  }

  @Mutation(() => ReferralLinkPayload, { description: 'Takes a referral link out of use for good. What came of it stays.' })
  referralLinkRetire(
    @Arg('input', () => ReferralLinkRetireInput, { description: 'Which one.' }) input: ReferralLinkRetireInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return payload(context, info, () => this.referrals.retire(context.request, input));
  }

  @Mutation(() => ReferralLandingPagePayload, { description: 'Says where referral links may lead.' })
  referralLandingPageSet(
    @Arg('input', () => ReferralLandingPageSetInput, { description: 'The place.' }) input: ReferralLandingPageSetInput,
    @Ctx() context: GatewayContext,
  ) {
    return answer(async () => ({ landingPage: await this.referrals.setLandingPage(context.request, input) }));
  }

  @Mutation(() => ReferralPolicyPayload, { description: 'Says how clicks on referral links count from now on, those of before too.' })
  referralPolicySet(
    @Arg('input', () => ReferralPolicySetInput, { description: 'How they count.' }) input: ReferralPolicySetInput,
    @Ctx() context: GatewayContext,
  ) {
    return answer(async () => ({ policy: await this.referrals.setPolicy(context.request, input) }));
  }
}

/** What came of a link. */
@Resolver(() => ReferralLink)
export class ReferralLinkResolver {
  @FieldResolver(() => ReferralTotals, { description: 'What came of it.' })
  totals(@Args(() => ReferralPeriodArgs) _args: ReferralPeriodArgs) {
    return readAhead();
  }

  @FieldResolver(() => [ReferralDay], { description: 'What came of it by day and campaign, the newest first; at most 1000 rows.' })
  days(@Args(() => ReferralPeriodArgs) _args: ReferralPeriodArgs) {
    return readAhead();
  }
}

/** The field that this module adds to partners. */
@Resolver(() => Partner)
export class PartnerReferralLinksResolver {
  @FieldResolver(() => ReferralLinkConnection, { nullable: true, description: "The partner's links, by when they were made. Partners see their own." })
  referralLinks(@Args(() => PartnerReferralLinksArgs) _args: PartnerReferralLinksArgs) {
    return readAhead();
  }
}
