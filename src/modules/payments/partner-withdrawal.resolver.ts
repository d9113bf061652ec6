import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { GatewayContext } from '../../graphql/context.js';
import { type DecisionService, TransactionPayload, transactionPayload } from '../transactions/index.js';
import { destinationPayload } from './destination.resolver.js';
import type { DestinationService } from './destination.service.js';
import {
  PartnerDestinationAddInput,
  PartnerDestinationRetireInput,
  PartnerWithdrawalCancelInput,
  PartnerWithdrawalPreviewArgs,
  PartnerWithdrawalRequestInput,
} from './partner-withdrawal.inputs.js';
import { PayoutDestinationPayload } from './payment.inputs.js';
import { previewOf } from './payment.resolver.js';
import { WithdrawalPreview } from './payment.types.js';
import type { WithdrawalService } from './withdrawal.service.js';

/**
 * What partners take out of their wallets, by the path of clients' withdrawals. Fields of their own, under a permission of its own: the one
 * for clients' money would let a partner ask for what belongs to the clients whom it sees.
 */
@Resolver()
export class PartnerWithdrawalResolver {
  constructor(
    private readonly withdrawals: WithdrawalService,
    private readonly destinations: DestinationService,
    private readonly decisions: DecisionService,
  ) {}

  @Query(() => WithdrawalPreview, { description: "What a partner's withdrawal would do, and all that stands in its way. It changes nothing." })
  async partnerWithdrawalPreview(
    @Args(() => PartnerWithdrawalPreviewArgs) args: PartnerWithdrawalPreviewArgs,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return previewOf(context, info, args.currency, await this.withdrawals.preview(context.request.actor, args));
  }

  @Mutation(() => TransactionPayload, {
    description: "Asks for money out of a partner's wallet. The amount is held at once; when it has the approvals that the policy asks for, it is sent.",
  })
  partnerWithdrawalRequest(
    @Arg('input', () => PartnerWithdrawalRequestInput, { description: 'Whose wallet, how much, and where to.' }) input: PartnerWithdrawalRequestInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return transactionPayload(context, info, () => this.withdrawals.request(context.request, input));
  }

  @Mutation(() => TransactionPayload, { description: "Takes a partner's withdrawal back before anything has left, and gives back what it held." })
  partnerWithdrawalCancel(
    @Arg('input', () => PartnerWithdrawalCancelInput, { description: 'What you cancel.' }) input: PartnerWithdrawalCancelInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return transactionPayload(context, info, () => this.decisions.cancelOfPartner(context.request, input));
  }

  @Mutation(() => PayoutDestinationPayload, { description: "Adds a place where a partner's money may go, once somebody of the staff has verified it." })
  partnerDestinationAdd(
    @Arg('input', () => PartnerDestinationAddInput, { description: 'Whose it is, and where.' }) input: PartnerDestinationAddInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return destinationPayload(context, info, () => this.destinations.add(context.request, input));
  }

  @Mutation(() => PayoutDestinationPayload, { description: "Takes a partner's destination out of use." })
  partnerDestinationRetire(
    @Arg('input', () => PartnerDestinationRetireInput, { description: 'Which one.' }) input: PartnerDestinationRetireInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return destinationPayload(context, info, () => this.destinations.retire(context.request, input, true));
  }
}
