import { refusal } from '../../runtime/refusal.js';

const MOST_CHARACTERS = 10_000;

/** Note and wording that a text is sealed for: put elsewhere it does not open. */
export const noteRow = (noteId: string, wording: number): string => `client_note/${noteId}/${wording}`;

/** Refuses with INVALID. */
export function checkedNote(given: string): string {
  const text = given.trim();
  if (text === '' || text.length > MOST_CHARACTERS) throw refusal('INVALID', `Write 1 to ${MOST_CHARACTERS} characters.`, ['text']);
  return text;
}
