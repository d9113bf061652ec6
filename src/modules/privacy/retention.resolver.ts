import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { GatewayContext } from '../../graphql/context.js';
import { answer } from '../../graphql/user-error.js';
import type { RetentionService } from './retention.service.js';
import { RetentionPolicy, RetentionPolicyPayload, RetentionPolicySetInput } from './retention.types.js';

@Resolver()
export class RetentionResolver {
  constructor(private readonly retention: RetentionService) {}

  @Query(() => [RetentionPolicy], { description: 'How long records of clients are kept, by licensed entity.' })
  retentionPolicies() {
    return this.retention.all();
  }

  @Mutation(() => RetentionPolicyPayload, { description: 'Sets how long records of clients are kept. It holds for erasures that are decided on from now on.' })
  retentionPolicySet(
    @Arg('input', () => RetentionPolicySetInput, { description: 'For whom, and how long.' }) input: RetentionPolicySetInput,
    @Ctx() context: GatewayContext,
  ) {
    return answer(async () => ({ retentionPolicy: await this.retention.set(context.request, input) }));
  }
}
