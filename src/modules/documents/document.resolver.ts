import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { GatewayContext } from '../../graphql/context.js';
import { readAhead } from '../../graphql/relation.js';
import { answer } from '../../graphql/user-error.js';
import { Client } from '../clients/index.js';
import { Task } from '../tasks/index.js';
import {
  DocumentAddInput,
  DocumentApproveInput,
  DocumentPayload,
  DocumentRejectInput,
  DocumentWithdrawInput,
  FileUploadCreateInput,
  FileUploadPayload,
} from './document.inputs.js';
import type { DocumentService } from './document.service.js';
import { ClientDocumentsArgs, Document, DocumentConnection, DocumentsArgs } from './document.types.js';
import type { UploadService } from './upload.service.js';

const payload = (context: GatewayContext, info: GraphQLResolveInfo, work: () => Promise<string>) =>
  answer(async () => ({ document: await context.under(info, 'document', await work()) }));

@Resolver()
export class DocumentResolver {
  constructor(
    private readonly uploads: UploadService,
    private readonly service: DocumentService,
  ) {}

  @Query(() => Document, { nullable: true, description: 'One document. Null: there is none, or none that you may see.' })
  document(@Arg('id', () => ID, { description: 'The id of the document.' }) id: string, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return context.one(info, { id });
  }

  @Query(() => DocumentConnection, { description: 'Documents, a page at a time.' })
  documents(@Args(() => DocumentsArgs) args: DocumentsArgs, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    return context.page(info, { ...args });
  }

  @Mutation(() => FileUploadPayload, { description: 'Gives a place where a file can be put. Files never pass through GraphQL.' })
  fileUploadCreate(
    @Arg('input', () => FileUploadCreateInput, { description: 'What is about to be put.' }) input: FileUploadCreateInput,
    @Ctx() context: GatewayContext,
  ) {
    return answer(async () => ({ upload: await this.uploads.offer(context.request, input) }));
  }

  @Mutation(() => DocumentPayload, { description: 'Makes a document of a file that you have put. It is scanned, then somebody of the staff decides on it.' })
  documentAdd(
    @Arg('input', () => DocumentAddInput, { description: 'Which file, whose and what it is.' }) input: DocumentAddInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return payload(context, info, () => this.service.add(context.request, input));
  }

  @Mutation(() => DocumentPayload, { description: 'Lets a document count as evidence. Whoever handed it in may not.' })
  documentApprove(
    @Arg('input', () => DocumentApproveInput, { description: 'Which one.' }) input: DocumentApproveInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return payload(context, info, () => this.service.approve(context.request, input));
  }

  @Mutation(() => DocumentPayload, { description: 'Refuses a document as evidence, with the reason. Whoever handed it in may not.' })
  documentReject(
    @Arg('input', () => DocumentRejectInput, { description: 'Which one, and why.' }) input: DocumentRejectInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return payload(context, info, () => this.service.reject(context.request, input));
  }

  @Mutation(() => DocumentPayload, { description: 'Takes a document back: by its client, or by whoever handed it in.' })
  documentWithdraw(
    @Arg('input', () => DocumentWithdrawInput, { description: 'Which one.' }) input: DocumentWithdrawInput,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return payload(context, info, () => this.service.withdraw(context.request, input));
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

/** The field that this module adds to tasks. */
@Resolver(() => Task)
export class TaskDocumentResolver {
  @FieldResolver(() => Document, { nullable: true, description: 'The document that it is about.' })
  document() {
    return readAhead();
  }
}
