import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Mutation, Query, Resolver } from 'type-graphql';
import { PageArgs } from '../../graphql/connection.js';
import type { GatewayContext } from '../../graphql/context.js';
import { answer } from '../../graphql/user-error.js';
import type { ApiKeyService } from './api-key.service.js';
import { ApiKeyConnection, ApiKeyCreateInput, ApiKeyCreatePayload, ApiKeyPayload, ApiKeyRevokeInput } from './api-key.types.js';

@Resolver()
export class ApiKeyResolver {
  constructor(private readonly service: ApiKeyService) {}

  @Query(() => ApiKeyConnection, { description: 'API keys, a page at a time, the newest first; revoked ones stay on record.' })
  apiKeys(@Args(() => PageArgs) args: PageArgs, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return context.page(info, { ...args });
  }

  @Mutation(() => ApiKeyCreatePayload, { description: 'Makes an API key. The answer is the one place where it is shown.' })
  apiKeyCreate(
    @Arg('input', () => ApiKeyCreateInput, { description: 'What for, and what it may do.' }) input: ApiKeyCreateInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return answer(async () => {
      const { apiKeyId, key } = await this.service.create(context.request, input);
      return { apiKey: await context.under(info, 'apiKey', apiKeyId), key };
    });
  }

  @Mutation(() => ApiKeyPayload, { description: 'Ends an API key at once, on every instance. It cannot be taken back: make another.' })
  apiKeyRevoke(
    @Arg('input', () => ApiKeyRevokeInput, { description: 'Which key, and why.' }) input: ApiKeyRevokeInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return answer(async () => ({ apiKey: await context.under(info, 'apiKey', await this.service.revoke(context.request, input)) }));
  }
}
