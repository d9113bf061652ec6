import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { FolderStore } from '../../src/connectors/files/folder/folder.store.js';
import { newId } from '../../src/database/ids.js';
import type { TestGateway } from '../support/gateway.js';

export interface Document {
  readonly id: string;
  readonly client_id: string;
  readonly type: string;
  readonly status: string;
  readonly file_name: string;
  readonly content_type: string;
  readonly size_bytes: number;
  readonly sha256: string;
  readonly storage_key: string;
  readonly expires_on: string | null;
  readonly uploaded_at: string;
}

export async function addDocument(gateway: TestGateway, clientId: string, row: Partial<Document> = {}): Promise<Document> {
  const name = randomBytes(8).toString('hex');
  const document = {
    ...{
      id: newId(),
      client_id: clientId,
      type: 'PASSPORT',
      status: 'UPLOADED',
      file_name: 'passport.pdf',
      content_type: 'application/pdf',
      size_bytes: 10,
      sha256: 'unknown',
    },
    ...{ storage_key: `${name.slice(0, 2)}/${name.slice(2, 4)}/${name}.pdf`, expires_on: null, uploaded_at: '2026-03-01T00:00:00.000Z', ...row },
  };
  const columns = Object.keys(document);
  await gateway.sql(`insert into document (${columns.join(', ')}) values (${columns.map((_, index) => `$${index + 1}`).join(', ')})`, Object.values(document));
  return document;
}

/** One with a real file behind it. */
export async function addFile(gateway: TestGateway, clientId: string, bytes: Buffer, row: Partial<Document> = {}): Promise<Document> {
  const document = await addDocument(gateway, clientId, { size_bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), ...row });
  await new FolderStore(gateway.config.filesDir).put(document.storage_key, Readable.from([bytes]));
  return document;
}
