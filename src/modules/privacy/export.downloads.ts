import type { Pool } from 'pg';
import type { Actor } from '../../access/actor.js';
import type { FileStore } from '../../connectors/files/port.js';
import type { Reader } from '../../database/reader.js';
import { scopedRow } from '../../database/reader.scoped.js';
import { openedStream } from '../../runtime/sealed-file.js';
import type { AuditTrail } from '../audit/index.js';
import type { ClientKeys } from '../clients/index.js';
import { type Download, DownloadRefused, type ExportLinks } from '../documents/index.js';

interface Parts {
  readonly pool: Pool;
  readonly store: FileStore;
  readonly keys: ClientKeys;
  readonly links: ExportLinks;
  readonly reader: Reader;
  readonly audit: AuditTrail;
  /** Who is behind a session or an API key as of now; null when it does not hold any more. */
  readonly actorOf: (sessionId: string) => Promise<Actor | null>;
}

interface ExportRow {
  readonly clientId: string;
  readonly reference: string;
  readonly storageKey: string | null;
  readonly sealedKey: string | null;
  readonly sizeBytes: string;
  readonly sha256: string;
}

const COLUMNS = `t.client_id as "clientId", (select c.reference from client c where c.id = t.client_id) as reference, t.storage_key as "storageKey", t.sealed_key as "sealedKey",
  t.size_bytes as "sizeBytes", t.sha256`;

/** What the key of an export's file is sealed for. */
export const exportKeyRow = (exportId: string, clientId: string): string => `client_export/${exportId}/${clientId}/sealed_key`;

const FAULTS = {
  BROKEN: 'This link does not hold: ask for downloadUrl again.',
  EXPIRED: 'This link has expired: it holds for 60 seconds. Ask for downloadUrl again.',
} as const;

/** Hands out exports to those who hold a link, as long as they could still ask for it: everything is asked anew. */
export class ExportDownloads {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Throws `DownloadRefused`. The audit entry is there before the first byte leaves. */
  async open(exportId: string, token: unknown, requestId: string): Promise<Download> {
    const { pool, store, keys, reader, audit } = this.#parts;
    const actor = await this.#holder(exportId, token);
    const row = await scopedRow<ExportRow>(pool, reader, actor, exportId, COLUMNS);
    const vault = row === null ? null : await keys.toOpen(pool, row.clientId);
    if (row?.storageKey == null || row.sealedKey === null || vault === null)
      throw new DownloadRefused('NOT_FOUND', 'There is no such export, or it is over: it is kept for a week. Ask for another.');
    const { clientId, reference, storageKey, sealedKey, sizeBytes, sha256 } = row;
    const key = Buffer.from(vault.open(exportKeyRow(exportId, clientId), sealedKey), 'base64url');
    const file = await store.open(storageKey);
    if (file === null) throw new Error(`The file of export ${exportId} is not in the store`);
    const content = openedStream(file.content, { key, name: storageKey });
    try {
      const entry = { action: 'clientExport.download', subjectType: 'ClientExport', subjectId: exportId, clientId, after: { sha256 } };
      await audit.recordReads(pool, { actor, requestId }, [entry]);
    } catch (error) {
      content.destroy();
      throw error;
    }
    return { fileName: `${reference}.zip`, contentType: 'application/zip', sizeBytes: Number(sizeBytes), content };
  }

  async #holder(exportId: string, token: unknown): Promise<Actor> {
    const checked = this.#parts.links.check(exportId, token);
    if ('fault' in checked) throw new DownloadRefused('FORBIDDEN', FAULTS[checked.fault]);
    const actor = await this.#parts.actorOf(checked.holder.sessionId);
    if (actor?.id !== checked.holder.viewerId)
      throw new DownloadRefused('FORBIDDEN', 'The session that asked for this link has ended: sign in, and ask for downloadUrl again.');
    if (!actor.permissions.has('privacy:export')) throw new DownloadRefused('FORBIDDEN', 'This takes the permission privacy:export.');
    return actor;
  }
}
