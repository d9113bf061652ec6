import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, Info, Mutation, Resolver } from 'type-graphql';
import type { GatewayContext } from '../../graphql/context.js';
import { readAhead } from '../../graphql/relation.js';
import { answer } from '../../graphql/user-error.js';
import { Partner, PartnerPayload } from '../partners/index.js';
import type { MultiplierService } from './multiplier.service.js';
import { PartnerMultiplier, PartnerMultiplierSetInput } from './multiplier.types.js';

@Resolver(() => Partner)
export class MultiplierResolver {
  constructor(private readonly service: MultiplierService) {}

  @Mutation(() => PartnerPayload, {
    description: 'Sets what all rewards of a partner are multiplied by. Refused where a plan would then share out more than comes in.',
  })
  partnerMultiplierSet(
    @Arg('input', () => PartnerMultiplierSetInput, { description: 'Whose, how much, and from when on.' }) input: PartnerMultiplierSetInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return answer(async () => ({ partner: await context.under(info, 'partner', await this.service.set(context.request, input)) }));
  }

  @FieldResolver(() => [PartnerMultiplier], { description: 'Multipliers of its own by time, the first ones first; none: 1.' })
  multipliers() {
    return readAhead();
  }
}
