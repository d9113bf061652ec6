import { createHash, createHmac } from 'node:crypto';
import { json, type WebAnswer, type WebRequest } from '../../simulation/web.js';
import type { SimulatedApplicant } from './applicants.js';
import { type Desk, IN_REVIEW } from './desk.js';
import { readForm } from './form.js';

export interface KycCredentials {
  readonly appToken: string;
  readonly secret: string;
  readonly webhookSecret: string;
}

const VALID_SECONDS = 60;
const TYPES = new Set(['PASSPORT', 'ID_CARD', 'DRIVERS', 'UTILITY_BILL', 'BANK_STATEMENT', 'INCOME_SOURCE', 'COMPANY_DOC', 'SELFIE']);

const no = (code: number, description: string, errorName?: string): WebAnswer =>
  json(code, { code, description, correlationId: 'req-simulated', ...(errorName !== undefined && { errorName }) });

/** The API of the vendor, of which it takes what the gateway uses: each call signed, good for a minute. */
export class VendorApi {
  readonly #desk: Desk;
  readonly #credentials: KycCredentials;
  readonly #pageUrl: (applicant: SimulatedApplicant) => string;

  constructor(desk: Desk, credentials: KycCredentials, pageUrl: (applicant: SimulatedApplicant) => string) {
    this.#desk = desk;
    this.#credentials = credentials;
    this.#pageUrl = pageUrl;
  }

  /** Null: not mine. */
  handle(request: WebRequest): WebAnswer | null {
    const [place, ...path] = request.path;
    if (place !== 'resources') return null;
    const problem = this.#credentialsProblem(request);
    if (problem !== null) return no(401, problem, 'app-token-signature-mismatch');
    const route = `${request.method} ${path.join('/')}`;
    if (route === 'POST applicants') return this.#create(request);
    if (route === 'POST accessTokens/sdk')
      return this.#access(request, (applicant) => ({ token: `_act-sbx-${applicant.id}`, userId: applicant.externalUserId }));
    if (route === 'POST sdkIntegrations/levels/-/websdkLink') return this.#access(request, (applicant) => ({ url: this.#pageUrl(applicant) }));
    return path[0] === 'applicants' ? this.#applicant(request, path.slice(1)) : no(404, 'There is nothing here.');
  }

  #credentialsProblem({ method, target, headers, bytes }: WebRequest): string | null {
    const { appToken, secret } = this.#credentials;
    const at = headers['x-app-access-ts'];
    if (headers['x-app-token'] !== appToken) return 'Unknown app token.';
    const signed = Buffer.concat([Buffer.from(`${String(at)}${method}${target}`), bytes]);
    if (headers['x-app-access-sig'] !== createHmac('sha256', secret).update(signed).digest('hex')) return 'Request signature mismatch.';
    return Math.abs(Date.now() / 1000 - Number(at)) <= VALID_SECONDS ? null : 'The request is too old.';
  }

  #create({ query, body }: WebRequest): WebAnswer {
    const { externalUserId } = fields(body);
    const levelName = query.get('levelName') ?? '';
    if (typeof externalUserId !== 'string' || externalUserId === '') return no(400, 'externalUserId must be given.');
    if (!isLevel(levelName)) return no(404, 'The level is not found.', 'level-not-found');
    const known = this.#desk.applicants.byUser(externalUserId);
    if (known) return no(409, `Applicant with external user id '${externalUserId}' already exists: ${known.id}`, 'applicant-already-exists');
    return json(201, shown(this.#desk.open(externalUserId, levelName)));
  }

  #access({ body }: WebRequest, give: (applicant: SimulatedApplicant) => object): WebAnswer {
    const { userId, levelName } = fields(body);
    if (typeof userId !== 'string' || userId === '') return no(400, 'userId must be given.');
    if (!isLevel(levelName)) return no(404, 'The level is not found.', 'level-not-found');
    return json(200, give(this.#desk.applicants.byUser(userId) ?? this.#desk.open(userId, levelName)));
  }

  #applicant(request: WebRequest, [id = '', ...rest]: readonly string[]): WebAnswer {
    const [, user] = /^-;externalUserId=(.+)$/.exec(id) ?? [];
    const applicant = user === undefined ? this.#desk.applicants.find(id) : this.#desk.applicants.byUser(user);
    if (!applicant || applicant.isDeleted === true) return no(404, 'Applicant not found', 'applicant-not-found');
    const route = `${request.method} ${rest.join('/')}`;
    if (route === 'GET one') return json(200, shown(applicant));
    if (route === 'GET status') return json(200, reviewOf(applicant));
    if (route === 'POST info/idDoc') return this.#document(applicant, request);
    if (route === 'POST status/pending') return this.#pending(applicant);
    if (route === 'POST moveToLevel') return this.#moveToLevel(applicant, request.query.get('name'));
    if (route === 'POST reset')
      return this.#desk.move(applicant, 'reset') ? json(200, { ok: 1 }) : no(409, 'The applicant is being checked.', 'applicant-is-being-checked');
    if (route === 'PATCH presence/deactivated')
      return this.#desk.deactivate(applicant)
        ? json(200, { ...shown(applicant), deleted: true })
        : no(409, 'The applicant is being checked.', 'applicant-is-being-checked');
    return no(404, 'There is nothing here.');
  }

  #document(applicant: SimulatedApplicant, { headers, bytes }: WebRequest): WebAnswer {
    if (IN_REVIEW.has(applicant.reviewStatus)) return no(409, 'Applicant is being checked.', 'no-upload-verification-in-progress');
    const form = readForm(headers['content-type'] ?? '', bytes);
    const { idDocType, country } = fields(form?.get('metadata')?.toString('utf8') ?? '');
    const content = form?.get('content');
    if (typeof idDocType !== 'string' || !TYPES.has(idDocType)) return no(400, 'idDocType is not known.');
    if (typeof country !== 'string' || !/^[A-Z]{3}$/.test(country)) return no(400, 'country must be three letters.');
    if (content === undefined || content.length === 0) return no(400, 'The file is empty.', 'empty-file');
    const sha256 = createHash('sha256').update(content).digest('hex');
    this.#desk.addDocument(applicant, { type: idDocType, country, sizeBytes: content.length, sha256 });
    return { ...json(200, { idDocType, country }), headers: { 'content-type': 'application/json', 'x-image-id': String(applicant.documents.length + 1) } };
  }

  #pending(applicant: SimulatedApplicant): WebAnswer {
    if (IN_REVIEW.has(applicant.reviewStatus)) return json(200, { ok: 1 });
    return this.#desk.move(applicant, 'pending') ? json(200, { ok: 1 }) : no(409, 'The applicant cannot be checked.', 'applicant-not-ready');
  }

  #moveToLevel(applicant: SimulatedApplicant, name: string | null): WebAnswer {
    if (!isLevel(name)) return no(404, 'The level is not found.', 'level-not-found');
    const moved = applicant.levelName === name ? applicant : this.#desk.moveToLevel(applicant, name);
    return moved ? json(200, shown(moved)) : no(409, 'The applicant is being checked.', 'applicant-is-being-checked');
  }
}

/** There is every level but one that says so. */
const isLevel = (name: unknown): name is string => typeof name === 'string' && /^[\w-]{1,100}$/.test(name) && !name.startsWith('no-such');

function fields(text: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(text)) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}

export function reviewOf(applicant: SimulatedApplicant): object {
  const { reviewId, attempt, levelName, createdAt, reviewedAt, reviewStatus, answer, rejectType, rejectLabels, moderationComment, clientComment } = applicant;
  const rejected = rejectType !== null && { reviewRejectType: rejectType, rejectLabels, moderationComment, clientComment };
  return {
    ...{ reviewId, attemptId: `${reviewId}-${attempt}`, attemptCnt: attempt, levelName, createDate: createdAt, priority: 0, reviewStatus },
    ...(reviewedAt !== null && { reviewDate: reviewedAt }),
    ...(answer !== null && { reviewResult: { reviewAnswer: answer, ...rejected } }),
  };
}

const shown = (applicant: SimulatedApplicant): object => ({
  ...{ id: applicant.id, externalUserId: applicant.externalUserId, type: 'individual', createdAt: applicant.createdAt },
  review: reviewOf(applicant),
});
