import { refusal } from '../../runtime/refusal.js';

/** What fits into an operation beside the rest of it. */
const MOST_BYTES = 150_000;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** A file out of an operation. Refuses what is no base64, or too large for one. */
export function checkedFile(base64: string): Buffer {
  const text = base64.replaceAll(/\s+/g, '');
  if (!BASE64.test(text) || text.length % 4 !== 0) throw refusal('INVALID', 'The content is the file in base64.', ['content']);
  const content = Buffer.from(text, 'base64');
  if (content.length > MOST_BYTES)
    throw refusal('INVALID', 'In an operation a statement has 150 kB at most: send larger ones by PUT to /payments/statements/<provider>.', ['content']);
  return content;
}
