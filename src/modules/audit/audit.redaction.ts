import type { KeyObject } from 'node:crypto';
import canonicalize from 'canonicalize';
import { keyedHash } from '../../runtime/audit-mac.js';
import type { Vault } from '../../runtime/vault.js';

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

/** What an entry of a client's history tells of the person, and what people wrote in their own words, which may name anybody. */
const PERSONAL_KEYS = new Set(
  [
    ...['firstName', 'lastName', 'companyName', 'displayName', 'email', 'phone', 'tags', 'fileName', 'label', 'name', 'applicantId'],
    ...['reason', 'reasons', 'liftReason', 'rejectionReason', 'decisionReason', 'comment', 'note', 'detail'],
  ].map((key) => key.toLowerCase()),
);

/** Whether something in it is sealed where there is a vault. */
export function isPersonal(value: JsonValue | undefined): boolean {
  if (value == null || typeof value !== 'object') return false;
  return Object.entries(value).some(
    ([field, item]: [string, JsonValue | undefined]) => (item != null && PERSONAL_KEYS.has(field.toLowerCase()) && !isSecret(field)) || isPersonal(item),
  );
}

const SEALED = 'sealed:';

/** What the personal values of an entry are sealed for: under another client, or another name, they do not open. */
const sealedRow = (clientId: string, field: string): string => `audit_entry/${clientId}/${field}`;

/** What an update changed: of both sides the fields that differ. A field that only one side has is null on the other. */
export function changes(before: JsonObject, after: JsonObject): { before: JsonObject; after: JsonObject } {
  const differing = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((key) => !same(before[key], after[key]));
  const pick = (side: JsonObject): JsonObject => Object.fromEntries(differing.map((key) => [key, side[key] ?? null]));
  return { before: pick(before), after: pick(after) };
}

/** Whose history an entry belongs to; with the client's vault what is personal can be read until the client's key is destroyed. */
export interface RedactionOf {
  readonly key: KeyObject;
  readonly subjectId: string;
  readonly clientId: string | null;
  readonly vault: Vault | null;
}

/**
 * The value without its secrets: each is replaced by a fingerprint, so that one sees that it changed and cannot read what it is. The
 * fingerprint is keyed, for a date of birth is quickly guessed, and bound to the subject, or equal values would show across clients.
 *
 * Entries are never changed, so what is personal must not stand in them in clear to begin with: in a client's history it is sealed
 * under the client's own key, and when that is destroyed the entry is as it was, its MAC holds, and nobody reads the value any more. A
 * writer who has no vault at hand leaves a fingerprint.
 */
export function redact(of: RedactionOf, value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map((item: JsonValue) => redact(of, item));
  if (value === null || typeof value !== 'object') return value;
  const redacted = Object.entries(value as JsonObject).map(([field, item]) => [field, redactedField(of, field, item ?? null)]);
  return Object.fromEntries(redacted) as JsonObject;
}

function redactedField(of: RedactionOf, field: string, value: JsonValue): JsonValue {
  if (isSecret(field)) return fingerprint(of, field, value);
  if (of.clientId === null || !PERSONAL_KEYS.has(field.toLowerCase())) return redact(of, value);
  if (value === null || of.vault === null) return fingerprint(of, field, value);
  return `${SEALED}${of.vault.seal(sealedRow(of.clientId, field), JSON.stringify(value))}`;
}

/** What somebody gave as the reason of a deed; of one on a client it is sealed as the rest. */
export const redactedReason = (of: RedactionOf, reason: string): string => (of.clientId === null ? reason : (redactedField(of, 'reason', reason) as string));

/** SQL of whether a text is sealed. */
export const isSealedSql = (text: string): string => `starts_with(${text}, '${SEALED}')`;

function fingerprint({ key, subjectId }: RedactionOf, field: string, value: JsonValue): string | null {
  if (value === null) return null;
  return `redacted:${keyedHash(key, `fingerprint\n${subjectId}\n${field}\n${canonicalize(value)}`).slice(0, 16)}`;
}

/** The value with what was sealed in it opened; "erased" where the key is gone. Throws where something sealed was put from elsewhere. */
export function openSealed(clientId: string, vault: Vault | null, value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map((item: JsonValue) => openSealed(clientId, vault, item));
  if (value === null || typeof value !== 'object') return value;
  const opened = Object.entries(value as JsonObject).map(([field, item]) => {
    if (typeof item !== 'string' || !item.startsWith(SEALED)) return [field, openSealed(clientId, vault, item ?? null)];
    return [field, vault === null ? 'erased' : (JSON.parse(vault.open(sealedRow(clientId, field), item.slice(SEALED.length))) as JsonValue)];
  });
  return Object.fromEntries(opened) as JsonObject;
}
