import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf, DateRange, DateTimeRange, ForwardArgs, OrderDirection, PageArgs } from '../../graphql/connection.js';
import { CalendarDate, CountryCode, DateTime } from '../../graphql/scalars.js';
import { Client } from '../clients/index.js';
import { StaffMember } from '../staff/index.js';
import { DocumentOrderField, DocumentScan, DocumentStatus, DocumentType } from './document.enums.js';

@ObjectType({ simpleResolvers: true, description: 'A document that a client handed in, or that was handed in for it.' })
export class Document {
  @Field(() => ID, { description: 'The id of the document.' })
  id: string;

  @Field(() => Int, { description: 'Counts the changes: an update names the version that it saw.' })
  version: number;

  @Field(() => Client, { nullable: true, description: 'Whose document it is.' })
  client: Client | null;

  @Field(() => DocumentType, { description: 'What it is.' })
  type: keyof typeof DocumentType;

  @Field(() => DocumentStatus, { description: 'Where its review stands.' })
  status: keyof typeof DocumentStatus;

  @Field(() => String, { description: 'The name that the file came with.' })
  fileName: string;

  @Field(() => String, { description: 'The media type of the file, such as "application/pdf".' })
  contentType: string;

  @Field(() => Int, { description: 'The size of the file in bytes.' })
  sizeBytes: number;

  @Field(() => String, { description: 'The SHA-256 of the file, in hex.' })
  sha256: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Where to fetch the file. It holds for 60 seconds, and for as long as you are signed in and may see the document. Reading it is written to the audit log, and so is each download.',
  })
  downloadUrl: string | null;

  @Field(() => String, { nullable: true, description: 'The number that it bears. Reading it is written to the audit log.' })
  number: string | null;

  @Field(() => CountryCode, { nullable: true, description: 'The country that issued it.' })
  issuingCountry: string | null;

  @Field(() => CalendarDate, { nullable: true, description: 'The last day on which it is good; null: it has none.' })
  expiresOn: string | null;

  @Field(() => StaffMember, { nullable: true, description: 'Who decided on it.' })
  reviewedBy: StaffMember | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was decided on.' })
  reviewedAt: string | null;

  @Field(() => String, { nullable: true, description: 'Why it was rejected.' })
  rejectionReason: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the client may send another in its place; null: it was not rejected by anybody.' })
  mayResubmit: boolean | null;

  @Field(() => DocumentScan, { description: 'What the malware scanner says of it.' })
  scan: keyof typeof DocumentScan;

  @Field(() => DateTime, { description: 'When it was handed in.' })
  uploadedAt: string;
}

@ObjectType({ simpleResolvers: true, description: 'A page of documents.' })
export class DocumentConnection extends connectionOf(() => Document, 'Document', 'A document') {}

@InputType({ description: 'By what documents are ordered, and which way.' })
export class DocumentOrder {
  @Field(() => DocumentOrderField, { defaultValue: 'UPLOADED_AT', description: 'By what.' })
  field: keyof typeof DocumentOrderField;

  @Field(() => OrderDirection, { description: 'Which way.' })
  direction: keyof typeof OrderDirection;
}

@InputType({ description: 'Which documents: what is left out does not narrow the list; several conditions narrow it together.' })
export class DocumentFilter {
  @Field(() => ID, { nullable: true, description: 'Of this client.' })
  clientId?: string | null;

  @Field(() => [DocumentType], { nullable: true, description: 'Of any of these types.' })
  type?: string[] | null;

  @Field(() => [DocumentStatus], { nullable: true, description: 'In any of these statuses.' })
  status?: string[] | null;

  @Field(() => String, { nullable: true, description: 'With this number, however it is spaced. Takes clients:pii.' })
  number?: string | null;

  @Field(() => DateTimeRange, { nullable: true, description: 'Handed in in this span.' })
  uploadedAt?: DateTimeRange | null;

  @Field(() => DateRange, { nullable: true, description: 'Good until a day in this span.' })
  expiresOn?: DateRange | null;
}

@ArgsType()
export class DocumentsArgs extends PageArgs {
  @Field(() => DocumentFilter, { nullable: true, description: 'Which documents.' })
  filter?: DocumentFilter | null;

  @Field(() => DocumentOrder, { nullable: true, description: 'In which order; the newest first when left out.' })
  orderBy?: DocumentOrder | null;
}

@ArgsType()
export class ClientDocumentsArgs extends ForwardArgs {
  @Field(() => DocumentFilter, { nullable: true, description: 'Which documents.' })
  filter?: DocumentFilter | null;

  @Field(() => DocumentOrder, { nullable: true, description: 'In which order; the newest first when left out.' })
  orderBy?: DocumentOrder | null;
}
