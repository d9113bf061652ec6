import { refusal } from '../../runtime/refusal.js';

export { checkedName, checkedReason } from '../../runtime/checked-text.js';

/** Which licensed entity serves a country. Europe's clients are the Cypriot entity's; a broker with more entities adds its lines here. */
const EEA = new Set('AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK'.split(' '));
export const jurisdictionOf = (country: string): string => (EEA.has(country) ? 'CY' : country === 'GB' ? 'GB' : 'SC');

/** Countries that the broker serves nowhere. */
const NOT_SERVED = new Set(['US', 'KP', 'IR', 'SY', 'CU']);

const PHONE = /^\+?[0-9][0-9 ()./-]{4,30}$/;

export function checkedPhone(value: string | null): string | null {
  const phone = value?.trim() ?? null;
  if (phone !== null && !PHONE.test(phone)) throw refusal('INVALID', 'Write a phone number such as "+357 22 123456".', ['phone']);
  return phone;
}

export function checkServed(country: string): void {
  if (NOT_SERVED.has(country)) throw refusal('POLICY_FORBIDS', `Clients from ${country} are not served.`, ['country']);
}

/** Nobody under 18 trades; nobody is over 120. */
export function checkAge(dateOfBirth: string | null, today: Date): void {
  if (dateOfBirth === null) return;
  const [year, month, day] = dateOfBirth.split('-').map(Number) as [number, number, number];
  const birthday = (years: number) => Date.UTC(year + years, month - 1, day);
  if (birthday(18) > today.getTime()) throw refusal('POLICY_FORBIDS', 'A client must be 18 or older.', ['dateOfBirth']);
  if (birthday(120) < today.getTime()) throw refusal('INVALID', 'This date of birth lies more than 120 years back.', ['dateOfBirth']);
}

const TAX_NUMBER = /^[\p{L}\p{N}][\p{L}\p{N} ./-]{3,39}$/u;

export function checkedTaxNumber(value: string | null): string | null {
  const taxNumber = value?.trim() ?? null;
  if (taxNumber !== null && !TAX_NUMBER.test(taxNumber)) throw refusal('INVALID', 'A tax number has 4 to 40 letters and digits.', ['taxNumber']);
  return taxNumber;
}

export function checkedTags(tags: readonly string[]): string[] {
  const clean = [...new Set(tags.map((tag) => tag.trim().toLowerCase()))];
  if (clean.length > 20 || clean.some((tag) => !/^[a-z0-9][a-z0-9-]{0,39}$/.test(tag))) {
    throw refusal('INVALID', 'A client has up to 20 tags of lower-case letters, digits and hyphens, such as "vip".', ['tags']);
  }
  return clean;
}
