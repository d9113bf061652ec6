import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { GatewayContext } from '../../graphql/context.js';
import { answer } from '../../graphql/user-error.js';
import type { CountryRiskService } from './country-risk.service.js';
import { CountryRisk, CountryRiskPayload, CountryRiskSetInput } from './country-risk.types.js';

@Resolver()
export class CountryRiskResolver {
  constructor(private readonly countries: CountryRiskService) {}

  @Query(() => [CountryRisk], { description: 'The countries whose risk the house has assessed.' })
  countryRisks() {
    return this.countries.all();
  }

  @Mutation(() => CountryRiskPayload, { description: 'Sets the risk of a country, or takes it off the list. All clients are rated anew in the background.' })
  countryRiskSet(
    @Arg('input', () => CountryRiskSetInput, { description: 'Which country, and its risk.' }) input: CountryRiskSetInput,
    @Ctx() context: GatewayContext,
  ) {
    return answer(async () => ({ countryRisk: await this.countries.set(context.request, input) }));
  }
}
