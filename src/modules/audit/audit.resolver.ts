import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, Info, Query, Resolver } from 'type-graphql';
import type { GatewayContext } from '../../graphql/context.js';
import { AuditEntryConnection, AuditLogArgs, AuditVerification } from './audit.types.js';
import type { AuditVerifier } from './audit.verifier.js';

@Resolver()
export class AuditResolver {
  constructor(private readonly verifier: AuditVerifier) {}

  @Query(() => AuditEntryConnection, { description: 'The audit log, newest first, a page at a time.' })
  auditLog(@Args(() => AuditLogArgs) args: AuditLogArgs, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return context.page(info, { ...args });
  }

  @Query(() => AuditVerification, {
    description: 'Walks the whole audit log and tells whether anything was altered, removed, put in or exchanged. A million entries take about a minute.',
  })
  async auditLogVerify(@Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    const { entries, finding } = await this.verifier.verify();
    const firstBroken = await context.under(info, 'firstBroken', finding?.entryId ?? null);
    return { isIntact: finding === null, entries, problem: finding?.problem ?? null, brokenNumber: finding?.number ?? null, firstBroken };
  }
}
