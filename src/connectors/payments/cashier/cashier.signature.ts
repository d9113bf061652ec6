import { createHash, timingSafeEqual } from 'node:crypto';
import { type Json, type JsonObject, objectOf, textOf } from '../exact-json.js';

/** Requests and answers are good for about a minute. */
const VALID_SECONDS = 60;

/** SHA-384 over the values one after the other and the merchant's secret; a value that is missing is empty. */
export const cashierSignature = (values: readonly (string | null)[], secret: string): string =>
  createHash('sha384')
    .update(values.map((value) => value ?? '').join('') + secret)
    .digest('hex');

/** In constant time. */
export function isSignedBy(signature: unknown, values: readonly (string | null)[], secret: string): boolean {
  if (typeof signature !== 'string' || !/^[0-9a-f]{96}$/.test(signature)) return false;
  return timingSafeEqual(Buffer.from(signature, 'hex'), Buffer.from(cashierSignature(values, secret), 'hex'));
}

export const isFresh = (timestamp: string | null, now: Date): boolean =>
  timestamp !== null && /^\d{10}$/.test(timestamp) && Math.abs(now.getTime() / 1000 - Number(timestamp)) <= VALID_SECONDS;

const text = (object: JsonObject | null, name: string): string | null => textOf(object?.[name] as Json);

/** What of a transaction is signed, in the vendor's order. The state is not among it. */
export function signedOfPayment(message: JsonObject): readonly (string | null)[] {
  const transaction = objectOf(message.transaction);
  return [
    text(objectOf(message.customer), 'customer_token'),
    text(objectOf(message.session), 'order_id'),
    ...['tid', 'currency', 'amount', 'conversion_rate', 'processed_currency', 'processed_amount'].map((name) => text(transaction, name)),
  ];
}

/** What of a notification is signed. */
export const signedOfNotification = (message: JsonObject): readonly (string | null)[] => [
  ...['merchant_id', 'application_key', 'timestamp'].map((name) => text(message, name)),
  ...signedOfPayment(message),
];
