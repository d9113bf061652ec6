import { isIP } from 'node:net';
import { type ProviderKind, type ProviderMaker, ProviderMisconfigured } from '../../connectors/payments/port.js';
import { amountText, Decimal } from '../../runtime/decimal.js';
import { currencyScale } from '../../runtime/currency.js';
import { refusal, type Refusal } from '../../runtime/refusal.js';

/** How a provider is set up, in clear: it never leaves the service. */
export interface ProviderSetUp {
  readonly code: string;
  readonly kind: ProviderKind;
  readonly baseUrl: string | null;
  readonly settings: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

const CODE = /^[a-z][a-z0-9-]{1,39}$/;
const NAME = /^[a-z][A-Za-z0-9]{0,39}$/;
const MOST_PAIRS = 20;
const MOST_CHARACTERS = 500;

const invalid = (field: string, message: string): Refusal => refusal('INVALID', message, [field]);

export function checkCode(code: string): void {
  if (!CODE.test(code)) throw invalid('code', 'A code has 2 to 40 small letters, digits and dashes and begins with a letter, such as cardway.');
}

/** Pairs of name and value as one object; null values are kept, for they take something away. */
export function checkedPairs(pairs: readonly { readonly name: string; readonly value?: string | null }[], field: string): Record<string, string | null> {
  if (pairs.length > MOST_PAIRS) throw invalid(field, `There are at most ${MOST_PAIRS} of them.`);
  const named = new Map<string, string | null>();
  for (const { name, value = null } of pairs) {
    if (!NAME.test(name)) throw invalid(field, `"${name.slice(0, 40)}" is no name: write it like webhookSecret.`);
    if (named.has(name)) throw invalid(field, `${name} is given twice.`);
    if (value !== null && (value === '' || value.length > MOST_CHARACTERS)) throw invalid(field, `${name} has 1 to ${MOST_CHARACTERS} characters.`);
    named.set(name, value);
  }
  return Object.fromEntries(named);
}

export function checkedNumber(value: number, field: string, least: number, most: number): number {
  if (!Number.isInteger(value) || value < least || value > most) throw invalid(field, `It is a whole number from ${least} to ${most}.`);
  return value;
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Our requests carry secrets and come from inside: they go to a vendor by name over TLS, and to this machine only where nothing is at stake. */
export function checkBaseUrl(baseUrl: string | null, isProduction: boolean): void {
  if (baseUrl === null) return;
  if (!URL.canParse(baseUrl)) throw invalid('baseUrl', 'The base URL must be a URL such as https://api.vendor.com.');
  const { protocol, hostname } = new URL(baseUrl);
  if (LOOPBACK.has(hostname)) {
    if (isProduction) throw invalid('baseUrl', 'In production no provider is on this machine.');
    return;
  }
  if (protocol !== 'https:') throw invalid('baseUrl', 'The base URL must begin with https://.');
  const isAddress = isIP(hostname.replace(/^\[|\]$/g, '')) !== 0;
  if (isAddress || !hostname.includes('.') || /\.(local|localhost|internal|intranet|lan|home|corp|arpa)\.?$/i.test(hostname))
    throw invalid('baseUrl', 'The base URL must name a host of the vendor, not an address and nothing inside the house.');
}

/** Has the connector look at it: what it cannot work with is refused in its own words. */
export function checkWorks(maker: ProviderMaker, setUp: ProviderSetUp): void {
  try {
    maker.make(setUp);
  } catch (error) {
    if (!(error instanceof ProviderMisconfigured)) throw error;
    const field = /secret /i.test(error.message) ? 'secrets' : /base URL/i.test(error.message) ? 'baseUrl' : 'settings';
    throw invalid(field, error.message);
  }
}

/** A limit or a fee: zero or more, no finer than its currency. */
export function checkedTerm(text: string | null | undefined, field: string, currency: string, least: 'ZERO' | 'ABOVE_ZERO'): string | null {
  if (text == null) return null;
  const amount = new Decimal(text);
  if (amount.lessThan(0) || (least === 'ABOVE_ZERO' && amount.isZero()))
    throw invalid(field, least === 'ZERO' ? 'It is zero or more.' : 'It is above zero; leave it out for none.');
  if (amount.decimalPlaces() > currencyScale(currency)) throw invalid(field, `${currency} has ${currencyScale(currency)} decimals.`);
  return amountText(amount, currency);
}

/** The least is not above the most. */
export function checkRange(least: string | null, most: string | null, field: string): void {
  if (least !== null && most !== null && new Decimal(least).greaterThan(most)) throw invalid(field, 'The least is above the most.');
}
