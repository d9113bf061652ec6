import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { GatewayContext } from '../../graphql/context.js';
import { answer } from '../../graphql/user-error.js';
import type { ExchangeRateImporter } from './exchange-rate.importer.js';
import type { ExchangeRateService } from './exchange-rate.service.js';
import { ExchangeRateConnection, ExchangeRatePayload, ExchangeRatesArgs, ExchangeRateSetInput, ExchangeRatesImportPayload } from './exchange-rate.types.js';

@Resolver()
export class ExchangeRateResolver {
  constructor(
    private readonly rates: ExchangeRateService,
    private readonly importer: ExchangeRateImporter,
  ) {}

  @Query(() => ExchangeRateConnection, { description: 'Exchange rates, newest first, a page at a time.' })
  exchangeRates(@Args(() => ExchangeRatesArgs) args: ExchangeRatesArgs, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return context.page(info, { ...args });
  }

  @Mutation(() => ExchangeRatePayload, { description: 'Sets an exchange rate, by which transfers are exchanged from now on.' })
  exchangeRateSet(
    @Arg('input', () => ExchangeRateSetInput, { description: 'Which pair, at which rate, and why.' }) input: ExchangeRateSetInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return answer(async () => ({ exchangeRate: await context.under(info, 'exchangeRate', await this.rates.set(context.request, input)) }));
  }

  @Mutation(() => ExchangeRatesImportPayload, { description: 'Fetches the newest reference rates now and stores those that are not stored yet.' })
  exchangeRatesImport(@Ctx() context: GatewayContext) {
    return answer(() => this.importer.importNow(context.request));
  }
}
