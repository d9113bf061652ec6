import type { Readable } from 'node:stream';
import type { Pool } from 'pg';
import type { FileStore } from '../../connectors/files/port.js';
import { openedStream } from '../../runtime/sealed-file.js';
import type { ClientKeys } from '../clients/index.js';

/** Where a document's file lies, and how. */
export interface FilePlace {
  readonly documentId: string;
  readonly clientId: string;
  readonly storageKey: string;
  readonly storage: 'PLAIN' | 'SEALED';
  readonly sealedKey: string | null;
}

/** SQL over the alias `t`, for a `FilePlace`. */
export const FILE_PLACE = `t.id as "documentId", t.client_id as "clientId", t.storage_key as "storageKey", t.storage, t.sealed_key as "sealedKey"`;

/** What the key of a document's file is sealed for: under another document, or another client's, it does not open. */
export const documentKeyRow = (documentId: string, clientId: string): string => `document/${documentId}/${clientId}/sealed_key`;

/** Documents' files as they were handed in, whether they lie sealed or plain. */
export class DocumentFiles {
  readonly #pool: Pool;
  readonly #store: FileStore;
  readonly #keys: ClientKeys;

  constructor(parts: { readonly pool: Pool; readonly store: FileStore; readonly keys: ClientKeys }) {
    this.#pool = parts.pool;
    this.#store = parts.store;
    this.#keys = parts.keys;
  }

  /** Throws when it is not there, or was sealed for another document. The caller reads the content to its end or destroys it. */
  async open(place: FilePlace): Promise<Readable> {
    const key = place.storage === 'SEALED' ? await this.#keyOf(place) : null;
    const file = await this.#store.open(place.storageKey);
    if (file === null) throw new Error(`The file of document ${place.documentId} is not in the store`);
    return key === null ? file.content : openedStream(file.content, { key, name: place.storageKey });
  }

  async #keyOf({ documentId, clientId, sealedKey }: FilePlace): Promise<Buffer> {
    const vault = await this.#keys.toOpen(this.#pool, clientId);
    if (vault === null || sealedKey === null) throw new Error(`There is no key to the file of document ${documentId}`);
    return Buffer.from(vault.open(documentKeyRow(documentId, clientId), sealedKey), 'base64url');
  }
}
