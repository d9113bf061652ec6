import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver } from 'type-graphql';
import type { GatewayContext } from '../../graphql/context.js';
import { readAhead } from '../../graphql/relation.js';
import { Client } from '../clients/index.js';
import { ClientDocumentsArgs, Document, DocumentConnection, DocumentsArgs } from './document.types.js';

@Resolver()
export class DocumentResolver {
  @Query(() => Document, { nullable: true, description: 'One document. Null: there is none, or none that you may see.' })
  document(@Arg('id', () => ID, { description: 'The id of the document.' }) id: string, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return context.one(info, { id });
  }

  @Query(() => DocumentConnection, { description: 'Documents, a page at a time.' })
  documents(@Args(() => DocumentsArgs) args: DocumentsArgs, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return context.page(info, { ...args });
  }
}

/** The field that this module adds to clients. */
@Resolver(() => Client)
export class ClientDocumentsResolver {
  @FieldResolver(() => DocumentConnection, { nullable: true, description: 'The documents of the client.' })
  documents(@Args(() => ClientDocumentsArgs) _args: ClientDocumentsArgs) {
    return readAhead();
  }
}
