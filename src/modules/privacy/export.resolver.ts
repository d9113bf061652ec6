import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, ID, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { GatewayContext } from '../../graphql/context.js';
import { answer } from '../../graphql/user-error.js';
import type { ExportService } from './export.service.js';
import { ClientExport, ClientExportConnection, ClientExportPayload, ClientExportRequestInput, ClientExportsArgs } from './export.types.js';

@Resolver()
export class ExportResolver {
  constructor(private readonly service: ExportService) {}

  @Query(() => ClientExport, { nullable: true, description: 'One export. Null: there is none, or none that you may see.' })
  clientExport(@Arg('id', () => ID, { description: 'The id of the export.' }) id: string, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return context.one(info, { id });
  }

  @Query(() => ClientExportConnection, { description: 'Exports, a page at a time.' })
  clientExports(@Args(() => ClientExportsArgs) args: ClientExportsArgs, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return context.page(info, { ...args });
  }

  @Mutation(() => ClientExportPayload, { description: 'Has all that is held on a client put together. It takes a moment, and is kept for a week.' })
  clientExportRequest(
    @Arg('input', () => ClientExportRequestInput, { description: 'Whose data.' }) { clientId }: ClientExportRequestInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return answer(async () => ({ clientExport: await context.under(info, 'clientExport', await this.service.request(context.request, clientId)) }));
  }
}
