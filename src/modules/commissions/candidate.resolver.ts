import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, Info, Query, Resolver } from 'type-graphql';
import type { GatewayContext } from '../../graphql/context.js';
import { CommissionCandidateConnection, CommissionCandidatesArgs } from './candidate.types.js';

@Resolver()
export class CandidateResolver {
  @Query(() => CommissionCandidateConnection, {
    description: 'Clients for whom plans pay once they qualify: who does, and what the others lack. What changed last comes first, a page at a time.',
  })
  commissionCandidates(@Args(() => CommissionCandidatesArgs) args: CommissionCandidatesArgs, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return context.page(info, { ...args });
  }
}
