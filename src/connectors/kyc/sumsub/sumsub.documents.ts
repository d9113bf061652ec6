import { randomBytes } from 'node:crypto';
import type { KycDocument } from '../port.js';
import { THREE_LETTERS } from './country-codes.data.js';

/** The vendor's names of documents that it has a place for, by ours. */
const TYPES: Readonly<Record<string, string>> = {
  PASSPORT: 'PASSPORT',
  IDENTITY_CARD: 'ID_CARD',
  DRIVING_LICENCE: 'DRIVERS',
  PROOF_OF_ADDRESS: 'UTILITY_BILL',
  BANK_STATEMENT: 'BANK_STATEMENT',
  SOURCE_OF_FUNDS: 'INCOME_SOURCE',
  COMPANY_REGISTRATION: 'COMPANY_DOC',
};

export const isTaken = (type: string): boolean => Object.hasOwn(TYPES, type);

export interface Multipart {
  readonly contentType: string;
  readonly body: Buffer;
}

/** The form that a document goes in, as the very bytes that are signed. Null: the vendor has no place for it, or does not know its country. */
export function documentForm({ type, country, contentType, content }: KycDocument): Multipart | null {
  const [idDocType, threeLetters] = [TYPES[type], THREE_LETTERS.get(country)];
  if (idDocType === undefined || threeLetters === undefined) return null;
  const boundary = `countinghouse-${randomBytes(16).toString('hex')}`;
  const part = (headers: string): string => `--${boundary}\r\nContent-Disposition: form-data; ${headers}\r\n\r\n`;
  const metadata = JSON.stringify({ idDocType, country: threeLetters });
  const body = Buffer.concat([
    Buffer.from(`${part('name="metadata"\r\nContent-Type: application/json')}${metadata}\r\n`),
    // the name that the file came with may say more than the vendor needs to know
    Buffer.from(part(`name="content"; filename="document"\r\nContent-Type: ${contentType}`)),
    content,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  return { contentType: `multipart/form-data; boundary=${boundary}`, body };
}
