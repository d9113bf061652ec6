import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { GatewayContext } from '../../graphql/context.js';
import { answer } from '../../graphql/user-error.js';
import type { RebateService } from './rebate.service.js';
import { RebateShareConnection, RebateSharePayload, RebateSharesArgs, RebateShareSetInput } from './rebate.types.js';

@Resolver()
export class RebateResolver {
  constructor(private readonly rebates: RebateService) {}

  @Query(() => RebateShareConnection, { description: 'Which part of their rewards partners leave to their clients, by when it began, a page at a time.' })
  rebateShares(@Args(() => RebateSharesArgs) args: RebateSharesArgs, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return context.page(info, { ...args });
  }

  @Mutation(() => RebateSharePayload, { description: 'Sets which part of its own reward a partner leaves to a client, or to all of its clients.' })
  rebateShareSet(
    @Arg('input', () => RebateShareSetInput, { description: 'Which part, of whose reward, for whom.' }) input: RebateShareSetInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return answer(async () => ({
      rebateShare: await context.under(info, 'rebateShare', await this.rebates.set(context.request, { ...input, share: input.share ?? null })),
    }));
  }
}
