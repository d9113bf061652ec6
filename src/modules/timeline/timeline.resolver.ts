import { Args, FieldResolver, Resolver } from 'type-graphql';
import { readAhead } from '../../graphql/relation.js';
import { Client } from '../clients/index.js';
import { TimelineArgs, TimelineEntryConnection } from './timeline.types.js';

/** The field that this module adds to clients. */
@Resolver(() => Client)
export class ClientTimelineResolver {
  @FieldResolver(() => TimelineEntryConnection, {
    nullable: true,
    description:
      'What happened with the client, newest first: money, documents, tasks, notes, sign-ins, the audit log, each as far as you may see it. For the staff alone.',
  })
  timeline(@Args(() => TimelineArgs) _args: TimelineArgs) {
    return readAhead();
  }
}
