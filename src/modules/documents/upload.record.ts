import type { Actor } from '../../access/actor.js';
import { statement, type Unit } from '../../database/unit.js';
import { isId } from '../../database/ids.js';
import { notFound, refusal } from '../../runtime/refusal.js';
import type { FileType } from './file.content.js';

export interface UploadPlace {
  readonly id: string;
  readonly fileName: string;
  readonly contentType: FileType;
  readonly sizeBytes: number;
  readonly storageKey: string;
}

/** A place with its file in it. */
export interface StoredUpload extends UploadPlace {
  readonly sha256: string;
  readonly sealedKey: string;
}

const COLUMNS = 'id, file_name as "fileName", content_type as "contentType", size_bytes::int as "sizeBytes", storage_key as "storageKey"';

const CLAIM = statement(`
  update file_upload set status = 'RECEIVING' where id = $1 and created_by_id = $2 and status = 'WAITING' and expires_at > now() returning ${COLUMNS}`);
const STORE = statement(
  `update file_upload set status = 'STORED', sealed_key = $2, sha256 = $3, ended_at = now() where id = $1 and status = 'RECEIVING' returning id`,
);
/** A file's name may name a person, and no document leads from this one to whom: it goes with the file. */
export const NAME_GOES = `file_name = 'refused'`;
const REFUSE = statement(`update file_upload set status = 'REFUSED', refusal = $2, ${NAME_GOES}, ended_at = now() where id = $1 and status = 'RECEIVING'`);
const LOCK = statement(`
  select ${COLUMNS}, status, sha256, sealed_key as "sealedKey" from file_upload where id = $1 and created_by_id = $2 for no key update`);
const ATTACH = statement(`update file_upload set status = 'ATTACHED', document_id = $2, sealed_key = null where id = $1`);

/** Takes the place for the one PUT that it is for; undefined: it is another's, over, or was taken before. */
export const claimUpload = (unit: Unit, id: string, ownerId: string): Promise<UploadPlace | undefined> => unit.row<UploadPlace>(CLAIM, [id, ownerId]);

/** False: it took so long that the place was given up. */
export const storeUpload = async (unit: Unit, id: string, sealedKey: string, sha256: string): Promise<boolean> =>
  (await unit.row(STORE, [id, sealedKey, sha256])) !== undefined;

export const refuseUpload = (unit: Unit, id: string, why: string): void => unit.write(REFUSE, [id, why]);

export const attachUpload = (unit: Unit, id: string, documentId: string): void => unit.write(ATTACH, [id, documentId]);

const NOT_READY: Readonly<Record<string, string>> = {
  WAITING: 'Nothing was put there yet: PUT the file to its url first.',
  RECEIVING: 'The file is still coming in.',
  REFUSED: 'What was put there was refused: ask for another place.',
};

/** The actor's own upload, locked, with a file in it that no document has; refuses otherwise. */
export async function lockStoredUpload(unit: Unit, actor: Actor, id: string): Promise<StoredUpload> {
  if (!isId(id)) throw notFound('upload', 'uploadId');
  const upload = await unit.row<StoredUpload & { status: string }>(LOCK, [id, actor.id]);
  if (upload === undefined) throw notFound('upload', 'uploadId');
  if (upload.status === 'ATTACHED') throw refusal('ALREADY_EXISTS', 'A document has this file already.', ['uploadId']);
  const problem = NOT_READY[upload.status];
  if (problem !== undefined) throw refusal('INVALID', problem, ['uploadId']);
  return upload;
}

/** What the key of an upload's file is sealed for. */
export const uploadKeyRow = (id: string): string => `file_upload/${id}/sealed_key`;
