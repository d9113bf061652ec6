import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { GatewayContext } from '../../graphql/context.js';
import { answer } from '../../graphql/user-error.js';
import { RiskRuleSetDraftInput, RiskRuleSetPayload, RiskRuleSetPublishInput } from './risk.inputs.js';
import { RiskRuleSetConnection, RiskRuleSetsArgs } from './risk.types.js';
import type { RiskRuleSetService } from './rule-set.service.js';

@Resolver()
export class RiskRuleSetResolver {
  constructor(private readonly sets: RiskRuleSetService) {}

  @Query(() => RiskRuleSetConnection, { description: 'The rules that clients are rated by, the newest set first, a page at a time.' })
  riskRuleSets(@Args(() => RiskRuleSetsArgs) args: RiskRuleSetsArgs, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return context.page(info, { ...args });
  }

  @Mutation(() => RiskRuleSetPayload, { description: 'Drafts a new set of rules. It holds once somebody else has published it.' })
  riskRuleSetDraft(
    @Arg('input', () => RiskRuleSetDraftInput, { description: 'The whole set.' }) input: RiskRuleSetDraftInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return answer(async () => ({ ruleSet: await context.under(info, 'ruleSet', await this.sets.draft(context.request, input)) }));
  }

  @Mutation(() => RiskRuleSetPayload, { description: 'Publishes a set of rules that somebody else drafted. All clients are rated anew in the background.' })
  riskRuleSetPublish(
    @Arg('input', () => RiskRuleSetPublishInput, { description: 'Which set.' }) input: RiskRuleSetPublishInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return answer(async () => ({ ruleSet: await context.under(info, 'ruleSet', await this.sets.publish(context.request, input)) }));
  }
}
