import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { VisitOutcome, VisitService } from '../modules/referrals/index.js';
import { RateLimited } from '../runtime/denial.js';

const COOKIE = 'ch_visitor';

const REFUSED = {
  UNKNOWN: { status: 404, message: 'There is no referral link with this code.' },
  RETIRED: { status: 410, message: 'This referral link is not in use any more.' },
  NO_LANDING_PAGE: { status: 503, message: 'No landing page is set up.' },
} as const;

export interface Referrals {
  readonly visits: VisitService;
  /** Counts a request of this address, or throws `RateLimited`. */
  readonly admit: (address: string) => Promise<void>;
  /** Whether the cookie goes over https alone. */
  readonly isSecure: boolean;
}

function cookieOf({ headers }: FastifyRequest): string | null {
  const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1) ?? null;
}

/** Browsers look ahead, and chats make previews: nobody has clicked then. */
const looksAhead = ({ method, headers }: FastifyRequest): boolean =>
  method === 'HEAD' || [headers['sec-purpose'], headers['purpose'], headers['x-moz']].some((purpose) => String(purpose ?? '').includes('prefetch'));

function answerWith(reply: FastifyReply, outcome: VisitOutcome, requestId: string, isSecure: boolean): FastifyReply {
  if (outcome.kind !== 'REDIRECT') {
    const { status, message } = REFUSED[outcome.kind];
    return reply.code(status).send({ errors: [{ message, extensions: { code: 'BAD_USER_INPUT', requestId } }] });
  }
  const { url, token, lifetimeSeconds } = outcome;
  if (token !== null)
    void reply.header('set-cookie', `${COOKIE}=${token}; Max-Age=${lifetimeSeconds}; Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`);
  return reply.redirect(url, 302);
}

/**
 * `GET /r/<code>?campaign=<word>`: what partners publish. It counts the click and leads to a landing page of the broker's, and nowhere else,
 * whatever the request says.
 */
export function registerReferrals(fastify: FastifyInstance, { visits, admit, isSecure }: Referrals): void {
  fastify.get<{ Params: { code: string }; Querystring: { campaign?: string | string[] } }>('/r/:code', async (request, reply) => {
    void reply.header('cache-control', 'no-store');
    try {
      await admit(request.ip);
    } catch (error) {
      if (!(error instanceof RateLimited)) throw error;
      const told = { message: 'Too many requests from your network.', extensions: { code: 'RATE_LIMITED', requestId: request.id } };
      return reply
        .code(429)
        .header('retry-after', error.retryAfterSeconds)
        .send({ errors: [told] });
    }
    const visit = {
      ...{ code: request.params.code, campaign: request.query.campaign, address: request.ip, userAgent: request.headers['user-agent'] ?? '' },
      ...{ token: cookieOf(request), isAutomatic: looksAhead(request) },
    };
    return answerWith(reply, await visits.follow(visit), request.id, isSecure);
  });
}
