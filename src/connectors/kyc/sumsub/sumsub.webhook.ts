import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type IncomingWebhook, type KycEvent, WebhookRefused } from '../port.js';
import { readTime } from './sumsub.review.js';
import { isDigestOf, USUAL_ALGORITHM } from './sumsub.signature.js';

const name = z.string().min(1).max(200);

const EVENT = z.object({
  type: name.regex(/^[A-Za-z]+$/),
  applicantId: name.regex(/^[\w-]+$/),
  externalUserId: name.nullish(),
  correlationId: name.nullish(),
  createdAtMs: name.nullish(),
});

export interface WebhookKeys {
  readonly secret: string;
  /** By the vendor's names; the rest is refused, also where the digest holds. */
  readonly algorithms: readonly string[];
}

/** Throws `WebhookRefused`, with a reason that says nothing of what was right. */
export function readSumsubWebhook({ rawBody, headers }: IncomingWebhook, { secret, algorithms }: WebhookKeys): KycEvent {
  const algorithm = headers['x-payload-digest-alg'] ?? USUAL_ALGORITHM;
  if (typeof algorithm !== 'string' || !algorithms.includes(algorithm)) throw new WebhookRefused('This digest algorithm is not taken.');
  if (!isDigestOf(headers['x-payload-digest'], algorithm, secret, rawBody)) throw new WebhookRefused('The digest does not hold.');
  const read = EVENT.safeParse(parsed(rawBody));
  if (!read.success) throw new WebhookRefused('This is no event.');
  const { type, applicantId, externalUserId, correlationId, createdAtMs } = read.data;
  const happenedAt = readTime(createdAtMs);
  // an event without a name of its own is told from others by what it says
  const names = correlationId && createdAtMs ? [correlationId, type, createdAtMs] : ['body', createHash('sha256').update(rawBody).digest('hex')];
  return { eventKey: names.join(' '), type, applicantId, externalUserId: externalUserId ?? null, happenedAt };
}

function parsed(rawBody: Buffer): unknown {
  try {
    return JSON.parse(rawBody.toString('utf8'));
  } catch {
    return null;
  }
}
