import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { GatewayContext } from '../../graphql/context.js';
import { answer } from '../../graphql/user-error.js';
import type { TradingServerService } from './trading-server.service.js';
import { TradingServer, TradingServerPayload, TradingServerSetInput } from './trading-server.types.js';

@Resolver()
export class TradingServerResolver {
  constructor(private readonly servers: TradingServerService) {}

  @Query(() => [TradingServer], { description: "The platforms' servers that accounts are opened on." })
  tradingServers() {
    return this.servers.all();
  }

  @Mutation(() => TradingServerPayload, { description: 'Adds a server, or says where its logins go on from.' })
  tradingServerSet(
    @Arg('input', () => TradingServerSetInput, { description: 'Which server, and its next login.' }) input: TradingServerSetInput,
    @Ctx() context: GatewayContext,
  ) {
    return answer(async () => ({ tradingServer: await this.servers.set(context.request, input) }));
  }
}
