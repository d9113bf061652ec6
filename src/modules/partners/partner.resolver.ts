import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver } from 'type-graphql';
import { ForwardArgs } from '../../graphql/connection.js';
import type { GatewayContext } from '../../graphql/context.js';
import { readAhead } from '../../graphql/relation.js';
import { answer } from '../../graphql/user-error.js';
import { PartnerCreateInput, PartnerMoveInput, PartnerPayload } from './partner.inputs.js';
import type { PartnerService } from './partner.service.js';
import { Partner, PartnerConnection, PartnersArgs, PartnerSubtreeArgs } from './partner.types.js';

@Resolver()
export class PartnerResolver {
  constructor(private readonly partners: PartnerService) {}

  @Query(() => Partner, { nullable: true, description: 'One partner, by id or by reference. Null: there is none, or none that you may see.' })
  partner(
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
    @Arg('id', () => ID, { nullable: true, description: 'The id of the partner.' }) id?: string | null,
    @Arg('reference', () => String, { nullable: true, description: 'What people say on the phone: P3042.' }) reference?: string | null,
  ) {
    return context.one(info, { id, reference });
  }

  @Query(() => PartnerConnection, { name: 'partners', description: 'Partners, by when they were created, a page at a time.' })
  partnerList(@Args(() => PartnersArgs) args: PartnersArgs, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return context.page(info, { ...args });
  }

  @Mutation(() => PartnerPayload, { description: 'Adds a partner, with a referral code of its own. It is active at once.' })
  partnerCreate(
    @Arg('input', () => PartnerCreateInput, { description: 'The new partner.' }) input: PartnerCreateInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.#payload(context, info, () => this.partners.create(context.request, input));
  }

  @Mutation(() => PartnerPayload, { description: 'Moves a partner, with everyone below, to another place in the tree.' })
  partnerMove(
    @Arg('input', () => PartnerMoveInput, { description: 'Which partner, and where to.' }) input: PartnerMoveInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.#payload(context, info, () => this.partners.move(context.request, input));
  }

  #payload(context: GatewayContext, info: GraphQLResolveInfo, work: () => Promise<string>) {
    return answer(async () => ({ partner: await context.under(info, 'partner', await work()) }));
  }
}

/** The tree below a partner. */
@Resolver(() => Partner)
export class PartnerTreeResolver {
  @FieldResolver(() => PartnerConnection, { description: 'The partners directly below, by when they were created.' })
  children(@Args(() => ForwardArgs) _args: ForwardArgs) {
    return readAhead();
  }

  @FieldResolver(() => PartnerConnection, { description: 'The partner and everyone below, breadth first, at most maxDepth levels down.' })
  subtree(@Args(() => PartnerSubtreeArgs) _args: PartnerSubtreeArgs) {
    return readAhead();
  }
}
