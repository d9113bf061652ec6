import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { CalendarDate, CountryCode, DateTime } from '../../graphql/scalars.js';
import { UserError } from '../../graphql/user-error.js';
import { DocumentType } from './document.enums.js';
import { Document } from './document.types.js';

@InputType({ description: 'What is about to be put: PDF, JPEG, PNG, WebP or HEIC. The bytes are held against it.' })
export class FileUploadCreateInput {
  @Field(() => String, { description: 'What the file is called. Kept without its path and what is not seen of it.' })
  fileName: string;

  @Field(() => String, { description: 'Its media type, such as "application/pdf".' })
  contentType: string;

  @Field(() => Int, { description: 'Its size in bytes, exactly.' })
  sizeBytes: number;
}

@ObjectType({ simpleResolvers: true, description: 'A place for one file.' })
export class FileUpload {
  @Field(() => ID, { description: 'What documentAdd names it by.' })
  id: string;

  @Field(() => String, { description: 'Where to PUT the bytes: once, as they are, without a form around them.' })
  url: string;

  @Field(() => DateTime, { description: 'By when to begin.' })
  expiresAt: Date;
}

@ObjectType({ simpleResolvers: true, description: 'The place, or why there is none.' })
export class FileUploadPayload {
  @Field(() => FileUpload, { nullable: true, description: 'The place; null when there are errors.' })
  upload: FileUpload | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}

@InputType({ description: 'A document out of a file that you have put.' })
export class DocumentAddInput {
  @Field(() => ID, { description: 'Whose it is.' })
  clientId: string;

  @Field(() => ID, { description: 'The id of the upload. Nobody but you can name it.' })
  uploadId: string;

  @Field(() => DocumentType, { description: 'What it is.' })
  type: keyof typeof DocumentType;

  @Field(() => String, { nullable: true, description: 'The number that it bears. It is kept sealed.' })
  number?: string | null;

  @Field(() => CountryCode, { nullable: true, description: 'The country that issued it.' })
  issuingCountry?: string | null;

  @Field(() => CalendarDate, { nullable: true, description: 'The last day on which it is good.' })
  expiresOn?: string | null;
}

@InputType({ description: 'An approval.' })
export class DocumentApproveInput {
  @Field(() => ID, { description: 'Which document.' })
  id: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;

  @Field(() => CalendarDate, { nullable: true, description: 'The last day on which it is good, as you read it; left out: as it was given.' })
  expiresOn?: string | null;

  @Field(() => String, { nullable: true, description: 'What there is to say of it: the audit log keeps it.' })
  comment?: string | null;
}

@InputType({ description: 'A rejection.' })
export class DocumentRejectInput {
  @Field(() => ID, { description: 'Which document.' })
  id: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;

  @Field(() => String, { description: 'Why. The client reads it.' })
  reason: string;

  @Field(() => Boolean, { defaultValue: true, description: 'Whether the client may send another.' })
  resubmit: boolean;
}

@InputType({ description: 'Takes a document back that was not decided on yet.' })
export class DocumentWithdrawInput {
  @Field(() => ID, { description: 'Which document.' })
  id: string;

  @Field(() => Int, { description: 'The version that you saw.' })
  version: number;

  @Field(() => String, { nullable: true, description: 'Why: the audit log keeps it.' })
  reason?: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'The document as it is now, or why nothing was done.' })
export class DocumentPayload {
  @Field(() => Document, { nullable: true, description: 'The document; null when there are errors.' })
  document: Document | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}
