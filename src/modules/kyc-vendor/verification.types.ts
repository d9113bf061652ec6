import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf, DateTimeRange, OrderDirection, PageArgs } from '../../graphql/connection.js';
import { DateTime } from '../../graphql/scalars.js';
import { Client } from '../clients/index.js';
import { KycVerificationOrderField, KycVerificationStatus } from './verification.enums.js';

@ObjectType({ simpleResolvers: true, description: 'A verification of who a client is, by a vendor.' })
export class KycVerification {
  @Field(() => ID, { description: 'The id of the verification.' })
  id: string;

  @Field(() => Int, { description: 'Counts the changes: a decision names the version that it saw.' })
  version: number;

  @Field(() => Client, { nullable: true, description: 'Who is verified.' })
  client: Client | null;

  @Field(() => String, { description: 'Who verifies, such as "sumsub".' })
  vendor: string;

  @Field(() => String, { description: "What is asked of the client, by the vendor's name for it." })
  levelName: string;

  @Field(() => KycVerificationStatus, { description: 'Where it stands.' })
  status: keyof typeof KycVerificationStatus;

  @Field(() => String, { nullable: true, description: 'Why the vendor would not begin.' })
  failure: string | null;

  @Field(() => String, { nullable: true, description: "The vendor's own name for the client; null: it was not told yet." })
  applicantId: string | null;

  @Field(() => String, { nullable: true, description: 'Where the vendor says that it stands, verbatim: "pending", "completed".' })
  vendorStatus: string | null;

  @Field(() => String, { nullable: true, description: 'What the vendor answered, verbatim: "GREEN" or "RED"; null until it is completed there.' })
  vendorAnswer: string | null;

  @Field(() => String, { nullable: true, description: 'With "RED", verbatim: "RETRY" or "FINAL".' })
  vendorRejectType: string | null;

  @Field(() => [String], { nullable: true, description: 'Why the vendor rejected it, by its labels: for compliance, which may not always tell the client.' })
  vendorRejectLabels: string[] | null;

  @Field(() => String, { nullable: true, description: 'The level that the vendor has looked at.' })
  vendorLevelName: string | null;

  @Field(() => String, { nullable: true, description: 'What the vendor says to the client.' })
  applicantComment: string | null;

  @Field(() => String, { nullable: true, description: 'What the vendor says to compliance, and to nobody else.' })
  staffComment: string | null;

  @Field(() => Int, { nullable: true, description: 'Which try it is, from 0.' })
  attempt: number | null;

  @Field(() => DateTime, { nullable: true, description: 'When the vendor completed it.' })
  reviewedAt: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When the vendor was last asked how it stands.' })
  askedAt: string | null;

  @Field(() => String, { description: 'Who started it.' })
  startedBy: string;

  @Field(() => DateTime, { description: 'When it was started.' })
  startedAt: string;

  @Field(() => String, { nullable: true, description: 'Who on the staff decided on what the vendor said.' })
  decidedBy: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When that was.' })
  decidedAt: string | null;

  @Field(() => String, { nullable: true, description: 'Why.' })
  decisionReason: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A page of verifications.' })
export class KycVerificationConnection extends connectionOf(() => KycVerification, 'KycVerification', 'A verification') {}

@InputType({ description: 'By what verifications are ordered, and which way.' })
export class KycVerificationOrder {
  @Field(() => KycVerificationOrderField, { defaultValue: 'STARTED_AT', description: 'By what.' })
  field: keyof typeof KycVerificationOrderField;

  @Field(() => OrderDirection, { description: 'Which way.' })
  direction: keyof typeof OrderDirection;
}

@InputType({ description: 'Which verifications: what is left out does not narrow the list; several conditions narrow it together.' })
export class KycVerificationFilter {
  @Field(() => ID, { nullable: true, description: 'Of this client.' })
  clientId?: string | null;

  @Field(() => [KycVerificationStatus], { nullable: true, description: 'In any of these statuses.' })
  status?: string[] | null;

  @Field(() => DateTimeRange, { nullable: true, description: 'Started in this span.' })
  startedAt?: DateTimeRange | null;
}

@ArgsType()
export class KycVerificationsArgs extends PageArgs {
  @Field(() => KycVerificationFilter, { nullable: true, description: 'Which verifications.' })
  filter?: KycVerificationFilter | null;

  @Field(() => KycVerificationOrder, { nullable: true, description: 'In which order; the newest first when left out.' })
  orderBy?: KycVerificationOrder | null;
}
