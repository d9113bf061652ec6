import { createHmac } from 'node:crypto';
import canonicalize from 'canonicalize';

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export type JsonObject = { readonly [key: string]: JsonValue | undefined };

/** Keys whose values the log never holds in clear, compared without case and without separators. */
const SECRET_KEYS = new Set(
  ['dateOfBirth', 'taxNumber', 'password', 'passwordHash', 'totp', 'totpSecret', 'secret', 'recoveryCodes', 'recoveryHashes', 'token', 'accessToken', 'refreshToken', 'key', 'keyHash', 'hash'].map(
    (key) => key.toLowerCase(),
  ),
);

const isSecret = (key: string): boolean => SECRET_KEYS.has(key.replaceAll(/[_-]/g, '').toLowerCase());

const same = (one: JsonValue | undefined, other: JsonValue | undefined): boolean => canonicalize(one ?? null) === canonicalize(other ?? null);

/** What an update changed: of both sides the fields that differ. A field that only one side has is null on the other. */
export function changes(before: JsonObject, after: JsonObject): { before: JsonObject; after: JsonObject } {
  const differing = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((key) => !same(before[key], after[key]));
  const pick = (side: JsonObject): JsonObject => Object.fromEntries(differing.map((key) => [key, side[key] ?? null]));
  return { before: pick(before), after: pick(after) };
}

/**
 * The value without its secrets: each is replaced by a fingerprint, so that one sees that it changed and cannot read what it is. The
 * fingerprint is keyed, for a date of birth is quickly guessed, and bound to the subject, or equal values would show across clients.
 */
export function redact(auditKey: Buffer, subjectId: string, value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map((item: JsonValue) => redact(auditKey, subjectId, item));
  if (value === null || typeof value !== 'object') return value;
  const redacted = Object.entries(value as JsonObject).map(([key, item]) => [key, isSecret(key) ? fingerprint(auditKey, subjectId, key, item ?? null) : redact(auditKey, subjectId, item ?? null)]);
  return Object.fromEntries(redacted) as JsonObject;
}

function fingerprint(auditKey: Buffer, subjectId: string, key: string, value: JsonValue): string | null {
  if (value === null) return null;
  const digest = createHmac('sha256', auditKey).update(`fingerprint\n${subjectId}\n${key}\n${canonicalize(value)}`).digest('hex');
  return `redacted:${digest.slice(0, 16)}`;
}
