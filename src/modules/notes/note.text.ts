import { refusal } from '../../runtime/refusal.js';

const MOST_CHARACTERS = 10_000;

/** Refuses with INVALID. */
export function checkedNote(given: string): string {
  const text = given.trim();
  if (text === '' || text.length > MOST_CHARACTERS) throw refusal('INVALID', `Write 1 to ${MOST_CHARACTERS} characters.`, ['text']);
  return text;
}
