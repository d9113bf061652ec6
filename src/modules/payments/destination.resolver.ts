import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { GatewayContext } from '../../graphql/context.js';
import { answer } from '../../graphql/user-error.js';
import type { DestinationService } from './destination.service.js';
import {
  PayoutDestinationAddInput,
  PayoutDestinationPayload,
  PayoutDestinationRejectInput,
  PayoutDestinationRetireInput,
  PayoutDestinationVerifyInput,
} from './payment.inputs.js';
import { PayoutDestinationConnection, PayoutDestinationsArgs } from './payment.types.js';

/** Answers with a destination by the id that a service gives. */
export const destinationPayload = (context: GatewayContext, info: GraphQLResolveInfo, work: () => Promise<string>) =>
  answer(async () => ({ payoutDestination: await context.under(info, 'payoutDestination', await work()) }));

@Resolver()
export class DestinationResolver {
  constructor(private readonly destinations: DestinationService) {}

  @Query(() => PayoutDestinationConnection, { description: 'Where the money of clients and partners may go, a page at a time.' })
  payoutDestinations(@Args(() => PayoutDestinationsArgs) args: PayoutDestinationsArgs, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return context.page(info, { ...args });
  }

  @Mutation(() => PayoutDestinationPayload, { description: 'Adds a place where money may go, once somebody of the staff has verified it.' })
  payoutDestinationAdd(
    @Arg('input', () => PayoutDestinationAddInput, { description: 'Whose it is, and where.' }) input: PayoutDestinationAddInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return destinationPayload(context, info, () => this.destinations.add(context.request, input));
  }

  @Mutation(() => PayoutDestinationPayload, {
    description: 'Verifies a destination. Whoever added it may not; new ones wait for a while before they can be used.',
  })
  payoutDestinationVerify(
    @Arg('input', () => PayoutDestinationVerifyInput, { description: 'Which one.' }) input: PayoutDestinationVerifyInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return destinationPayload(context, info, () => this.destinations.verify(context.request, input));
  }

  @Mutation(() => PayoutDestinationPayload, { description: 'Rejects a destination, or takes a verification back.' })
  payoutDestinationReject(
    @Arg('input', () => PayoutDestinationRejectInput, { description: 'Which one, and why.' }) input: PayoutDestinationRejectInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return destinationPayload(context, info, () => this.destinations.reject(context.request, input));
  }

  @Mutation(() => PayoutDestinationPayload, { description: 'Takes a destination out of use.' })
  payoutDestinationRetire(
    @Arg('input', () => PayoutDestinationRetireInput, { description: 'Which one.' }) input: PayoutDestinationRetireInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return destinationPayload(context, info, () => this.destinations.retire(context.request, input));
  }
}
