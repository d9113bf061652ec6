import { ArgsType, Field, ID, Int, ObjectType } from 'type-graphql';
import { connectionOf, PageArgs } from '../../graphql/connection.js';
import { CalendarDate, DateTime } from '../../graphql/scalars.js';
import { Client, ClientType, KycStatus, RiskLevel } from '../clients/index.js';
import { DocumentType } from '../documents/index.js';
import { KycCheckKind, KycStepCode } from './kyc.enums.js';

@ObjectType({ simpleResolvers: true, description: 'Something that a level takes and does not have, or will not have for long.' })
export class KycStep {
  @Field(() => KycStepCode, { description: 'For programs.' })
  code: keyof typeof KycStepCode;

  @Field(() => Int, { description: 'The level that it is about.' })
  level: number;

  @Field(() => String, { description: 'For people: what to do, or what is waited for.' })
  text: string;

  @Field(() => [DocumentType], { description: 'Any of these documents will do; empty when it is not about a document.' })
  documentTypes: (keyof typeof DocumentType)[];

  @Field(() => KycCheckKind, { nullable: true, description: 'The check that it is about; null: it is about a document, or about the client as a whole.' })
  check: keyof typeof KycCheckKind | null;
}

@ObjectType({ simpleResolvers: true, description: 'Where the verification of a client stands.' })
export class ClientKyc {
  @Field(() => ID, { description: 'The id of the client.' })
  id: string;

  @Field(() => KycStatus, { description: 'As kycStatus of the client.' })
  status: keyof typeof KycStatus;

  @Field(() => Int, { description: 'As kycLevel of the client.' })
  level: number;

  @Field(() => [KycStep], { description: 'What stands between the client and higher levels, the next one first; then what runs out within 30 days.' })
  nextSteps: KycStep[];

  @Field(() => CalendarDate, { nullable: true, description: 'The last day on which what the level rests on is good; null: nothing of it runs out.' })
  expiresOn: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When compliance last looked at the client as a whole; null: never.' })
  reviewedAt: string | null;

  @Field(() => CalendarDate, { nullable: true, description: 'By when compliance looks again, by the risk of the client; null: it was never verified.' })
  reviewDueOn: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A client whose level will fall unless something is renewed.' })
export class KycExpiry {
  @Field(() => ID, { description: 'The id of the client.' })
  id: string;

  @Field(() => Client, { nullable: true, description: 'Whose level it is.' })
  client: Client | null;

  @Field(() => CalendarDate, { description: 'The last day before the level falls.' })
  dueOn: string;

  @Field(() => CalendarDate, { nullable: true, description: 'The last day on which documents and checks are good; null: none of them runs out.' })
  expiresOn: string | null;

  @Field(() => CalendarDate, { nullable: true, description: 'By when compliance looks at the client again.' })
  reviewDueOn: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A page of clients whose level will fall.' })
export class KycExpiryConnection extends connectionOf(() => KycExpiry, 'KycExpiry', 'A client whose level will fall') {}

@ArgsType()
export class KycExpiringArgs extends PageArgs {
  @Field(() => Int, { defaultValue: 30, description: 'Within so many days from today, 0 to 366.' })
  withinDays: number;
}

@ObjectType({ simpleResolvers: true, description: 'One approved document out of these types.' })
export class KycDocumentGroup {
  @Field(() => String, { description: 'By what people speak of it: IDENTITY, ADDRESS.' })
  group: string;

  @Field(() => [DocumentType], { description: 'Any of them will do.' })
  types: (keyof typeof DocumentType)[];

  @Field(() => Int, { nullable: true, description: 'So many months after it was handed in it counts; null: as long as it is good itself.' })
  maxAgeMonths: number | null;
}

@ObjectType({ simpleResolvers: true, description: 'What a KYC level takes, beyond what the levels below it take.' })
export class KycLevel {
  @Field(() => Int, { description: 'The level, 1 to 9.' })
  level: number;

  @Field(() => ClientType, { description: 'Of whom.' })
  clientType: keyof typeof ClientType;

  @Field(() => String, { nullable: true, description: 'Where: the licensed entity; null: wherever there is no rule for the entity itself.' })
  jurisdiction: string | null;

  @Field(() => Int, { description: 'Counts the changes: a change names the version that it saw.' })
  version: number;

  @Field(() => String, { description: 'What it is called.' })
  title: string;

  @Field(() => [KycDocumentGroup], { description: 'One document of each group.' })
  documents: KycDocumentGroup[];

  @Field(() => [KycCheckKind], { description: 'The checks that have to be passed.' })
  checks: (keyof typeof KycCheckKind)[];

  @Field(() => String, { nullable: true, description: 'The name of who changed it last; null: as it was delivered.' })
  updatedBy: string | null;

  @Field(() => DateTime, { description: 'When it was changed last.' })
  updatedAt: string;
}

@ObjectType({ simpleResolvers: true, description: 'How often compliance looks at clients of a risk.' })
export class KycReviewInterval {
  @Field(() => RiskLevel, { description: 'At which risk.' })
  riskLevel: keyof typeof RiskLevel;

  @Field(() => Int, { description: 'Counts the changes: a change names the version that it saw.' })
  version: number;

  @Field(() => Int, { description: 'So many months after the last review.' })
  months: number;

  @Field(() => String, { nullable: true, description: 'The name of who changed it last; null: as it was delivered.' })
  updatedBy: string | null;

  @Field(() => DateTime, { description: 'When it was changed last.' })
  updatedAt: string;
}
