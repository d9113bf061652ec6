import { refusal } from './refusal.js';

// Characters that turn the direction of a line or are not seen at all let one name look like another.
// oxlint-disable-next-line no-control-regex
const HIDDEN = /[\u0000-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/;

/** A name as people write it, trimmed and in one Unicode form. */
export function checkedName(value: string, field: string, maxLength = 100): string {
  const name = value.normalize('NFC').trim().replaceAll(/\s+/g, ' ');
  if (name === '' || name.length > maxLength) throw refusal('INVALID', `Write a name of 1 to ${maxLength} characters.`, [field]);
  if (HIDDEN.test(name)) throw refusal('INVALID', 'A name holds letters, not control or hidden characters.', [field]);
  return name;
}

/** `field`: what the input calls it. */
export function checkedReason(reason: string, field: 'reason' | 'note' | 'comment' = 'reason'): string {
  const text = reason.trim();
  if (text.length < 3 || text.length > 1000) throw refusal('INVALID', `Give a ${field} of 3 to 1000 characters: the audit log keeps it.`, [field]);
  return text;
}
