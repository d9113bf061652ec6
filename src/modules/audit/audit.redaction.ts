import type { KeyObject } from 'node:crypto';
import canonicalize from 'canonicalize';
import { keyedHash } from '../../runtime/audit-mac.js';

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export type JsonObject = { readonly [key: string]: JsonValue | undefined };

/** Keys whose values the log never holds in clear, compared without case and without separators. */
const SECRET_KEYS = new Set(
  [
    'dateOfBirth',
    'taxNumber',
    'password',
    'passwordHash',
    'totp',
    'totpSecret',
    'secret',
    'recoveryCodes',
    'recoveryHashes',
    'token',
    'accessToken',
    'refreshToken',
    'key',
    'keyHash',
    'hash',
  ].map((key) => key.toLowerCase()),
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
export function redact(key: KeyObject, subjectId: string, value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map((item: JsonValue) => redact(key, subjectId, item));
  if (value === null || typeof value !== 'object') return value;
  const redacted = Object.entries(value as JsonObject).map(([field, item]) => [
    field,
    isSecret(field) ? fingerprint(key, subjectId, field, item ?? null) : redact(key, subjectId, item ?? null),
  ]);
  return Object.fromEntries(redacted) as JsonObject;
}

function fingerprint(key: KeyObject, subjectId: string, field: string, value: JsonValue): string | null {
  if (value === null) return null;
  return `redacted:${keyedHash(key, `fingerprint\n${subjectId}\n${field}\n${canonicalize(value)}`).slice(0, 16)}`;
}
