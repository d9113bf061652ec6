import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { GatewayContext } from '../../graphql/context.js';
import { answer } from '../../graphql/user-error.js';
import { KycVendorPolicy, KycVendorPolicyPayload, KycVendorPolicySetInput } from './vendor-policy.types.js';
import type { VendorPolicyService } from './vendor-policy.service.js';

@Resolver()
export class KycVendorPolicyResolver {
  constructor(private readonly policies: VendorPolicyService) {}

  @Query(() => [KycVendorPolicy], { description: 'How much the word of the vendor who verifies identity counts, by licensed entity.' })
  kycVendorPolicies() {
    return this.policies.all();
  }

  @Mutation(() => KycVendorPolicyPayload, { description: 'Sets how much the word of the vendor counts. It holds for what the vendor says from now on.' })
  kycVendorPolicySet(
    @Arg('input', () => KycVendorPolicySetInput, { description: 'For whom, and what.' }) input: KycVendorPolicySetInput,
    @Ctx() context: GatewayContext,
  ) {
    return answer(async () => ({ policy: await this.policies.set(context.request, input) }));
  }
}
