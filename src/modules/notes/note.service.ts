import type { Actor, Request } from '../../access/actor.js';
import { isId, newId } from '../../database/ids.js';
import type { Database } from '../../database/orm.js';
import { scopedRowIn } from '../../database/reader.scoped.js';
import { statement, type Unit } from '../../database/unit.js';
import { checkedReason } from '../../runtime/checked-text.js';
import { noteRow } from '../../runtime/personal-data.js';
import { notFound, refusal, staleVersion } from '../../runtime/refusal.js';
import type { AuditTrail } from '../audit/index.js';
import { type ClientKeys, clientReader } from '../clients/index.js';
import { noteRows } from './note.reader.js';
import { checkedNote } from './note.text.js';

interface Named {
  readonly id: string;
  /** The one that the caller saw. */
  readonly version: number;
}

/** A note under its lock. */
interface NoteRecord {
  readonly id: string;
  readonly version: number;
  readonly clientId: string;
  readonly wording: number;
  readonly author: string;
  readonly authorId: string;
  readonly isPinned: boolean;
  readonly isConfidential: boolean;
  readonly isDeleted: boolean;
}

export interface NoteServiceParts {
  readonly database: Database;
  readonly audit: AuditTrail;
  readonly keys: ClientKeys;
}

const LOCK = statement(`
  select id, version::int as version, client_id as "clientId", wording::int as wording, author, author_id as "authorId", is_pinned as "isPinned", is_confidential as "isConfidential",
    deleted_at is not null as "isDeleted"
  from client_note where id = $1 for no key update`);
const INSERT = statement(`
  insert into client_note (id, client_id, text_sealed, author, author_id, is_pinned, is_confidential) values ($1, $2, $3, $4, $5, $6, $7)`);
const WORDING = statement(`
  insert into client_note_wording (id, note_id, number, client_id, text_sealed, author) values ($1, $2, $3, $4, $5, $6)`);
const EDIT = statement('update client_note set version = version + 1, text_sealed = $2, wording = $3, updated_at = now() where id = $1');
const PIN = statement('update client_note set version = version + 1, is_pinned = $2, updated_at = now() where id = $1');
const CONFIDE = statement('update client_note set version = version + 1, is_confidential = $2, updated_at = now() where id = $1');
const DELETE = statement(`
  update client_note set version = version + 1, is_pinned = false, deleted_at = now(), deleted_by = $2, delete_reason = $3, updated_at = now() where id = $1`);

/** What the staff write down about clients. The audit log tells who wrote when, and never what: texts lie sealed under the client's key alone. */
export class NoteService {
  readonly #parts: NoteServiceParts;

  constructor(parts: NoteServiceParts) {
    this.#parts = parts;
  }

  add(
    request: Request,
    input: { readonly clientId: string; readonly text: string; readonly isPinned: boolean; readonly isConfidential: boolean },
  ): Promise<string> {
    const { database, audit } = this.#parts;
    const { actor } = request;
    checkPerson(actor);
    const text = checkedNote(input.text);
    return database.unit(async (unit) => {
      const client = isId(input.clientId) ? await scopedRowIn<{ id: string }>(unit, clientReader, actor, input.clientId, 't.id') : null;
      if (client === null) throw notFound('client', 'clientId');
      const id = newId();
      const sealed = await this.#seal(unit, client.id, noteRow(id, 1), text);
      unit.write(INSERT, [id, client.id, sealed, actor.name, actor.id, input.isPinned, input.isConfidential]);
      unit.write(WORDING, [newId(), id, 1, client.id, sealed, actor.name]);
      audit.append(unit, request, {
        ...{
          action: 'note.add',
          subjectType: 'ClientNote',
          subjectId: id,
          clientId: client.id,
          after: { wording: 1, isPinned: input.isPinned, isConfidential: input.isConfidential },
        },
      });
      return id;
    });
  }

  /** By its author alone: nobody puts words into another's mouth. */
  edit(request: Request, input: Named & { readonly text: string }): Promise<string> {
    const text = checkedNote(input.text);
    return this.#change(request, input, 'note.edit', async (unit, { id, clientId, wording, author, authorId }) => {
      if (authorId !== request.actor.id) throw refusal('POLICY_FORBIDS', `${author} wrote this: add a note of your own.`, ['id']);
      const number = wording + 1;
      const sealed = await this.#seal(unit, clientId, noteRow(id, number), text);
      unit.write(EDIT, [id, sealed, number]);
      unit.write(WORDING, [newId(), id, number, clientId, sealed, request.actor.name]);
      return { before: { wording }, after: { wording: number } };
    });
  }

  pin(request: Request, input: Named & { readonly isPinned: boolean }): Promise<string> {
    return this.#change(request, input, 'note.pin', async (unit, { id, isPinned }) => {
      unit.write(PIN, [id, input.isPinned]);
      return { before: { isPinned }, after: { isPinned: input.isPinned } };
    });
  }

  /** What the client must not learn of: it is told of all other notes with what is held on it. */
  confide(request: Request, input: Named & { readonly isConfidential: boolean }): Promise<string> {
    return this.#change(request, input, 'note.confide', async (unit, { id, isConfidential }) => {
      unit.write(CONFIDE, [id, input.isConfidential]);
      return { before: { isConfidential }, after: { isConfidential: input.isConfidential } };
    });
  }

  /** Struck out, and kept. */
  delete(request: Request, input: Named & { readonly reason: string }): Promise<string> {
    const reason = checkedReason(input.reason);
    return this.#change(request, input, 'note.delete', async (unit, { id }) => {
      unit.write(DELETE, [id, request.actor.name, reason]);
      return { before: { isDeleted: false }, after: { isDeleted: true }, reason };
    });
  }

  #change(
    request: Request,
    input: Named,
    action: string,
    work: (unit: Unit, found: NoteRecord) => Promise<{ readonly before: Changed; readonly after: Changed; readonly reason?: string }>,
  ): Promise<string> {
    const { database, audit } = this.#parts;
    checkPerson(request.actor);
    return database.unit(async (unit) => {
      const found = await lockNote(unit, request.actor, input);
      const { before, after, reason = null } = await work(unit, found);
      audit.append(unit, request, { action, subjectType: 'ClientNote', subjectId: found.id, clientId: found.clientId, reason, before, after });
      return found.id;
    });
  }

  async #seal(unit: Unit, clientId: string, row: string, text: string): Promise<string> {
    return (await this.#parts.keys.toSeal(unit, clientId)).seal(row, text);
  }
}

type Changed = Readonly<Record<string, number | boolean>>;

async function lockNote(unit: Unit, actor: Actor, { id, version }: Named): Promise<NoteRecord> {
  if (!isId(id)) throw notFound('note', 'id');
  const [seen, found] = await Promise.all([scopedRowIn(unit, noteRows, actor, id, 't.id'), unit.row<NoteRecord>(LOCK, [id])]);
  if (seen === null || found === undefined) throw notFound('note', 'id');
  if (found.version !== version) throw staleVersion(found.version);
  if (found.isDeleted) throw refusal('ILLEGAL_TRANSITION', 'The note is struck out.', ['id']);
  return found;
}

function checkPerson(actor: Actor): void {
  if (actor.kind !== 'STAFF') throw refusal('POLICY_FORBIDS', 'Notes are written by people of the staff.');
}
