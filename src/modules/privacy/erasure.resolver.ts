import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { GatewayContext } from '../../graphql/context.js';
import { readAhead } from '../../graphql/relation.js';
import { answer } from '../../graphql/user-error.js';
import type { ErasureService } from './erasure.service.js';
import { Task } from '../tasks/index.js';
import {
  Erasure,
  ErasureCancelInput,
  ErasureConnection,
  ErasureDecideInput,
  ErasureLegalHoldSetInput,
  ErasurePayload,
  ErasureRequestInput,
  ErasuresArgs,
} from './erasure.types.js';

const payload = (context: GatewayContext, info: GraphQLResolveInfo, work: () => Promise<string>) =>
  answer(async () => ({ erasure: await context.under(info, 'erasure', await work()) }));

@Resolver()
export class ErasureResolver {
  constructor(private readonly service: ErasureService) {}

  @Query(() => Erasure, { nullable: true, description: 'One erasure. Null: there is none, or none that you may see.' })
  erasure(@Arg('id', () => ID, { description: 'The id of the erasure.' }) id: string, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return context.one(info, { id });
  }

  @Query(() => ErasureConnection, { description: 'Erasures, a page at a time.' })
  erasures(@Args(() => ErasuresArgs) args: ErasuresArgs, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return context.page(info, { ...args });
  }

  @Mutation(() => ErasurePayload, {
    description: 'Asks for the erasure of a client. What is kept for marketing goes at once; on the rest somebody else decides.',
  })
  erasureRequest(
    @Arg('input', () => ErasureRequestInput, { description: 'Whose data, and why.' }) input: ErasureRequestInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return payload(context, info, () => this.service.request(context.request, input));
  }

  @Mutation(() => ErasurePayload, { description: 'Grants or refuses an erasure. Whoever asked for it may not; what is in the way is named.' })
  erasureDecide(
    @Arg('input', () => ErasureDecideInput, { description: 'The decision.' }) { decision, ...input }: ErasureDecideInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return payload(context, info, () => this.service.decide(context.request, { ...input, grants: decision === 'GRANT' }));
  }

  @Mutation(() => ErasurePayload, { description: 'Takes an erasure back: by the client, or whoever asked for it.' })
  erasureCancel(
    @Arg('input', () => ErasureCancelInput, { description: 'Which one, and why.' }) input: ErasureCancelInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return payload(context, info, () => this.service.cancel(context.request, input));
  }

  @Mutation(() => ErasurePayload, { description: 'Holds what would be erased as evidence, or lets go of it.' })
  erasureLegalHoldSet(
    @Arg('input', () => ErasureLegalHoldSetInput, { description: 'Which one, and why.' }) input: ErasureLegalHoldSetInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return payload(context, info, () => this.service.setLegalHold(context.request, input));
  }
}

/** The field that this module adds to tasks. */
@Resolver(() => Task)
export class TaskErasureResolver {
  @FieldResolver(() => Erasure, { nullable: true, description: 'The erasure that it is about.' })
  erasure() {
    return readAhead();
  }
}
