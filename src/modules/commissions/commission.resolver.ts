import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Query, Resolver } from 'type-graphql';
import type { GatewayContext } from '../../graphql/context.js';
import { readAhead } from '../../graphql/relation.js';
import { Client } from '../clients/index.js';
import { Partner } from '../partners/index.js';
import { CommissionPlan } from './commission-plan.types.js';
import { CommissionConnection, CommissionsArgs, CommissionSummary, CommissionSummaryArgs, PartnerCommissionsArgs } from './commission.types.js';

@Resolver()
export class CommissionResolver {
  @Query(() => CommissionConnection, { name: 'commissions', description: 'Commissions, by when they were booked, a page at a time.' })
  commissionList(@Args(() => CommissionsArgs) args: CommissionsArgs, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return context.page(info, { ...args });
  }
}

/** The fields that this module adds to partners. */
@Resolver(() => Partner)
export class PartnerCommissionsResolver {
  @FieldResolver(() => CommissionPlan, { nullable: true, description: 'The plan by which the partner earns; null: none yet.' })
  plan() {
    return readAhead();
  }

  @FieldResolver(() => CommissionConnection, {
    nullable: true,
    description: 'What the partner itself earned, from own clients and from the tree below, by when it was booked.',
  })
  commissions(@Args(() => PartnerCommissionsArgs) _args: PartnerCommissionsArgs) {
    return readAhead();
  }

  @FieldResolver(() => [CommissionSummary], {
    nullable: true,
    description:
      'What the partner itself earned, from own clients and from the tree below, summed up by trades; at most 1000 rows. Statements go by when it was booked: see CommissionStatement.tradedMonths.',
  })
  commissionSummary(@Args(() => CommissionSummaryArgs) _args: CommissionSummaryArgs) {
    return readAhead();
  }
}

/** The field that this module adds to clients. */
@Resolver(() => Client)
export class ClientRewardsResolver {
  @FieldResolver(() => [CommissionSummary], {
    nullable: true,
    description:
      "What the client's trades have brought, by currency: to you, for partners; for the broker, to the client's own partner. A partner's months are in its commissionSummary by CLIENT.",
  })
  rewards() {
    return readAhead();
  }
}
