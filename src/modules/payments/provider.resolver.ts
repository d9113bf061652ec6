import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { GatewayContext } from '../../graphql/context.js';
import { answer } from '../../graphql/user-error.js';
import type { ProviderService } from './provider.service.js';
import {
  PaymentProviderCreateInput,
  PaymentProviderPayload,
  PaymentProviderSettings,
  PaymentProviderTermsSetInput,
  PaymentProviderTestInput,
  PaymentProviderTestPayload,
  PaymentProviderUpdateInput,
} from './provider.types.js';

@Resolver()
export class ProviderResolver {
  constructor(private readonly providers: ProviderService) {}

  @Query(() => PaymentProviderSettings, { nullable: true, description: 'How a provider is set up, without its secrets. Null: there is none of this code.' })
  paymentProviderSettings(@Arg('code', () => ID, { description: 'Which provider.' }) code: string) {
    return this.providers.view(code);
  }

  @Mutation(() => PaymentProviderPayload, { description: 'Sets a payment provider up.' })
  paymentProviderCreate(
    @Arg('input', () => PaymentProviderCreateInput, { description: 'What it is, and how it is reached.' }) input: PaymentProviderCreateInput,
    @Ctx() context: GatewayContext,
  ) {
    return answer(async () => ({ paymentProvider: await this.providers.create(context.request, input) }));
  }

  @Mutation(() => PaymentProviderPayload, { description: 'Changes how a payment provider is set up.' })
  paymentProviderUpdate(
    @Arg('input', () => PaymentProviderUpdateInput, { description: 'Which one, and what changes.' }) input: PaymentProviderUpdateInput,
    @Ctx() context: GatewayContext,
  ) {
    return answer(async () => ({ paymentProvider: await this.providers.update(context.request, input) }));
  }

  @Mutation(() => PaymentProviderPayload, { description: 'Sets what a provider takes and charges in a currency; from then on it takes that currency.' })
  paymentProviderTermsSet(
    @Arg('input', () => PaymentProviderTermsSetInput, { description: 'Which provider, which currency, and the terms.' }) input: PaymentProviderTermsSetInput,
    @Ctx() context: GatewayContext,
  ) {
    return answer(async () => ({ paymentProvider: await this.providers.setTerms(context.request, input) }));
  }

  @Mutation(() => PaymentProviderTestPayload, { description: 'Asks a provider about an order that it cannot know. No money moves.' })
  paymentProviderTest(
    @Arg('input', () => PaymentProviderTestInput, { description: 'Which provider.' }) input: PaymentProviderTestInput,
    @Ctx() context: GatewayContext,
  ) {
    return answer(() => this.providers.test(context.request, input.code));
  }
}
