import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { GatewayContext } from '../../graphql/context.js';
import { readAhead } from '../../graphql/relation.js';
import { answer } from '../../graphql/user-error.js';
import { Task } from '../tasks/index.js';
import type { VendorEventService } from './vendor-event.service.js';
import {
  KycVendorEvent,
  KycVendorEventConnection,
  KycVendorEventDismissInput,
  KycVendorEventMatchInput,
  KycVendorEventPayload,
  KycVendorEventsArgs,
} from './vendor-event.types.js';
import { KycVerification } from './verification.types.js';

const payload = (context: GatewayContext, info: GraphQLResolveInfo, work: () => Promise<string>) =>
  answer(async () => ({ event: await context.under(info, 'event', await work()) }));

@Resolver()
export class KycVendorEventResolver {
  constructor(private readonly events: VendorEventService) {}

  @Query(() => KycVendorEventConnection, { description: 'What the vendor who verifies identity told us, a page at a time.' })
  kycVendorEvents(@Args(() => KycVendorEventsArgs) args: KycVendorEventsArgs, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return context.page(info, { ...args });
  }

  @Mutation(() => KycVendorEventPayload, {
    description: 'Says which verification news are about that found no place. The vendor is asked how it stands; nothing follows from the news alone.',
  })
  kycVendorEventMatch(
    @Arg('input', () => KycVendorEventMatchInput, { description: 'Which news, and what they are about.' }) input: KycVendorEventMatchInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return payload(context, info, () => this.events.match(context.request, input));
  }

  @Mutation(() => KycVendorEventPayload, { description: 'Lays news aside that found no place. Nothing follows from them.' })
  kycVendorEventDismiss(
    @Arg('input', () => KycVendorEventDismissInput, { description: 'Which news, and why.' }) input: KycVendorEventDismissInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return payload(context, info, () => this.events.dismiss(context.request, input));
  }
}

/** The fields that this module adds to tasks. */
@Resolver(() => Task)
export class TaskVendorResolver {
  @FieldResolver(() => KycVerification, { nullable: true, description: 'The verification by the vendor that it is about.' })
  kycVerification() {
    return readAhead();
  }

  @FieldResolver(() => KycVendorEvent, { nullable: true, description: "The vendor's news that it is about." })
  kycVendorEvent() {
    return readAhead();
  }
}
