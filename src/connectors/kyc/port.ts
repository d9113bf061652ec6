import type { IncomingHttpHeaders } from 'node:http';

/**
 * What the gateway needs of a vendor who verifies who people are. A connector speaks the vendor's protocol and nothing else: it knows our
 * clients by their ids alone, keeps no state, logs nothing, and never tries twice by itself. None of its calls throws for what the vendor
 * or the network does: the answer says how it went.
 */
export interface KycVendor {
  /** As rows, routes and people name it: `sumsub`. */
  readonly code: string;
  /** Opens an applicant, or finds the one that was opened for the same `externalUserId` before. Safe to repeat. */
  openApplicant(application: Application): Promise<KycAnswer<Applicant>>;
  /** Whether the vendor has a place for documents of this type of ours. */
  takesDocument(type: string): boolean;
  /** Hands a document over. A repetition leaves it there twice, which vendors put up with. */
  addDocument(applicantId: string, document: KycDocument): Promise<KycAnswer<null>>;
  /** Says that everything is there: the vendor begins to look. Safe to repeat. */
  requestReview(applicantId: string): Promise<KycAnswer<null>>;
  /** How the vendor sees an applicant at this moment: the truth, whatever webhooks say. */
  review(applicantId: string): Promise<KycAnswer<ReviewFacts>>;
  /** Asks for what another level takes. Refused while the vendor is at it. */
  moveToLevel(applicantId: string, levelName: string): Promise<KycAnswer<null>>;
  /** Begins from nothing: what was handed in does not count any more. Refused while the vendor is at it. */
  reset(applicantId: string): Promise<KycAnswer<null>>;
  /**
   * Takes away what the vendor was given of an applicant, and has it treat the applicant as if it never was. Safe to repeat; an applicant who
   * is not there is forgotten. Refused while the vendor is at it.
   */
  forget(applicantId: string): Promise<KycAnswer<null>>;
  /** What a front end needs to let the applicant itself hand things in: a token for the vendor's SDK and a link to the vendor's page. */
  openAccess(externalUserId: string, levelName: string): Promise<KycAnswer<VendorAccess>>;
  /** Verifies the digest over the raw body and reads what it says. Throws `WebhookRefused` when it does not hold. */
  readWebhook(webhook: IncomingWebhook): KycEvent;
}

/**
 * DONE. REFUSED: the vendor said no, and would say so again. AWAY: there is no answer that could be used, and the request may have
 * arrived; it can be asked again. Reasons are for people and logs: they hold nothing of what was sent.
 */
export type KycAnswer<T> =
  | { readonly outcome: 'DONE'; readonly value: T }
  | { readonly outcome: 'REFUSED'; readonly reason: string }
  | { readonly outcome: 'AWAY'; readonly reason: string };

export interface Application {
  /** Our name for the person, under which the vendor keeps one applicant. */
  readonly externalUserId: string;
  /** The vendor's name for what is asked for. */
  readonly levelName: string;
}

export interface Applicant {
  readonly applicantId: string;
  /** At which level the vendor has it, which is another than was asked for when it was there before. */
  readonly levelName: string | null;
  /** It was there before. */
  readonly isKnown: boolean;
}

export interface KycDocument {
  /** Our type of it, `PASSPORT`. */
  readonly type: string;
  /** Two letters. */
  readonly country: string;
  readonly contentType: string;
  readonly content: Buffer;
}

/**
 * DOCUMENTS_REQUIRED: the applicant is asked for more. IN_REVIEW: the vendor looks. ON_HOLD: somebody at the vendor's or ours has to say
 * something there. APPROVED. RETRY: not good enough, and may be tried again. REJECTED: for good.
 */
export const REVIEW_STATES = ['DOCUMENTS_REQUIRED', 'IN_REVIEW', 'ON_HOLD', 'APPROVED', 'RETRY', 'REJECTED'] as const;
export type ReviewState = (typeof REVIEW_STATES)[number];

export interface ReviewFacts {
  readonly state: ReviewState;
  /** The rest is the vendor's, verbatim. */
  readonly status: string;
  /** Null as long as it counts for nothing. */
  readonly answer: string | null;
  readonly rejectType: string | null;
  readonly rejectLabels: readonly string[];
  /** May be shown to the applicant. */
  readonly applicantComment: string | null;
  /** For compliance alone: it may say what nobody else should know. */
  readonly staffComment: string | null;
  readonly levelName: string | null;
  readonly reviewId: string | null;
  readonly attemptId: string | null;
  readonly attempt: number | null;
  readonly reviewedAt: Date | null;
}

export interface VendorAccess {
  readonly token: string;
  readonly url: string;
  readonly expiresAt: Date;
}

export interface IncomingWebhook {
  readonly rawBody: Buffer;
  readonly headers: IncomingHttpHeaders;
}

/** A hint that something changed. It decides nothing: the vendor is asked. */
export interface KycEvent {
  /** The same for each delivery of the same event, and for no other. */
  readonly eventKey: string;
  /** The vendor's, verbatim. */
  readonly type: string;
  readonly applicantId: string;
  readonly externalUserId: string | null;
  /** Which news is newer; null: it does not say. */
  readonly happenedAt: Date | null;
}

/** The webhook is not the vendor's, or nothing that can be read. */
export class WebhookRefused extends Error {
  override readonly name = 'WebhookRefused';
}

/** The settings can never work; says what they must be. */
export class VendorMisconfigured extends Error {
  override readonly name = 'VendorMisconfigured';
}
