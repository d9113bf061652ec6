import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Mutation, Resolver } from 'type-graphql';
import type { GatewayContext } from '../../graphql/context.js';
import { readAhead } from '../../graphql/relation.js';
import { answer } from '../../graphql/user-error.js';
import { Client } from '../clients/index.js';
import type { NoteService } from './note.service.js';
import {
  ClientNoteConnection,
  ClientNotesArgs,
  NoteAddInput,
  NoteConfideInput,
  NoteDeleteInput,
  NoteEditInput,
  NotePayload,
  NotePinInput,
} from './note.types.js';

const payload = (context: GatewayContext, info: GraphQLResolveInfo, work: () => Promise<string>) =>
  answer(async () => ({ note: await context.under(info, 'note', await work()) }));

@Resolver()
export class NoteResolver {
  constructor(private readonly notes: NoteService) {}

  @Mutation(() => NotePayload, { description: 'Writes something down about a client, for the staff alone.' })
  noteAdd(
    @Arg('input', () => NoteAddInput, { description: 'On whom, and what.' }) input: NoteAddInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return payload(context, info, () => this.notes.add(context.request, input));
  }

  @Mutation(() => NotePayload, { description: 'Words a note of your own anew. All its wordings are kept.' })
  noteEdit(
    @Arg('input', () => NoteEditInput, { description: 'Which note, and what it says now.' }) input: NoteEditInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return payload(context, info, () => this.notes.edit(context.request, input));
  }

  @Mutation(() => NotePayload, { description: 'Puts a note where everybody sees it first, or takes it away from there.' })
  notePin(
    @Arg('input', () => NotePinInput, { description: 'Which note.' }) input: NotePinInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return payload(context, info, () => this.notes.pin(context.request, input));
  }

  @Mutation(() => NotePayload, { description: 'Says that a note is in confidence, or no longer.' })
  noteConfide(
    @Arg('input', () => NoteConfideInput, { description: 'Which note, and whether it is.' }) input: NoteConfideInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return payload(context, info, () => this.notes.confide(context.request, input));
  }

  @Mutation(() => NotePayload, { description: 'Strikes a note out. It is kept, and stays to be read.' })
  noteDelete(
    @Arg('input', () => NoteDeleteInput, { description: 'Which note, and why.' }) input: NoteDeleteInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return payload(context, info, () => this.notes.delete(context.request, input));
  }
}

/** The field that this module adds to clients. */
@Resolver(() => Client)
export class ClientNotesResolver {
  @FieldResolver(() => ClientNoteConnection, { nullable: true, description: 'What the staff wrote down about the client, newest first.' })
  notes(@Args(() => ClientNotesArgs) _args: ClientNotesArgs) {
    return readAhead();
  }
}
