import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Actor, Request } from '../../access/actor.js';
import type { FileStore } from '../../connectors/files/port.js';
import { isId, newId } from '../../database/ids.js';
import type { Database } from '../../database/orm.js';
import { scopedRowIn } from '../../database/reader.scoped.js';
import { statement, type Unit } from '../../database/unit.js';
import { type AnyJob, defineJob, type JobContext, jobKind } from '../../runtime/jobs.js';
import { notFound, refusal } from '../../runtime/refusal.js';
import { sealFile } from '../../runtime/sealed-file.js';
import type { AuditTrail } from '../audit/index.js';
import { type ClientKeys, clientReader } from '../clients/index.js';
import { type DocumentFiles, randomStorageKey } from '../documents/index.js';
import { archive, type Archived } from './export.archive.js';
import { exportKeyRow } from './export.downloads.js';

interface Parts {
  readonly database: Database;
  readonly audit: AuditTrail;
  readonly store: FileStore;
  readonly files: DocumentFiles;
  readonly keys: ClientKeys;
}

const MAKE = jobKind<{ exportId: string }>({ name: 'clientExport.make', maxAttempts: 5 });

const INSERT = statement(`
  insert into client_export (id, client_id, requested_by, requested_by_id) values ($1, $2, $3, $4) on conflict do nothing returning id`);
const WAITING = statement(`select client_id as "clientId" from client_export where id = $1 and status = 'WAITING' for no key update`);
const READY = statement(`
  update client_export set status = 'READY', ready_at = now(), expires_at = now() + interval '7 days', storage_key = $2, sealed_key = $3, size_bytes = $4, sha256 = $5, files = $6
  where id = $1 and status = 'WAITING' returning id`);
const FAIL = statement(`update client_export set status = 'FAILED' where id = $1 and status = 'WAITING' returning client_id as "clientId"`);
// Whoever reads while this happens has the file open; a link that is followed later finds nothing.
const EXPIRE = statement(`
  with over as (select id, client_id, storage_key from client_export where status = 'READY' and expires_at <= now() order by expires_at limit 200 for update skip locked),
    forgotten as (insert into erased_file (storage_key) select storage_key from over on conflict do nothing)
  update client_export e set status = 'EXPIRED', storage_key = null, sealed_key = null from over where e.id = over.id returning e.id, e.client_id as "clientId"`);

/** Puts together all that is held on a client, for the client itself or for whoever may, and takes it away after a week. */
export class ExportService {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  jobs(): AnyJob[] {
    return [
      defineJob({ ...MAKE, run: ({ exportId }, context) => this.make(exportId, context) }),
      defineJob<object>({ name: 'clientExport.sweep', maxAttempts: 1, every: '35 * * * *', run: (_, context) => this.sweep(context) }),
    ];
  }

  /** Answers with the id; a worker makes it. One at a time for a client. */
  request(request: Request, clientId: string): Promise<string> {
    const { database, audit } = this.#parts;
    const { actor } = request;
    return database.unit(async (unit) => {
      const client = await ownerOf(unit, actor, clientId);
      const id = newId();
      const [added] = await unit.rows(INSERT, [id, client.id, actor.clientId === null ? actor.name : 'client', actor.id]);
      if (added === undefined) throw refusal('ALREADY_PENDING', 'An export of this client is being made already.', ['clientId']);
      unit.enqueue(MAKE, { exportId: id }, { key: id });
      audit.append(unit, request, { action: 'clientExport.request', subjectType: 'ClientExport', subjectId: id, clientId: client.id });
      return id;
    });
  }

  /** Safe to repeat: each attempt writes a file of its own, and only one of them becomes the export's. */
  async make(exportId: string, context: Pick<JobContext, 'request' | 'attempt' | 'log'>): Promise<void> {
    const { database, store } = this.#parts;
    const waiting = await database.unit((unit) => unit.row<{ clientId: string }>(WAITING, [exportId]));
    if (waiting === undefined) return;
    const storageKey = randomStorageKey();
    try {
      await this.#write(exportId, waiting.clientId, storageKey, context.request);
    } catch (error) {
      await store.remove(storageKey).catch((failure: unknown) => context.log.warn({ err: failure }, 'a file of an export that failed stays in the store'));
      if (context.attempt >= MAKE.maxAttempts) await this.#giveUp(exportId, context.request);
      throw error;
    }
  }

  async #write(exportId: string, clientId: string, storageKey: string, request: JobContext['request']): Promise<void> {
    const { database, audit, store, files, keys } = this.#parts;
    const { pool } = database;
    const key = randomBytes(32);
    const archived: Archived = { sizeBytes: 0, sha256: '', files: 0 };
    const zip = archive({ pool, files }, { clientId, vault: await keys.toOpen(pool, clientId) }, archived);
    await store.put(storageKey, Readable.from(sealFile(zip, { key, name: storageKey }), { objectMode: false }));
    const isTaken = await database.unit(async (unit) => {
      const vault = await keys.toSeal(unit, clientId);
      const sealedKey = vault.seal(exportKeyRow(exportId, clientId), key.toString('base64url'));
      const [made] = await unit.rows(READY, [exportId, storageKey, sealedKey, archived.sizeBytes, archived.sha256, archived.files]);
      const { sha256, sizeBytes } = archived;
      if (made !== undefined)
        audit.append(unit, request, {
          action: 'clientExport.make',
          subjectType: 'ClientExport',
          subjectId: exportId,
          clientId,
          after: { sha256, sizeBytes, files: archived.files },
        });
      return made !== undefined;
    });
    // another attempt was first
    if (!isTaken) await store.remove(storageKey);
  }

  #giveUp(exportId: string, request: JobContext['request']): Promise<void> {
    const { database, audit } = this.#parts;
    return database.unit(async (unit) => {
      const [failed] = await unit.rows<{ clientId: string }>(FAIL, [exportId]);
      if (failed === undefined) return;
      audit.append(unit, request, { action: 'clientExport.fail', subjectType: 'ClientExport', subjectId: exportId, clientId: failed.clientId });
    });
  }

  /** The files go with those of the erased: from the store, one by one, until they are gone. */
  sweep({ request }: Pick<JobContext, 'request'>): Promise<void> {
    const { database, audit } = this.#parts;
    return database.unit(async (unit) => {
      for (const { id, clientId } of await unit.rows<{ id: string; clientId: string }>(EXPIRE))
        audit.append(unit, request, { action: 'clientExport.expire', subjectType: 'ClientExport', subjectId: id, clientId });
    });
  }
}

async function ownerOf(unit: Unit, actor: Actor, clientId: string): Promise<{ readonly id: string }> {
  const isAllowed = isId(clientId) && actor.partnerId === null;
  const client = isAllowed
    ? await scopedRowIn<{ id: string; isErased: boolean }>(unit, clientReader, actor, clientId, 't.id, t.erased_at is not null as "isErased"')
    : null;
  if (client === null) throw notFound('client', 'clientId');
  if (client.isErased) throw refusal('POLICY_FORBIDS', 'The client is erased: nothing is held that could be put together.', ['clientId']);
  return client;
}
