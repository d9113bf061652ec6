import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { Vault } from './vault.js';

/** What nobody reads off the disk: sealed under the key of the client whose it is, and found only by an equal value. */
export type PersonalField = 'taxNumber' | 'dateOfBirth' | 'documentNumber';

const KEY_BYTES = 32;
/** Enough that no two values meet by chance. */
const INDEX_CHARACTERS = 22;

/** Spaces, dots and dashes are a matter of taste in a number, and so is case. */
const number = (text: string): string =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
const NORMAL: Readonly<Record<PersonalField, (text: string) => string>> = { taxNumber: number, documentNumber: number, dateOfBirth: (text) => text.trim() };

/** Table, row and column that a value is sealed for: copied elsewhere it does not open. */
export const taxNumberRow = (clientId: string): string => `client/${clientId}/tax_number`;
export const dateOfBirthRow = (clientId: string): string => `client/${clientId}/date_of_birth`;
export const documentNumberRow = (documentId: string): string => `document/${documentId}/number`;
/** What a note on a client is sealed for, by the number of its wording. */
export const noteRow = (noteId: string, wording: number): string => `client_note/${noteId}/${wording}`;
const keyRow = (clientId: string): string => `client_key/${clientId}/key`;

export interface PersonalDataKeys {
  /** Seals the clients' own keys. */
  readonly clientKey: Uint8Array;
  /** Makes the blind indexes. */
  readonly indexKey: Uint8Array;
}

/** The keys of clients, and what equal values are found by. */
export class PersonalData {
  readonly #vault: Vault;
  readonly #indexKey: KeyObject;

  constructor({ clientKey, indexKey }: PersonalDataKeys) {
    this.#vault = new Vault(clientKey);
    this.#indexKey = createSecretKey(indexKey);
  }

  /** A client's vault out of its row in `client_key`. Throws when the row is another client's. */
  vaultOf(clientId: string, sealedKey: string): Vault {
    return new Vault(Buffer.from(this.#vault.open(keyRow(clientId), sealedKey), 'base64url'));
  }

  /** A new key, sealed for the row of this client. */
  newKey(clientId: string, key: Uint8Array = randomBytes(KEY_BYTES), nonce?: Uint8Array): string {
    return this.#vault.seal(keyRow(clientId), Buffer.from(key).toString('base64url'), nonce);
  }

  /** The same for values that a person takes for the same. Keyed and apart by field: it tells nothing to whoever has only the database. */
  indexOf(field: PersonalField, value: string): string {
    const mac = createHmac('sha256', this.#indexKey).update(`${field}\n${NORMAL[field](value)}`);
    return mac.digest('base64url').slice(0, INDEX_CHARACTERS);
  }

  /** The columns of a value: sealed and index; null and null for null. */
  seal(vault: Vault, field: PersonalField, row: string, value: string | null, nonce?: Uint8Array): { sealed: string | null; index: string | null } {
    return value === null ? { sealed: null, index: null } : { sealed: vault.seal(row, value, nonce), index: this.indexOf(field, value) };
  }
}
