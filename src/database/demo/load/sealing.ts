import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { dateOfBirthRow, PersonalData, type PersonalDataKeys, taxNumberRow } from '../../../runtime/personal-data.js';
import { Vault } from '../../../runtime/vault.js';
import type { Client } from '../model.js';

/** What the client's row keeps of them. */
export interface SealedClient {
  readonly taxNumber: { readonly sealed: string | null; readonly index: string | null };
  readonly dateOfBirth: { readonly sealed: string | null; readonly index: string | null };
}

const NONCE_BYTES = 12;

/**
 * Seals as the gateway does, but with keys and nonces that follow from the gateway's keys and the row: the same brokerage comes out the
 * same each time, and no key seals two texts under one nonce.
 */
export class DemoSealing {
  readonly #personal: PersonalData;
  readonly #root: KeyObject;

  constructor(keys: PersonalDataKeys) {
    this.#personal = new PersonalData(keys);
    this.#root = createSecretKey(follows(createSecretKey(keys.clientKey), 'demo'));
  }

  /** The same twice for one client: the rows of two tables. */
  key(clientId: string): string {
    return this.#personal.newKey(clientId, this.#clientKey(clientId), this.#nonce(`key ${clientId}`));
  }

  seal({ id, taxNumber, dateOfBirth }: Client): SealedClient {
    const vault = new Vault(this.#clientKey(id));
    const [tax, born] = [taxNumberRow(id), dateOfBirthRow(id)];
    return {
      taxNumber: this.#personal.seal(vault, 'taxNumber', tax, taxNumber, this.#nonce(`${tax} ${taxNumber}`)),
      dateOfBirth: this.#personal.seal(vault, 'dateOfBirth', born, dateOfBirth, this.#nonce(`${born} ${dateOfBirth}`)),
    };
  }

  /** A text of the client's, for the row and column that `row` names. */
  sealText(clientId: string, row: string, text: string): string {
    return new Vault(this.#clientKey(clientId)).seal(row, text, this.#nonce(`${row} ${text}`));
  }

  #clientKey = (clientId: string): Buffer => follows(this.#root, `client ${clientId}`);
  #nonce = (what: string): Buffer => follows(this.#root, what).subarray(0, NONCE_BYTES);
}

const follows = (key: KeyObject, what: string): Buffer => createHmac('sha256', key).update(what).digest();
