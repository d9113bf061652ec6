import { createHash, createHmac } from 'node:crypto';

// The vendors' side of both protocols, written on its own: were it shared with the connectors, a mistake in it would agree with itself.

/** `t=…,v1=…` over time, point and body, with an old-style v0 beside it that proves nothing. */
export function stripeSignature(body: string, secret: string, unixSeconds: number): string {
  const digest = createHmac('sha256', secret).update(`${unixSeconds}.${body}`, 'utf8').digest('hex');
  return `t=${unixSeconds},v1=${digest},v0=${'0'.repeat(64)}`;
}

export function praxisSignature(parts: readonly unknown[], secret: string): string {
  let text = '';
  for (const part of parts) if (part !== null && part !== undefined) text += String(part);
  return createHash('sha384')
    .update(text + secret, 'utf8')
    .digest('hex');
}

export const unixNow = (): number => Math.floor(Date.now() / 1000);
