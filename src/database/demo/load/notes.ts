import type { ClientBase } from 'pg';
import { noteRow } from '../../../runtime/personal-data.js';
import { idFrom } from './derived-ids.js';
import type { DemoSealing } from './sealing.js';

interface Noted {
  readonly id: string;
  readonly clientId: string;
  readonly number: number;
}

const TEXTS = [
  'Prefers to be called in the afternoon.',
  'Asked about the spreads of metals; sent the price list.',
  'Will hand in a newer proof of address next week.',
  'Has an account with another broker and compares us.',
  'Called about a card that was declined: the bank blocks such payments.',
  'Speaks for the company together with a second director.',
  'Wants a lower leverage for the time being.',
  'Was told that a withdrawal goes back to the card first.',
] as const;
// compliance alone knows
const SUSPICION = 'Three deposits from cards in other names within a day: reported to the officer, nothing may be said to the client.';
const LATER = ' Called again: still so.';
const AUTHORS = ['support@demo.example', 'sales@demo.example', 'compliance@demo.example'];

// C100042 is among them
const NOTED = `
  select ${idFrom('c.id', 'note')} as id, c.id as "clientId", c.number::int as number from client c where c.number % 9 = 6 and c.created_at < $1::timestamptz - interval '3 days'
    and exists (select from client_key k where k.client_id = c.id)
  order by c.number limit 300`;
const NOTES = `
  insert into client_note (id, version, client_id, text_sealed, wording, author, author_id, is_pinned, is_confidential, created_at, updated_at, deleted_at, deleted_by, delete_reason)
  select n.id, n.version, n."clientId", n.sealed, n.wording, s.name, s.id, n."isPinned", n."isConfidential", at.written, at.changed, case when n."isDeleted" then at.changed end,
    case when n."isDeleted" then s.name end, case when n."isDeleted" then 'Of another client' end
  from jsonb_to_recordset($1::jsonb) as n (id uuid, "clientId" uuid, version int, wording int, sealed text, email text, "isPinned" boolean, "isConfidential" boolean, "isDeleted" boolean, ago int)
  join staff_member s on s.email = n.email
  cross join lateral (select $2::timestamptz - n.ago * interval '1 hour' as written, $2::timestamptz - case when n.version > 1 then n.ago - 1 else n.ago end * interval '1 hour' as changed) at`;
const WORDINGS = `
  insert into client_note_wording (id, note_id, number, client_id, text_sealed, author, at)
  select ${idFrom('n.id', 'wording', 'w.number::text')}, n.id, w.number, n.client_id, w.sealed, n.author, case w.number when 1 then n.created_at else n.updated_at end
  from jsonb_to_recordset($1::jsonb) as w ("noteId" uuid, number int, sealed text) join client_note n on n.id = w."noteId"`;

/** What the staff wrote down about some clients: one in five was worded anew, some are pinned, a few struck out or in confidence. */
export async function addNotes(connection: ClientBase, sealing: DemoSealing, now: Date): Promise<void> {
  const { rows } = await connection.query<Noted>(NOTED, [now]);
  const wordings: { readonly noteId: string; readonly number: number; readonly sealed: string }[] = [];
  const notes = rows.map(({ id, clientId, number }, at) => {
    const [isPinned, isDeleted, isReworded] = [at % 7 === 2, at % 23 === 5, at % 5 === 4];
    const isConfidential = at % 45 === 8;
    const first = isConfidential ? SUSPICION : (TEXTS[at % TEXTS.length] as string);
    const texts = isReworded ? [first, first + LATER] : [first];
    const sealed = texts.map((text, index) => sealing.sealText(clientId, noteRow(id, index + 1), text));
    wordings.push(...sealed.map((text, index) => ({ noteId: id, number: index + 1, sealed: text })));
    const version = 1 + Number(isReworded) + Number(isDeleted);
    return {
      ...{ id, clientId, version, wording: texts.length, sealed: sealed.at(-1), email: AUTHORS[at % AUTHORS.length] },
      isPinned,
      isConfidential,
      isDeleted,
      ago: 3 + (number % 60),
    };
  });
  await connection.query(NOTES, [JSON.stringify(notes), now]);
  await connection.query(WORDINGS, [JSON.stringify(wordings)]);
  await connection.query('analyze client_note');
}
