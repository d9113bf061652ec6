import type { Request } from '../../access/actor.js';
import { newId } from '../../database/ids.js';
import type { Database } from '../../database/orm.js';
import { statement } from '../../database/unit.js';
import { refusal } from '../../runtime/refusal.js';
import type { AuditTrail } from '../audit/index.js';
import type { UploadLinks } from './document.links.js';
import { FILE_TYPES, isFileType, type FileType } from './file.content.js';
import { randomStorageKey, safeFileName } from './file.names.js';

export interface UploadInput {
  readonly fileName: string;
  readonly contentType: string;
  readonly sizeBytes: number;
}

export interface OfferedPlace {
  readonly id: string;
  readonly url: string;
  readonly expiresAt: Date;
}

/** So many places that nothing was made of yet, in a day; whoever means well needs a few. */
const MOST_OPEN = 30;

// one after the other for each actor, or those who ask all at once are all counted before any is there
const ONE_AT_A_TIME = statement('select pg_advisory_xact_lock(hashtextextended($1, 0))');
const COUNT_OPEN = statement(`
  select count(*)::int as open from file_upload where created_by_id = $1 and status in ('WAITING','RECEIVING','STORED') and created_at > now() - interval '1 day'`);
const INSERT = statement(`
  insert into file_upload (id, created_by, created_by_id, file_name, content_type, size_bytes, storage_key, expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8)`);

function checkedInput(input: UploadInput, mostBytes: number): { readonly fileName: string; readonly contentType: FileType; readonly sizeBytes: number } {
  const contentType = input.contentType.trim().toLowerCase();
  if (!isFileType(contentType)) throw refusal('INVALID', `A document is one of ${FILE_TYPES.join(', ')}.`, ['contentType']);
  if (input.fileName.length > 1000) throw refusal('INVALID', 'A file name has 1000 characters at most.', ['fileName']);
  if (input.sizeBytes < 1) throw refusal('INVALID', 'A file has at least one byte.', ['sizeBytes']);
  if (input.sizeBytes > mostBytes) throw refusal('LIMIT_EXCEEDED', `A file has ${mostBytes} bytes at most.`, ['sizeBytes']);
  return { contentType, fileName: safeFileName(input.fileName, contentType), sizeBytes: input.sizeBytes };
}

/** Gives places where files may be put. */
export class UploadService {
  readonly #parts: { readonly database: Database; readonly audit: AuditTrail; readonly links: UploadLinks; readonly mostBytes: number };

  constructor(parts: { readonly database: Database; readonly audit: AuditTrail; readonly links: UploadLinks; readonly mostBytes: number }) {
    this.#parts = parts;
  }

  /** A place for one file, for one PUT, for as long as the session lasts and 15 minutes at most. */
  async offer(request: Request, input: UploadInput): Promise<OfferedPlace> {
    const { database, audit, links, mostBytes } = this.#parts;
    const { actor } = request;
    const { fileName, contentType, sizeBytes } = checkedInput(input, mostBytes);
    const id = newId();
    const [url, expiresAt] = [links.urlFor(id, actor), links.endsAt()];
    if (url === null) throw refusal('POLICY_FORBIDS', 'Files are put by those who have signed in.');
    return database.unit(async (unit) => {
      const [, count] = await Promise.all([unit.rows(ONE_AT_A_TIME, [`file_upload ${actor.id}`]), unit.row<{ open: number }>(COUNT_OPEN, [actor.id])]);
      if ((count?.open ?? 0) >= MOST_OPEN)
        throw refusal('LIMIT_EXCEEDED', `You have ${MOST_OPEN} places open: put the files there and add them as documents, or come back tomorrow.`);
      unit.write(INSERT, [id, actor.name, actor.id, fileName, contentType, sizeBytes, randomStorageKey(), expiresAt.toISOString()]);
      audit.append(unit, request, {
        ...{ action: 'fileUpload.create', subjectType: 'FileUpload', subjectId: id, clientId: actor.clientId },
        after: { contentType, sizeBytes },
      });
      return { id, url, expiresAt };
    });
  }
}
