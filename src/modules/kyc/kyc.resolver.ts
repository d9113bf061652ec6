import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { GatewayContext } from '../../graphql/context.js';
import { readAhead } from '../../graphql/relation.js';
import { answer } from '../../graphql/user-error.js';
import { Client } from '../clients/index.js';
import {
  KycLevelPayload,
  KycLevelRemoveInput,
  KycLevelSetInput,
  KycReviewCompleteInput,
  KycReviewIntervalPayload,
  KycReviewIntervalSetInput,
  KycReviewPayload,
} from './kyc.inputs.js';
import type { KycPolicyService } from './kyc-policy.service.js';
import type { KycService } from './kyc.service.js';
import { ClientKyc, KycExpiringArgs, KycExpiryConnection, KycLevel, KycReviewInterval } from './kyc.types.js';

@Resolver()
export class KycResolver {
  constructor(
    private readonly kyc: KycService,
    private readonly policies: KycPolicyService,
  ) {}

  @Query(() => [KycLevel], { description: 'What each KYC level takes.' })
  kycLevels() {
    return this.policies.levels();
  }

  @Query(() => [KycReviewInterval], { description: 'How often compliance looks at clients, by their risk.' })
  kycReviewIntervals() {
    return this.policies.intervals();
  }

  @Query(() => KycExpiryConnection, { description: 'Clients whose KYC level falls soon unless something is renewed, the next first.' })
  kycExpiring(@Args(() => KycExpiringArgs) { withinDays, ...page }: KycExpiringArgs, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return context.page(info, { ...page, filter: { withinDays: Math.min(Math.max(withinDays, 0), 366) } });
  }

  @Mutation(() => KycLevelPayload, { description: 'Sets what a KYC level takes. The clients whom it concerns are assessed anew in the background.' })
  kycLevelSet(
    @Arg('input', () => KycLevelSetInput, { description: 'Which level, and all that it takes.' }) input: KycLevelSetInput,
    @Ctx() context: GatewayContext,
  ) {
    return answer(async () => ({ kycLevel: await this.policies.setLevel(context.request, input) }));
  }

  @Mutation(() => KycLevelPayload, { description: 'Takes a KYC level away. The clients whom it concerns are assessed anew in the background.' })
  kycLevelRemove(
    @Arg('input', () => KycLevelRemoveInput, { description: 'Which level, and why.' }) input: KycLevelRemoveInput,
    @Ctx() context: GatewayContext,
  ) {
    return answer(async () => ({ kycLevel: await this.policies.removeLevel(context.request, input) }));
  }

  @Mutation(() => KycReviewIntervalPayload, { description: 'Sets how often clients of a risk are looked at. They are assessed anew in the background.' })
  kycReviewIntervalSet(
    @Arg('input', () => KycReviewIntervalSetInput, { description: 'The risk and the months.' }) input: KycReviewIntervalSetInput,
    @Ctx() context: GatewayContext,
  ) {
    return answer(async () => ({ kycReviewInterval: await this.policies.setInterval(context.request, input) }));
  }

  @Mutation(() => KycReviewPayload, { description: 'Takes down that a client was looked at as a whole: the next review is counted from now.' })
  kycReviewComplete(
    @Arg('input', () => KycReviewCompleteInput, { description: 'Which client, and what was found.' }) input: KycReviewCompleteInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return answer(async () => ({ client: await context.under(info, 'client', await this.kyc.completeReview(context.request, input)) }));
  }
}

/** The field that this module adds to clients. */
@Resolver(() => Client)
export class ClientKycResolver {
  @FieldResolver(() => ClientKyc, {
    nullable: true,
    description: 'Where the verification of the client stands, and what is missing. Null: it is not for you to see.',
  })
  kyc() {
    return readAhead();
  }
}
