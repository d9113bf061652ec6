import type { Actor } from '../../access/actor.js';
import { type Column, column, defineReader, list, one, type Reader } from '../../database/reader.js';
import { type Filter, timeRange } from '../../database/reader.filters.js';
import { keyOf } from '../../database/reader.sealed.js';
import { clientScopeOf, clientScopes } from '../../database/row-scopes.js';
import type { Parameters } from '../../database/statement.js';
import { noteRow, type PersonalData } from '../../runtime/personal-data.js';

/** Notes are the house's: clients, partners and their keys see none, and whoever lacks `clients:all` those on clients whom they manage. */
function scopeOf(actor: Actor): 'outside' | 'managed' | null {
  return actor.clientId !== null || actor.partnerId !== null ? 'outside' : clientScopeOf(actor) === 'managed' ? 'managed' : null;
}
const inHouse = { scopeOf, scopes: { outside: () => 'false', managed: clientScopes.managed } } as const;

/** Of those in confidence, whoever may not read them sees what they wrote themselves. */
const ownOrOpen = (parameters: Parameters): string =>
  `(not t.is_confidential or t.author_id = ${parameters.add((b) => (b.actor.kind === 'STAFF' ? b.actor.id : null), 'uuid')})`;
const inConfidence = {
  scopeOf(actor: Actor) {
    const scope = scopeOf(actor);
    if (scope === 'outside' || actor.permissions.has('notes:confidential')) return scope;
    return scope === 'managed' ? ('managed, open' as const) : ('open' as const);
  },
  scopes: {
    ...inHouse.scopes,
    open: ownOrOpen,
    'managed, open': (parameters: Parameters) => `${clientScopes.managed(parameters)} and ${ownOrOpen(parameters)}`,
  },
} as const;

interface Packed {
  readonly note: string;
  readonly wording: number;
  readonly client: string;
  readonly sealed: string;
  readonly key: string | null;
}

/** Opened after its row is read, with the client's key, which comes in the same statement. Where that is gone there is nothing to read: null. */
const sealedText = (personal: PersonalData, note: string, wording: string): Column => ({
  sql: `jsonb_build_object('note', ${note}, 'wording', ${wording}, 'client', t.client_id, 'sealed', t.text_sealed, 'key', ${keyOf('t.client_id')})`,
  derive: (value) => open(personal, value as Packed),
});

function open(personal: PersonalData, { note, wording, client, sealed, key }: Packed): string | Error | null {
  if (key === null) return null;
  const row = noteRow(note, wording);
  try {
    return personal.vaultOf(client, key).open(row, sealed);
  } catch (error) {
    return new Error(`What is sealed for ${row} does not open`, { cause: error });
  }
}

const flag = (sql: string): Filter => ({
  inText: true,
  shape: (value: boolean) => (value ? 'yes' : 'no'),
  where: (_parameters, shape) => (shape === 'yes' ? sql : `not ${sql}`),
});

/** Which notes there are for whom, and all of them that is not sealed. */
export const noteRows = defineReader({
  type: 'ClientNote',
  table: 'client_note',
  columns: {
    id: column('id'),
    version: column('version'),
    author: column('author'),
    isPinned: column('is_pinned'),
    isConfidential: column('is_confidential'),
    createdAt: column('created_at'),
    updatedAt: column('updated_at'),
    deletedAt: column('deleted_at'),
    deletedBy: column('deleted_by'),
    deleteReason: column('delete_reason'),
  },
  relations: { client: one('Client', 'client_id'), wordings: list('ClientNoteWording', 'note_id', 't.number') },
  filters: {
    isPinned: flag('t.is_pinned'),
    isConfidential: flag('t.is_confidential'),
    isDeleted: flag('(t.deleted_at is not null)'),
    createdAt: timeRange('t.created_at'),
  },
  defaultOrder: { field: 'CREATED_AT', direction: 'DESC' },
  ...inConfidence,
});

const wordingRows = (personal: PersonalData): Reader =>
  defineReader({
    type: 'ClientNoteWording',
    table: 'client_note_wording',
    columns: { number: column('number'), text: sealedText(personal, 't.note_id', 't.number'), author: column('author'), at: column('at') },
    orders: { AT: { sql: 't.at', cast: 'timestamptz' } },
    defaultOrder: { field: 'AT', direction: 'ASC' },
    ...inHouse,
  });

/** Notes and their wordings, with what is opened by the clients' keys. */
export const noteReaders = (personal: PersonalData): Reader[] => [
  { ...noteRows, columns: { ...noteRows.columns, text: sealedText(personal, 't.id', 't.wording') } },
  wordingRows(personal),
];
