import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { GatewayContext } from '../../graphql/context.js';
import { answer } from '../../graphql/user-error.js';
import type { ScreeningPolicyService } from './screening-policy.service.js';
import { ScreeningPolicy, ScreeningPolicyPayload, ScreeningPolicySetInput } from './screening-policy.types.js';

@Resolver()
export class ScreeningPolicyResolver {
  constructor(private readonly policies: ScreeningPolicyService) {}

  @Query(() => ScreeningPolicy, { description: 'How screening weighs what speaks for or against a match.' })
  screeningPolicy() {
    return this.policies.policy();
  }

  @Mutation(() => ScreeningPolicyPayload, { description: 'Sets how screening weighs. It holds for what is compared from now on.' })
  screeningPolicySet(
    @Arg('input', () => ScreeningPolicySetInput, { description: 'What changes, and why.' }) input: ScreeningPolicySetInput,
    @Ctx() context: GatewayContext,
  ) {
    return answer(async () => ({ screeningPolicy: await this.policies.set(context.request, input) }));
  }
}
