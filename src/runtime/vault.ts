import { createCipheriv, createDecipheriv, createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Keeps small secrets in the database: AES-256-GCM under one key, bound to the row that they belong to, so that a sealed text copied to
 * another row does not open there.
 */
export class Vault {
  /** Node imports bytes anew for every use, which costs several times what sealing a short text does. */
  readonly #key: KeyObject;

  constructor(key: Uint8Array) {
    this.#key = createSecretKey(key);
  }

  /**
   * `v1.<iv>.<ciphertext>.<tag>`, in base64url. `row` names table, row and column. `nonce`: 12 bytes that this key never saw before, for
   * what has to come out the same each time it is made; chance when it is left out.
   */
  seal(row: string, text: string, nonce?: Uint8Array): string {
    const iv = nonce === undefined ? randomBytes(IV_BYTES) : Buffer.from(nonce);
    const cipher = createCipheriv('aes-256-gcm', this.#key, iv, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(row));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return ['v1', ...[iv, sealed, cipher.getAuthTag()].map((part) => part.toString('base64url'))].join('.');
  }

  /** Throws when it was sealed for another row, under another key, or changed since. */
  open(row: string, sealed: string): string {
    const [version, iv, text, tag] = sealed.split('.');
    if (version !== 'v1' || !iv || !tag || text === undefined) throw new Error(`What is sealed for ${row} is not in the format v1`);
    const decipher = createDecipheriv('aes-256-gcm', this.#key, Buffer.from(iv, 'base64url'), { authTagLength: TAG_BYTES })
      .setAAD(Buffer.from(row))
      .setAuthTag(Buffer.from(tag, 'base64url'));
    return Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()]).toString('utf8');
  }

  /** Tells whether two texts are alike, and nothing else about them. */
  fingerprint(text: string): string {
    return createHmac('sha256', this.#key).update(`fingerprint ${text}`).digest('base64url');
  }
}
