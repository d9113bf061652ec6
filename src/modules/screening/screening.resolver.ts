import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { GatewayContext } from '../../graphql/context.js';
import { readAhead } from '../../graphql/relation.js';
import { answer } from '../../graphql/user-error.js';
import { Task } from '../tasks/index.js';
import { Client } from '../clients/index.js';
import type { ScreeningHitService } from './hit.service.js';
import { ScreeningHitDecideInput, ScreeningHitPayload, ScreeningRunInput, ScreeningRunPayload } from './screening.inputs.js';
import type { ScreeningService } from './screening.service.js';
import { ClientHitsArgs, ClientScreening, ScreeningHit, ScreeningHitConnection, ScreeningHitsArgs, ScreeningListVersion } from './screening.types.js';

@Resolver()
export class ScreeningResolver {
  constructor(
    private readonly screenings: ScreeningService,
    private readonly hits: ScreeningHitService,
  ) {}

  @Query(() => ScreeningHit, { nullable: true, description: 'One hit. Null: there is none, or none that you may see.' })
  screeningHit(@Arg('id', () => ID, { description: 'The id of the hit.' }) id: string, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return context.one(info, { id });
  }

  @Query(() => ScreeningHitConnection, { description: 'Entries of lists that may be clients, the oldest first, a page at a time.' })
  screeningHits(@Args(() => ScreeningHitsArgs) args: ScreeningHitsArgs, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return context.page(info, { ...args });
  }

  @Query(() => [ScreeningListVersion], { description: 'The lists that clients are looked for on, as they were last taken over.' })
  screeningLists() {
    return this.screenings.lists();
  }

  @Mutation(() => ScreeningRunPayload, { description: 'Compares a client with all lists now. What was decided before is not asked again.' })
  screeningRun(
    @Arg('input', () => ScreeningRunInput, { description: 'Which client.' }) input: ScreeningRunInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return answer(async () => ({ client: await context.under(info, 'client', await this.screenings.run(context.request, input.clientId)) }));
  }

  @Mutation(() => ScreeningHitPayload, {
    description: 'Decides whether an entry of a list is the client. A confirmed match is taken back by another person only.',
  })
  screeningHitDecide(
    @Arg('input', () => ScreeningHitDecideInput, { description: 'Which hit, and what it is.' }) input: ScreeningHitDecideInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return answer(async () => ({ hit: await context.under(info, 'hit', await this.hits.decide(context.request, input)) }));
  }
}

/** The field that this module adds to clients. */
@Resolver(() => Client)
export class ClientScreeningResolver {
  @FieldResolver(() => ClientScreening, { nullable: true, description: 'Where the screening of the client stands; null: it was not looked at yet.' })
  screening() {
    return readAhead();
  }
}

@Resolver(() => ClientScreening)
export class ScreeningHitsResolver {
  @FieldResolver(() => ScreeningHitConnection, { nullable: true, description: 'What was found, the newest first, history included.' })
  hits(@Args(() => ClientHitsArgs) _args: ClientHitsArgs) {
    return readAhead();
  }
}

/** The field that this module adds to tasks. */
@Resolver(() => Task)
export class TaskScreeningResolver {
  @FieldResolver(() => ScreeningHit, { nullable: true, description: 'What was found on a list, that it is about.' })
  screeningHit() {
    return readAhead();
  }
}
