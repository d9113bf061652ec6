import { createHmac, timingSafeEqual } from 'node:crypto';
import { type IncomingWebhook, WebhookRefused } from '../port.js';

/** A delivery older than this, or from further in the future, is somebody repeating an old one. */
const TOLERANCE_SECONDS = 300;
const MAX_SIGNATURES = 10;

interface SignatureHeader {
  readonly time: string;
  readonly signatures: readonly Buffer[];
}

/** `t=1614556800,v1=<hex>[,v1=<hex>]`: several while the vendor rotates its secret; other versions, such as v0, prove nothing. */
function readHeader(header: string): SignatureHeader {
  const parts = header.split(',').map((part) => part.trim().split('='));
  const times = parts.filter(([name]) => name === 't').map(([, value]) => value ?? '');
  const signatures = parts.filter(([name, value]) => name === 'v1' && /^[0-9a-f]{64}$/.test(value ?? '')).map(([, value]) => Buffer.from(value!, 'hex'));
  if (times.length !== 1 || !/^\d{9,10}$/.test(times[0]!)) throw new WebhookRefused('The signature names no time.');
  if (signatures.length === 0 || signatures.length > MAX_SIGNATURES) throw new WebhookRefused('There is no v1 signature of 64 hex digits.');
  return { time: times[0]!, signatures };
}

/**
 * Throws `WebhookRefused` unless one of the secrets signed these very bytes within the last five minutes. Every pair is compared, in
 * constant time.
 */
export function verifyCardWebhook({ rawBody, headers, receivedAt }: IncomingWebhook, secrets: readonly string[]): void {
  const header = headers['stripe-signature'];
  if (typeof header !== 'string') throw new WebhookRefused('There is no stripe-signature header, or several.');
  const { time, signatures } = readHeader(header);
  const wanted = secrets.map((secret) => createHmac('sha256', secret).update(`${time}.`).update(rawBody).digest());
  const matches = wanted.flatMap((digest) => signatures.map((signature) => timingSafeEqual(digest, signature)));
  if (!matches.includes(true)) throw new WebhookRefused('No signature is that of this body.');
  if (Math.abs(receivedAt.getTime() / 1000 - Number(time)) > TOLERANCE_SECONDS) throw new WebhookRefused('The signature is older than five minutes.');
}
