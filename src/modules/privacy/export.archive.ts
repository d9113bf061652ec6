import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Pool, PoolClient } from 'pg';
import { ZipFile } from 'yazl';
import type { JsonObject } from '../audit/index.js';
import type { DocumentFiles, FilePlace } from '../documents/index.js';
import type { Vault } from '../../runtime/vault.js';
import { EXPORT_SECTIONS, type ExportSection } from './export.sections.js';

interface Parts {
  readonly pool: Pool;
  readonly files: DocumentFiles;
}

/** Whose data, opened by what. */
export interface ExportOf {
  readonly clientId: string;
  readonly vault: Vault | null;
}

/** What has been told of an archive once it has gone by. */
export interface Archived {
  sizeBytes: number;
  sha256: string;
  files: number;
}

interface ExportedFile extends FilePlace {
  readonly fileName: string;
}

const ROWS_AT_ONCE = 500;

// What the scanner found malware in is handed to nobody, not even to its owner.
const FILES = `
  select t.id as "documentId", t.client_id as "clientId", t.storage_key as "storageKey", t.storage, t.sealed_key as "sealedKey", t.file_name as "fileName"
  from document t where t.client_id = $1 and t.erased_at is null and t.scan <> 'INFECTED' order by t.uploaded_at, t.id`;

/**
 * A zip of all that is held on a client: a file of JSON for each section, and the documents. It is made while it is read, a few hundred rows
 * or a piece of a file at a time, over one snapshot of the database; whoever reads it to its end or breaks off ends that.
 */
export async function* archive({ pool, files }: Parts, of: ExportOf, archived: Archived): AsyncGenerator<Buffer> {
  const client = await pool.connect();
  const hash = createHash('sha256');
  try {
    await client.query('begin isolation level repeatable read read only; set local statement_timeout = 0');
    const { rows } = await client.query<ExportedFile>(FILES, [of.clientId]);
    archived.files = rows.length;
    for await (const piece of zipped(client, files, of, rows)) {
      hash.update(piece);
      archived.sizeBytes += piece.length;
      yield piece;
    }
    archived.sha256 = hash.digest('hex');
  } finally {
    // a statement may be under way where somebody broke off: the connection is not for others then
    client.release(
      archived.sha256 === '' ||
        (await client.query('rollback').then(
          () => false,
          () => true,
        )),
    );
  }
}

function zipped(client: PoolClient, files: DocumentFiles, of: ExportOf, documents: readonly ExportedFile[]): Readable {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  zip.on('error', (error: Error) => output.destroy(error));
  const add = (path: string, compress: boolean, open: () => Promise<Readable>): void =>
    zip.addReadStreamLazy(path, { compress }, (answer) => {
      open().then(
        // what fails in the middle of a file ends the archive, or nobody would notice
        (content) =>
          answer(
            null,
            content.once('error', (error) => output.destroy(error)),
          ),
        (error: unknown) => answer(error, null as never),
      );
    });
  for (const section of EXPORT_SECTIONS) add(`data/${section.name}.json`, true, async () => Readable.from(json(client, section, of), { objectMode: false }));
  for (const document of documents) add(`files/${pathOf(document)}`, false, () => files.open(document));
  zip.end();
  return output;
}

/** Names of people's choice lead into no other folder, and two of the same do not meet. */
const pathOf = ({ documentId, fileName }: ExportedFile): string => `${documentId}-${fileName.replaceAll(/[^\p{L}\p{N}._ -]/gu, '_').slice(-100)}`;

async function* json(client: PoolClient, { name, sql, open }: ExportSection, { clientId, vault }: ExportOf): AsyncGenerator<string> {
  const cursor = `"${name}"`;
  await client.query(`declare ${cursor} no scroll cursor for select row_to_json(x) as row from (${sql}) x`, [clientId]);
  yield '[';
  for (let written = 0, left = true; left;) {
    const { rows } = await client.query<{ row: JsonObject }>(`fetch ${ROWS_AT_ONCE} from ${cursor}`);
    for (const { row } of rows) yield `${written++ === 0 ? '' : ','}\n${JSON.stringify(open === undefined ? row : open(row, clientId, vault))}`;
    left = rows.length === ROWS_AT_ONCE;
  }
  yield '\n]\n';
  await client.query(`close ${cursor}`);
}
