import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { GatewayContext } from '../../graphql/context.js';
import { readAhead } from '../../graphql/relation.js';
import { answer } from '../../graphql/user-error.js';
import type { InstrumentService } from './instrument.service.js';
import {
  Instrument,
  InstrumentAlias,
  InstrumentAliasesSetInput,
  InstrumentConnection,
  InstrumentPayload,
  InstrumentRemoveInput,
  InstrumentsArgs,
  InstrumentsPayload,
  InstrumentsSetInput,
  InstrumentSuffixesPayload,
  InstrumentSuffixesSetInput,
  UnknownSymbol,
} from './instrument.types.js';

@Resolver(() => Instrument)
export class InstrumentResolver {
  constructor(private readonly instruments: InstrumentService) {}

  @Query(() => InstrumentConnection, { name: 'instruments', description: 'What is traded, by symbol, a page at a time.' })
  instrumentList(@Args(() => InstrumentsArgs) args: InstrumentsArgs, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return context.page(info, { ...args });
  }

  @Query(() => [String], { description: 'What servers hang onto symbols: ".m" of "XAUUSD.m".' })
  instrumentSuffixes() {
    return this.instruments.suffixes();
  }

  @Query(() => [UnknownSymbol], { description: 'What deals were done in and nothing was set up for by then, those with most deals first; at most 200.' })
  unknownSymbols() {
    return this.instruments.unknown();
  }

  @FieldResolver(() => [InstrumentAlias], { description: 'How servers write it otherwise.' })
  aliases() {
    return readAhead();
  }

  @Mutation(() => InstrumentsPayload, {
    description:
      'Sets instruments up, and changes others. What is worked out from then on reckons with the new figures, commissions that are there stay as they are.',
  })
  instrumentsSet(
    @Arg('input', () => InstrumentsSetInput, { description: 'Which ones, and why.' }) input: InstrumentsSetInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return answer(async () => {
      const ids = await this.instruments.set(context.request, input.instruments, input.reason);
      return { instruments: await context.underAll(info, 'instruments', ids) };
    });
  }

  @Mutation(() => InstrumentPayload, { description: 'Says how servers write an instrument otherwise.' })
  instrumentAliasesSet(
    @Arg('input', () => InstrumentAliasesSetInput, { description: 'Which instrument, and all its aliases.' }) input: InstrumentAliasesSetInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return answer(async () => ({ instrument: await context.under(info, 'instrument', await this.instruments.setAliases(context.request, input)) }));
  }

  @Mutation(() => InstrumentPayload, { description: 'Takes an instrument away that neither plans nor commissions know of, and its aliases.' })
  instrumentRemove(
    @Arg('input', () => InstrumentRemoveInput, { description: 'Which one, and why.' }) input: InstrumentRemoveInput,
    @Ctx() context: GatewayContext,
  ) {
    return answer(async () => {
      await this.instruments.remove(context.request, input);
      return { instrument: null };
    });
  }

  @Mutation(() => InstrumentSuffixesPayload, { description: 'Says what servers hang onto symbols.' })
  instrumentSuffixesSet(
    @Arg('input', () => InstrumentSuffixesSetInput, { description: 'All of them, and why.' }) input: InstrumentSuffixesSetInput,
    @Ctx() context: GatewayContext,
  ) {
    return answer(async () => ({ suffixes: await this.instruments.setSuffixes(context.request, input.suffixes, input.reason) }));
  }
}
