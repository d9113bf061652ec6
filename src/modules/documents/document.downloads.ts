import type { Readable } from 'node:stream';
import type { Pool } from 'pg';
import type { Actor } from '../../access/actor.js';
import type { Reader } from '../../database/reader.js';
import { scopedRow } from '../../database/reader.scoped.js';
import type { AuditTrail } from '../audit/index.js';
import { type DocumentFiles, FILE_PLACE, type FilePlace } from './document.files.js';
import type { DocumentLinks } from './document.links.js';

export interface Download {
  readonly fileName: string;
  readonly contentType: string;
  /** Null: it is made while it is sent. */
  readonly sizeBytes: number | null;
  readonly content: Readable;
}

/** Why there is no download, in a sentence for whoever followed the link. */
export class DownloadRefused extends Error {
  override readonly name = 'DownloadRefused';
  readonly code: 'FORBIDDEN' | 'NOT_FOUND';

  constructor(code: 'FORBIDDEN' | 'NOT_FOUND', message: string) {
    super(message);
    this.code = code;
  }
}

export interface DocumentDownloadsOptions {
  readonly pool: Pool;
  readonly files: DocumentFiles;
  readonly links: DocumentLinks;
  readonly reader: Reader;
  readonly audit: AuditTrail;
  /** Who is behind a session or an API key as of now; null when it does not hold any more. */
  readonly actorOf: (sessionId: string) => Promise<Actor | null>;
}

interface FileRow extends FilePlace {
  readonly fileName: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly scan: string;
  readonly isErased: boolean;
}

const FILE_COLUMNS = `${FILE_PLACE}, t.file_name as "fileName", t.content_type as "contentType", t.size_bytes as "sizeBytes", t.sha256, t.scan, t.erased_at is not null as "isErased"`;

const FAULTS = {
  BROKEN: 'This link does not hold: ask for downloadUrl again.',
  EXPIRED: 'This link has expired: it holds for 60 seconds. Ask for downloadUrl again.',
} as const;

/** Hands out documents' files to those who hold a link, as long as they could still ask for it: everything is asked anew. */
export class DocumentDownloads {
  readonly #options: DocumentDownloadsOptions;

  constructor(options: DocumentDownloadsOptions) {
    this.#options = options;
  }

  /** Throws `DownloadRefused`. The audit entry is there before the first byte leaves. */
  async open(documentId: string, token: unknown, requestId: string): Promise<Download> {
    const actor = await this.#holder(documentId, token);
    const row = await scopedRow<FileRow>(this.#options.pool, this.#options.reader, actor, documentId, FILE_COLUMNS);
    if (row === null || row.isErased) throw new DownloadRefused('NOT_FOUND', 'There is no such document.');
    const { clientId, fileName, contentType, sizeBytes, sha256 } = row;
    if (row.scan === 'INFECTED') throw new DownloadRefused('FORBIDDEN', 'The scanner found malware in this file: it is not handed out.');
    const content = await this.#options.files.open(row);
    try {
      const entry = { action: 'document.download', subjectType: 'Document', subjectId: documentId, clientId, after: { sha256 } };
      await this.#options.audit.recordReads(this.#options.pool, { actor, requestId }, [entry]);
    } catch (error) {
      content.destroy();
      throw error;
    }
    return { fileName, contentType, sizeBytes, content };
  }

  async #holder(documentId: string, token: unknown): Promise<Actor> {
    const checked = this.#options.links.check(documentId, token);
    if ('fault' in checked) throw new DownloadRefused('FORBIDDEN', FAULTS[checked.fault]);
    const actor = await this.#options.actorOf(checked.holder.sessionId);
    if (actor?.id !== checked.holder.viewerId)
      throw new DownloadRefused('FORBIDDEN', 'The session that asked for this link has ended: sign in, and ask for downloadUrl again.');
    for (const permission of ['documents:read', 'documents:download'] as const) {
      if (!actor.permissions.has(permission)) throw new DownloadRefused('FORBIDDEN', `This takes the permission ${permission}.`);
    }
    return actor;
  }
}
