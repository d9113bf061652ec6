import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { GatewayContext } from '../../graphql/context.js';
import { answer } from '../../graphql/user-error.js';
import type { PaymentEventService } from './event.service.js';
import { PaymentEventConnection, PaymentEventDismissInput, PaymentEventPayload, PaymentEventRetryInput, PaymentEventsArgs } from './event.types.js';

const payload = (context: GatewayContext, info: GraphQLResolveInfo, work: () => Promise<string>) =>
  answer(async () => ({ paymentEvent: await context.under(info, 'paymentEvent', await work()) }));

@Resolver()
export class PaymentEventResolver {
  constructor(private readonly events: PaymentEventService) {}

  @Query(() => PaymentEventConnection, { description: 'What providers told us, a page at a time.' })
  paymentEvents(@Args(() => PaymentEventsArgs) args: PaymentEventsArgs, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return context.page(info, { ...args });
  }

  @Mutation(() => PaymentEventPayload, { description: 'Works on an event again. Should it find no place again, a new case is opened of it.' })
  paymentEventRetry(
    @Arg('input', () => PaymentEventRetryInput, { description: 'Which event, and why.' }) input: PaymentEventRetryInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return payload(context, info, () => this.events.retry(context.request, input));
  }

  @Mutation(() => PaymentEventPayload, { description: 'Lays an event aside that found no place. Nothing is booked of it.' })
  paymentEventDismiss(
    @Arg('input', () => PaymentEventDismissInput, { description: 'Which event, and why.' }) input: PaymentEventDismissInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return payload(context, info, () => this.events.dismiss(context.request, input));
  }
}
