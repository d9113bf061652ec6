import { Args, FieldResolver, Resolver } from 'type-graphql';
import { ForwardArgs } from '../../graphql/connection.js';
import { readAhead } from '../../graphql/relation.js';
import { AuditEntryConnection } from '../audit/index.js';
import { Client } from './client.types.js';

/** The audit log is below the clients, so the field that leads to it is declared here. */
@Resolver(() => Client)
export class ClientAuditTrailResolver {
  @FieldResolver(() => AuditEntryConnection, {
    nullable: true,
    description: "The client's own history: what was done to it and to what belongs to it, and who read its personal data; newest first.",
  })
  auditTrail(@Args(() => ForwardArgs) _args: ForwardArgs) {
    return readAhead();
  }
}
