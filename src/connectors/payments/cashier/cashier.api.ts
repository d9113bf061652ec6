import type { Clock } from '../../../runtime/clock.js';
import { exactNumber, type JsonObject, parseExactObject, textOf } from '../exact-json.js';
import { ProviderRefusal, ProviderUnreachable } from '../port.js';
import type { VendorAnswer, VendorClient } from '../vendor.client.js';
import { cashierSignature, isFresh, isSignedBy, signedOfPayment } from './cashier.signature.js';

export interface Merchant {
  readonly merchantId: string;
  readonly applicationKey: string;
  readonly secret: string;
}

/** The vendor has this order: what it answered first stands. */
export class AlreadySent extends Error {
  override readonly name = 'AlreadySent';
}

const DUPLICATE_ORDER = '409';
const VERSION = '1.3';

export interface CashierRequest {
  readonly path: string;
  readonly fields: Readonly<Record<string, unknown>>;
  /** The fields whose values are signed after merchant, application and time. */
  readonly signed: readonly string[];
  /** What of the answer is signed after its status and time. */
  readonly answerSigned: (answer: JsonObject) => readonly (string | null)[];
}

/** Calls of the cashier: JSON both ways, each side signing what it says. */
export class CashierApi {
  readonly #client: VendorClient;
  readonly #merchant: Merchant;
  readonly #clock: Clock;

  constructor(client: VendorClient, merchant: Merchant, clock: Clock) {
    this.#client = client;
    this.#merchant = merchant;
    this.#clock = clock;
  }

  /** Throws `ProviderRefusal`, `ProviderUnreachable` or `AlreadySent`. */
  async ask({ path, fields, signed, answerSigned }: CashierRequest): Promise<JsonObject> {
    const { merchantId, applicationKey, secret } = this.#merchant;
    const timestamp = String(Math.floor(this.#clock.now().getTime() / 1000));
    const values = [merchantId, applicationKey, timestamp, ...signed.map((name) => (fields[name] as string | undefined) ?? null)];
    const answer = await this.#client.ask({
      method: 'POST',
      path,
      headers: { 'content-type': 'application/json', 'gt-authentication': cashierSignature(values, secret) },
      body: JSON.stringify({ merchant_id: merchantId, application_key: applicationKey, timestamp: exactNumber(timestamp), version: VERSION, ...fields }),
    });
    return this.#read(answer, answerSigned);
  }

  /** Status 0 is a yes; a positive one is a no to this request; a negative one is trouble on the vendor's side. */
  #read(answer: VendorAnswer, answerSigned: CashierRequest['answerSigned']): JsonObject {
    const body = answer.status < 500 ? parseExactObject(answer.body) : null;
    const status = textOf(body?.status);
    if (body === null || status === null || !/^-?\d{1,9}$/.test(status))
      throw new ProviderUnreachable(`It answered ${answer.status} and nothing that can be read.`);
    const timestamp = textOf(body.timestamp);
    const isSigned = isSignedBy(answer.headers.get('gt-authentication'), [status, timestamp, ...answerSigned(body)], this.#merchant.secret);
    if (!isSigned || !isFresh(timestamp, this.#clock.now())) throw new ProviderUnreachable('Its answer is not signed with our secret, or is an old one.');
    if (status === '0') return body;
    const description = (textOf(body.description) ?? `It answered with the status ${status}.`).slice(0, 300);
    if (status.startsWith('-')) throw new ProviderUnreachable(description);
    throw status === DUPLICATE_ORDER ? new AlreadySent(description) : new ProviderRefusal(description);
  }
}

export const paymentAnswer = (answer: JsonObject): readonly (string | null)[] => signedOfPayment(answer);
export const sessionAnswer = (answer: JsonObject): readonly (string | null)[] => [textOf(answer.redirect_url)];
