import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testGateway, type TestGateway } from '../support/gateway.js';
import { statements } from '../support/pages.js';
import type { Person } from '../support/people.js';

let gateway: TestGateway;
let support: Person, compliance: Person, sales: Person, maria: Person;

beforeAll(async () => {
  gateway = await testGateway();
  [support, compliance, sales] = [await gateway.staff('SUPPORT'), await gateway.staff('COMPLIANCE'), await gateway.staff('SALES')];
});
afterAll(() => gateway?.close());
beforeEach(async () => {
  maria = await gateway.client();
});

interface Note {
  readonly id: string;
  readonly version: number;
  readonly text: string | null;
  readonly author: string;
  readonly isPinned: boolean;
  readonly deletedBy: string | null;
  readonly deleteReason: string | null;
  readonly wordings: readonly { readonly number: number; readonly text: string | null; readonly author: string }[];
}
interface Told {
  readonly note: Note | null;
  readonly userErrors: readonly { readonly code: string; readonly field: readonly string[] | null }[];
}

const FIELDS = 'id version text author isPinned deletedBy deleteReason wordings { number text author }';
async function change(kind: 'Add' | 'Edit' | 'Pin' | 'Confide' | 'Delete', input: object, as: Person): Promise<Told> {
  const text = `mutation ($input: Note${kind}Input!) { note${kind}(input: $input) { note { ${FIELDS} } userErrors { code field } } }`;
  return (await gateway.data<Record<string, Told>>(text, { input }, { as }))[`note${kind}`] as Told;
}
async function add(text: string, given: { isPinned?: boolean; isConfidential?: boolean; clientId?: string } = {}, as = support): Promise<Note> {
  const { note, userErrors } = await change('Add', { clientId: maria.id, text, ...given }, as);
  if (note === null) throw new Error(JSON.stringify(userErrors));
  return note;
}
async function list(as: Person, filter: object | null = null): Promise<Note[]> {
  const text = `query ($id: ID!, $filter: ClientNoteFilter) { client(id: $id) { notes(filter: $filter, first: 100) { nodes { ${FIELDS} } } } }`;
  return (await gateway.data<{ client: { notes: { nodes: Note[] } } | null }>(text, { id: maria.id, filter }, { as })).client?.notes.nodes ?? [];
}
const codes = ({ userErrors }: Told): string[] => userErrors.map(({ code }) => code);

describe('a note', () => {
  test('is worded anew by its author, and every wording is kept', async () => {
    const first = await add('  Called about the card ');
    expect(first).toMatchObject({ version: 1, text: 'Called about the card', author: 'Helena Costa', isPinned: false });
    const { note } = await change('Edit', { id: first.id, version: 1, text: 'Called about the bank card' }, support);
    expect(note).toMatchObject({ version: 2, text: 'Called about the bank card' });
    expect(note?.wordings.map(({ number, text }) => [number, text])).toEqual([
      [1, 'Called about the card'],
      [2, 'Called about the bank card'],
    ]);
    expect(codes(await change('Edit', { id: first.id, version: 1, text: 'Late' }, support))).toEqual(['STALE_VERSION']);
    expect(codes(await change('Edit', { id: first.id, version: 2, text: 'Mine now' }, compliance))).toEqual(['POLICY_FORBIDS']);
    expect((await list(compliance))[0]?.text).toBe('Called about the bank card');
  });

  test('is pinned, and struck out with a reason: it stays to be read, and changes no more', async () => {
    const note = await add('Speaks Greek only', { isPinned: true });
    await add('Asked for a statement');
    expect((await list(support, { isPinned: true })).map(({ id }) => id)).toEqual([note.id]);
    expect((await change('Pin', { id: note.id, version: 1, isPinned: false }, compliance)).note?.isPinned).toBe(false);
    const { note: struck } = await change('Delete', { id: note.id, version: 2, reason: 'Of another client' }, compliance);
    expect(struck).toMatchObject({ text: 'Speaks Greek only', deletedBy: 'Helena Costa', deleteReason: 'Of another client' });
    expect(codes(await change('Edit', { id: note.id, version: 3, text: 'Again' }, support))).toEqual(['ILLEGAL_TRANSITION']);
    expect((await list(support, { isDeleted: false })).map(({ text }) => text)).toEqual(['Asked for a statement']);
    expect(await list(support)).toHaveLength(2);
  });

  test('is never in the audit log, which tells who wrote when, and never plain in the database', async () => {
    const secret = 'Is in hospital until May';
    const { id } = await add(secret);
    await change('Edit', { id, version: 1, text: `${secret}, room 12` }, support);
    const entries = await gateway.sql<{ action: string; client_id: string }>('select * from audit_entry where subject_id = $1 order by at, id', [id]);
    expect(entries.map(({ action }) => action)).toEqual(['note.add', 'note.edit']);
    expect(entries[0]?.client_id).toBe(maria.id);
    const kept = JSON.stringify([
      entries,
      await gateway.sql('select * from client_note where id = $1', [id]),
      await gateway.sql('select * from client_note_wording where note_id = $1', [id]),
    ]);
    expect(kept).not.toContain('hospital');
  });

  test('is gone with the key of its client, in all its wordings', async () => {
    const { id } = await add('Moved to Paphos');
    await gateway.sql('delete from client_key where client_id = $1', [maria.id]);
    expect(await list(support)).toMatchObject([{ id, text: null, wordings: [{ number: 1, text: null }] }]);
  });

  test('does not open where it was copied to from another note', async () => {
    const [one, other] = [await add('The first'), await add('The second')];
    await gateway.sql('update client_note n set text_sealed = o.text_sealed from client_note o where n.id = $1 and o.id = $2', [one.id, other.id]);
    const text = 'query ($id: ID!) { client(id: $id) { notes { nodes { id text } } } }';
    const { data, errors } = await gateway.graphql<{ client: { notes: { nodes: Note[] } } }>(text, { id: maria.id }, { as: support });
    expect(data?.client.notes.nodes.map((note) => note.text)).toEqual(['The second', null]);
    expect(errors).toMatchObject([{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }]);
  });

  test.each(['', '   ', 'x'.repeat(10_001)])('says something, and not too much (%#)', async (text) => {
    expect((await change('Add', { clientId: maria.id, text }, support)).userErrors).toMatchObject([{ code: 'INVALID', field: ['text'] }]);
  });
});

describe('who sees notes', () => {
  test('staff alone, and sales only on clients whom they manage', async () => {
    const { id } = await add('Asked for a lower spread');
    expect(await list(sales)).toEqual([]);
    expect(codes(await change('Add', { clientId: maria.id, text: 'Mine' }, sales))).toEqual(['NOT_FOUND']);
    expect(codes(await change('Pin', { id, version: 1, isPinned: true }, sales))).toEqual(['NOT_FOUND']);
    await gateway.sql('update client set account_manager_id = $2 where id = $1', [maria.id, sales.id]);
    expect(await list(sales)).toHaveLength(1);
    const text = 'query ($id: ID!) { client(id: $id) { notes { nodes { text } } } }';
    const { data, errors } = await gateway.graphql(text, { id: maria.id }, { as: maria });
    expect(data).toEqual({ client: { notes: null } });
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  test('those in confidence by their author and compliance alone, in the list and in the timeline, until compliance says otherwise', async () => {
    const risk = await gateway.staff('RISK');
    const { id } = await add('Deposits from five cards of other people', { isConfidential: true });
    const titles = async (as: Person): Promise<string[]> => {
      const text = 'query ($id: ID!) { client(id: $id) { timeline(filter: { kind: [NOTE] }) { nodes { subjectId } } } }';
      const { client } = await gateway.data<{ client: { timeline: { nodes: { subjectId: string }[] } } }>(text, { id: maria.id }, { as });
      return client.timeline.nodes.map(({ subjectId }) => subjectId);
    };
    expect([await list(risk), await titles(risk)]).toEqual([[], []]);
    expect(codes(await change('Pin', { id, version: 1, isPinned: true }, risk))).toEqual(['NOT_FOUND']);
    expect(await list(support)).toHaveLength(1);
    expect(await list(compliance, { isConfidential: true })).toHaveLength(1);
    expect(await titles(compliance)).toEqual([id]);
    await expect(change('Confide', { id, version: 1, isConfidential: false }, support)).rejects.toThrow(/FORBIDDEN/);
    const { note } = await change('Confide', { id, version: 1, isConfidential: false }, compliance);
    expect(note).toMatchObject({ id, version: 2 });
    expect([(await list(risk)).length, await titles(risk)]).toEqual([1, [id]]);
  });

  test('nobody changes a wording, not even by the database', async () => {
    const { id } = await add('As it was');
    const tried = gateway.database.pool.query('update client_note_wording set text_sealed = $2 where note_id = $1', [id, 'v1']);
    await expect(tried).rejects.toThrow(/permission denied/);
  });

  test('fifty take as many statements as five', async () => {
    for (let count = 0; count < 50; count++) await add(`Note ${count}`);
    const text = 'query ($id: ID!, $first: Int!) { client(id: $id) { notes(first: $first) { nodes { text wordings { text } } } } }';
    const page = (first: number) => statements(gateway, () => gateway.data(text, { id: maria.id, first }, { as: support }));
    expect(await page(50)).toBe(await page(5));
  });
});
