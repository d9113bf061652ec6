import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf, DateTimeRange, PageArgs } from '../../graphql/connection.js';
import { DateTime } from '../../graphql/scalars.js';
import { enumOf, UserError } from '../../graphql/user-error.js';
import { KycVerification } from './verification.types.js';

export const KycVendorEventStatus = enumOf(['NEW', 'APPLIED', 'NOTHING_NEW', 'UNMATCHED', 'DISMISSED']);
registerEnumType(KycVendorEventStatus, {
  name: 'KycVendorEventStatus',
  description: 'What became of news of the vendor who verifies identity.',
  valuesConfig: {
    NEW: { description: 'It waits to be worked on.' },
    APPLIED: { description: 'The vendor was asked, and what it said was taken over.' },
    NOTHING_NEW: { description: 'It says what was known, or is about nobody whom the house still knows.' },
    UNMATCHED: { description: 'No verification here is about this applicant: somebody has to look.' },
    DISMISSED: { description: 'Somebody of the staff laid it aside.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'What the vendor who verifies identity told us: a hint, upon which it is asked.' })
export class KycVendorEvent {
  @Field(() => ID, { description: 'The id of the event.' })
  id: string;

  @Field(() => String, { description: 'Who told it, such as "sumsub".' })
  vendor: string;

  @Field(() => String, { description: 'The vendor\'s name for what happened, verbatim: "applicantReviewed".' })
  vendorType: string;

  @Field(() => String, { description: "The vendor's own name for whom it is about." })
  applicantId: string;

  @Field(() => String, { nullable: true, description: 'Our name for the same, as the vendor has it: the id of a client.' })
  externalUserId: string | null;

  @Field(() => KycVendorEventStatus, { description: 'What became of it.' })
  status: keyof typeof KycVendorEventStatus;

  @Field(() => String, { nullable: true, description: 'Why, in a few words.' })
  note: string | null;

  @Field(() => Int, { description: 'How often it was delivered.' })
  deliveries: number;

  @Field(() => DateTime, { nullable: true, description: 'When it happened, as the vendor says.' })
  happenedAt: string | null;

  @Field(() => DateTime, { description: 'When it was first received.' })
  receivedAt: string;

  @Field(() => DateTime, { nullable: true, description: 'When it was worked on.' })
  workedAt: string | null;

  @Field(() => KycVerification, { nullable: true, description: 'The verification that somebody matched it with.' })
  verification: KycVerification | null;

  @Field(() => String, { nullable: true, description: 'Who matched or dismissed it.' })
  decidedBy: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When that was.' })
  decidedAt: string | null;

  @Field(() => String, { nullable: true, description: 'Why.' })
  decisionReason: string | null;
}

@ObjectType({ simpleResolvers: true, description: "A page of the vendor's news." })
export class KycVendorEventConnection extends connectionOf(() => KycVendorEvent, 'KycVendorEvent', 'An event') {}

@InputType({ description: 'Which news: what is left out does not narrow the list.' })
export class KycVendorEventFilter {
  @Field(() => [KycVendorEventStatus], { nullable: true, description: 'In any of these statuses.' })
  status?: string[] | null;

  @Field(() => DateTimeRange, { nullable: true, description: 'Received in this span.' })
  receivedAt?: DateTimeRange | null;
}

@ArgsType()
export class KycVendorEventsArgs extends PageArgs {
  @Field(() => KycVendorEventFilter, { nullable: true, description: 'Which news; the newest first.' })
  filter?: KycVendorEventFilter | null;
}

@InputType({ description: 'News that found no place, and which verification they are about.' })
export class KycVendorEventMatchInput {
  @Field(() => ID, { description: 'Which event.' })
  id: string;

  @Field(() => ID, { description: 'The verification.' })
  verificationId: string;

  @Field(() => String, { description: 'How that is known: the audit log keeps it.' })
  reason: string;
}

@InputType({ description: 'News that are about nothing here.' })
export class KycVendorEventDismissInput {
  @Field(() => ID, { description: 'Which event.' })
  id: string;

  @Field(() => String, { description: 'Why: the audit log keeps it.' })
  reason: string;
}

@ObjectType({ simpleResolvers: true, description: 'The event as it is now, or why nothing was done.' })
export class KycVendorEventPayload {
  @Field(() => KycVendorEvent, { nullable: true, description: 'The event; null when there are errors.' })
  event: KycVendorEvent | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}
