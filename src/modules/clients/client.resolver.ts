import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { GatewayContext } from '../../graphql/context.js';
import { readAhead } from '../../graphql/relation.js';
import { answer } from '../../graphql/user-error.js';
import { Partner } from '../partners/index.js';
import {
  ClientAssignPartnerInput,
  ClientPayload,
  ClientRegisterInput,
  ClientTransitionInput,
  ClientUpdateInput,
  RestrictionAddInput,
  RestrictionLiftInput,
  RestrictionPayload,
} from './client.inputs.js';
import type { ClientService } from './client.service.js';
import { Client, ClientConnection, ClientsArgs, PartnerClientsArgs } from './client.types.js';
import { RestrictionConnection, RestrictionsArgs } from './restriction.types.js';
import type { RestrictionService } from './restriction.service.js';

@Resolver()
export class ClientResolver {
  constructor(
    private readonly clients: ClientService,
    private readonly restrictions: RestrictionService,
  ) {}

  @Query(() => Client, { nullable: true, description: 'One client, by id or by reference. Null: there is none, or none that you may see.' })
  client(
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
    @Arg('id', () => ID, { nullable: true, description: 'The id of the client.' }) id?: string | null,
    @Arg('reference', () => String, { nullable: true, description: 'What people say on the phone: C100042.' }) reference?: string | null,
  ) {
    return context.one(info, { id, reference });
  }

  @Query(() => ClientConnection, { name: 'clients', description: 'Clients, a page at a time.' })
  clientList(@Args(() => ClientsArgs) args: ClientsArgs, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return context.page(info, { ...args });
  }

  @Query(() => RestrictionConnection, { name: 'restrictions', description: 'What clients may not do, or might not: with reason and author, a page at a time.' })
  restrictionList(@Args(() => RestrictionsArgs) args: RestrictionsArgs, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return context.page(info, { ...args });
  }

  @Mutation(() => ClientPayload, { description: 'Registers a client.' })
  clientRegister(
    @Arg('input', () => ClientRegisterInput, { description: 'The new client.' }) input: ClientRegisterInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.#payload(context, info, () => this.clients.register(context.request, input));
  }

  @Mutation(() => ClientPayload, { description: 'Changes a client. Left out: unchanged; null: cleared.' })
  clientUpdate(
    @Arg('input', () => ClientUpdateInput, { description: 'What changes.' }) input: ClientUpdateInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.#payload(context, info, () => this.clients.update(context.request, input));
  }

  @Mutation(() => ClientPayload, { description: 'Takes a client a step along the onboarding. An illegal step names the legal ones.' })
  clientTransition(
    @Arg('input', () => ClientTransitionInput, { description: 'The step.' }) input: ClientTransitionInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.#payload(context, info, () => this.clients.transition(context.request, input));
  }

  @Mutation(() => ClientPayload, { description: 'Says who introduced a client, from now on. What was earned before stays.' })
  clientAssignPartner(
    @Arg('input', () => ClientAssignPartnerInput, { description: 'Client and partner.' }) input: ClientAssignPartnerInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.#payload(context, info, () => this.clients.assignPartner(context.request, input));
  }

  @Mutation(() => RestrictionPayload, { description: 'Forbids a client, or one of its accounts, something.' })
  restrictionAdd(
    @Arg('input', () => RestrictionAddInput, { description: 'The restriction.' }) input: RestrictionAddInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.#restrictionPayload(context, info, () => this.restrictions.add(context.request, input));
  }

  @Mutation(() => RestrictionPayload, { description: 'Ends a restriction. It stays on record.' })
  restrictionLift(
    @Arg('input', () => RestrictionLiftInput, { description: 'Which one, and why.' }) input: RestrictionLiftInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.#restrictionPayload(context, info, () => this.restrictions.lift(context.request, input));
  }

  #payload(context: GatewayContext, info: GraphQLResolveInfo, work: () => Promise<string>) {
    return answer(async () => ({ client: await context.under(info, 'client', await work()) }));
  }

  #restrictionPayload(context: GatewayContext, info: GraphQLResolveInfo, work: () => Promise<{ restrictionId: string; clientId: string }>) {
    return answer(async () => {
      const done = await work();
      const [restriction, client] = await Promise.all([context.under(info, 'restriction', done.restrictionId), context.under(info, 'client', done.clientId)]);
      return { restriction, client };
    });
  }
}

/** The field that this module adds to partners. */
@Resolver(() => Partner)
export class PartnerClientsResolver {
  @FieldResolver(() => ClientConnection, { nullable: true, description: 'The clients whom the partner itself introduced (not those of its subtree).' })
  clients(@Args(() => PartnerClientsArgs) _args: PartnerClientsArgs) {
    return readAhead();
  }
}
