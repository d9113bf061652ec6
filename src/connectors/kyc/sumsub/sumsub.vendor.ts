import { z } from 'zod';
import type { Clock } from '../../../runtime/clock.js';
import type { Applicant, Application, IncomingWebhook, KycAnswer, KycDocument, KycEvent, KycVendor, ReviewFacts, VendorAccess } from '../port.js';
import { type Answered, type Call, done, errorNameOf, isConflict, isGone, saidNo, type SumsubApi } from './sumsub.api.js';
import { documentForm, isTaken } from './sumsub.documents.js';
import { readReview } from './sumsub.review.js';
import { readSumsubWebhook, type WebhookKeys } from './sumsub.webhook.js';

const APPLICANT = z.object({
  id: z.string().regex(/^[\w-]{1,200}$/),
  externalUserId: z.string(),
  review: z.object({ levelName: z.string().min(1).max(200).nullish() }).nullish(),
});
const TOKEN = z.object({ token: z.string().min(1).max(4_000) });
const LINK = z.object({ url: z.url({ protocol: /^https?$/ }).max(4_000) });

/** For how long a front end may use what it is given, and asks for another then. */
const ACCESS_SECONDS = 600;

const DUPLICATE = 'duplicate-document';

const one = (applicantId: string): string => `/resources/applicants/${encodeURIComponent(applicantId)}`;

/** Sumsub, by its API for the sides of a server. */
export class SumsubVendor implements KycVendor {
  readonly code = 'sumsub';
  readonly #api: SumsubApi;
  readonly #webhooks: WebhookKeys;
  readonly #clock: Clock;

  constructor(api: SumsubApi, webhooks: WebhookKeys, clock: Clock) {
    this.#api = api;
    this.#webhooks = webhooks;
    this.#clock = clock;
  }

  async openApplicant({ externalUserId, levelName }: Application): Promise<KycAnswer<Applicant>> {
    const path = `/resources/applicants?levelName=${encodeURIComponent(levelName)}`;
    const created = await this.#api.ask({ method: 'POST', path, body: JSON.stringify({ externalUserId }) });
    if (created.outcome !== 'DONE') return created;
    if (!isConflict(created.value)) return readApplicant(created.value, externalUserId, false);
    const found = await this.#api.ask({ method: 'GET', path: `/resources/applicants/-;externalUserId=${encodeURIComponent(externalUserId)}/one` });
    return found.outcome === 'DONE' ? readApplicant(found.value, externalUserId, true) : found;
  }

  takesDocument(type: string): boolean {
    return isTaken(type);
  }

  async addDocument(applicantId: string, document: KycDocument): Promise<KycAnswer<null>> {
    const form = documentForm(document);
    if (form === null) return { outcome: 'REFUSED', reason: 'There is no place for this type of document, or its country is not known there.' };
    const answer = await this.#api.ask({ method: 'POST', path: `${one(applicantId)}/info/idDoc`, ...form });
    // the same file twice is there all the same
    if (answer.outcome === 'DONE' && errorNameOf(answer.value) === DUPLICATE) return done(null);
    return settled(answer);
  }

  requestReview(applicantId: string): Promise<KycAnswer<null>> {
    return this.#post({ path: `${one(applicantId)}/status/pending` });
  }

  async review(applicantId: string): Promise<KycAnswer<ReviewFacts>> {
    const answer = await this.#api.ask({ method: 'GET', path: `${one(applicantId)}/status` });
    if (answer.outcome !== 'DONE') return answer;
    const facts = isConflict(answer.value) ? null : readReview(answer.value.body);
    return facts === null ? { outcome: 'AWAY', reason: 'It answered with a review that cannot be read.' } : done(facts);
  }

  moveToLevel(applicantId: string, levelName: string): Promise<KycAnswer<null>> {
    return this.#post({ path: `${one(applicantId)}/moveToLevel?name=${encodeURIComponent(levelName)}` });
  }

  reset(applicantId: string): Promise<KycAnswer<null>> {
    return this.#post({ path: `${one(applicantId)}/reset` });
  }

  /** The vendor has no call that deletes: a reset drops what was handed in, and a profile that is deactivated is to it as if it never was. */
  async forget(applicantId: string): Promise<KycAnswer<null>> {
    const reset = await this.#api.ask({ method: 'POST', path: `${one(applicantId)}/reset`, mayBeGone: true });
    if (reset.outcome !== 'DONE' || isConflict(reset.value)) return settled(reset);
    if (isGone(reset.value)) return done(null);
    return settled(await this.#api.ask({ method: 'PATCH', path: `${one(applicantId)}/presence/deactivated`, mayBeGone: true }));
  }

  async openAccess(externalUserId: string, levelName: string): Promise<KycAnswer<VendorAccess>> {
    const body = JSON.stringify({ userId: externalUserId, levelName, ttlInSecs: ACCESS_SECONDS });
    const expiresAt = new Date(this.#clock.now().getTime() + ACCESS_SECONDS * 1000);
    const [token, link] = await Promise.all([
      this.#read(TOKEN, { method: 'POST', path: '/resources/accessTokens/sdk', body }),
      this.#read(LINK, { method: 'POST', path: '/resources/sdkIntegrations/levels/-/websdkLink', body }),
    ]);
    if (token.outcome !== 'DONE') return token;
    return link.outcome === 'DONE' ? done({ token: token.value.token, url: link.value.url, expiresAt }) : link;
  }

  readWebhook(webhook: IncomingWebhook): KycEvent {
    return readSumsubWebhook(webhook, this.#webhooks);
  }

  async #post({ path }: Pick<Call, 'path'>): Promise<KycAnswer<null>> {
    return settled(await this.#api.ask({ method: 'POST', path }));
  }

  async #read<T>(shape: z.ZodType<T>, call: Call): Promise<KycAnswer<T>> {
    const answer = await this.#api.ask(call);
    if (answer.outcome !== 'DONE') return answer;
    if (isConflict(answer.value)) return refused(answer.value);
    const read = shape.safeParse(answer.value.body);
    return read.success ? done(read.data) : { outcome: 'AWAY', reason: 'Its answer cannot be read.' };
  }
}

const refused = (answer: Answered): KycAnswer<never> => ({ outcome: 'REFUSED', reason: saidNo(answer) });

function settled(answer: KycAnswer<Answered>): KycAnswer<null> {
  if (answer.outcome !== 'DONE') return answer;
  return isConflict(answer.value) ? refused(answer.value) : done(null);
}

function readApplicant(answer: Answered, externalUserId: string, isKnown: boolean): KycAnswer<Applicant> {
  const read = isConflict(answer) ? null : APPLICANT.safeParse(answer.body);
  if (!read?.success || read.data.externalUserId !== externalUserId)
    return { outcome: 'AWAY', reason: 'It answered with an applicant that is not the one asked for.' };
  return done({ applicantId: read.data.id, levelName: read.data.review?.levelName ?? null, isKnown });
}
