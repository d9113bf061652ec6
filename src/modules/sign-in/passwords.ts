import { argon2, type Argon2Parameters, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { refusal } from '../../runtime/refusal.js';

// OWASP's argon2id setting. It takes some 60 ms here; doubling the memory would pass 100 ms on a small machine.
const MEMORY_KIB = 19_456;
const PASSES = 2;
const LANES = 1;
const SALT_BYTES = 16;
const TAG_BYTES = 32;

export const PASSWORD_MIN_LENGTH = 12;
/** Enough for any passphrase; longer input is refused before it is hashed. */
export const PASSWORD_MAX_LENGTH = 256;

const PHC = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,64})\$([A-Za-z0-9+/]{22,128})$/;

const derive = (parameters: Argon2Parameters): Promise<Buffer> =>
  new Promise((resolve, reject) => argon2('argon2id', parameters, (error, tag) => (error ? reject(error) : resolve(tag))));

// Two keyboards may write one letter as different code points; the same password must stay the same.
const bytesOf = (password: string): Buffer => Buffer.from(password.normalize('NFKC'), 'utf8');

const base64 = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');

/** A PHC string: it carries its own parameters, so that they can be raised later. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const tag = await derive({ message: bytesOf(password), nonce: salt, memory: MEMORY_KIB, passes: PASSES, parallelism: LANES, tagLength: TAG_BYTES });
  return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$${base64(salt)}$${base64(tag)}`;
}

// What an unknown account is verified against, so that it costs what a known one does. No password hashes to a random tag.
const NOBODY = `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$${base64(randomBytes(SALT_BYTES))}$${base64(randomBytes(TAG_BYTES))}`;

/** `hash` is null for an unknown account: the answer is false, after the same work. */
export async function verifyPassword(hash: string | null, password: string): Promise<boolean> {
  const [, memory, passes, lanes, salt, tag] = PHC.exec(hash ?? NOBODY) ?? [];
  if (!memory || !passes || !lanes || !salt || !tag) throw new Error('A stored password hash is not an argon2id PHC string');
  const expected = Buffer.from(tag, 'base64');
  const actual = await derive({
    message: bytesOf(password),
    nonce: Buffer.from(salt, 'base64'),
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(lanes),
    tagLength: expected.length,
  });
  return timingSafeEqual(actual, expected) && hash !== null;
}

// Words that nearly every list of leaked passwords starts with. Twelve characters keep out most of the rest.
const COMMON_STEMS = [
  'password',
  'passw0rd',
  'qwertyuiop',
  'qwerty',
  'letmein',
  'welcome',
  'administrator',
  'admin',
  'iloveyou',
  'changeme',
  'monkey',
  'dragon',
  'football',
  'sunshine',
  'princess',
];

/** What is left when the stems and digits that everybody tries first are taken away. */
const rest = (password: string): string =>
  COMMON_STEMS.reduce((text, stem) => text.replaceAll(stem, ''), password.toLowerCase()).replace(/[\d\s\p{P}\p{S}]/gu, '');

/** Throws a refusal when staff may not have this password. `field` is where it stands in the input. */
export function checkPasswordPolicy(password: string, email: string, field: string): void {
  const weakness = weaknessOf(password.normalize('NFKC'), email.toLowerCase());
  if (weakness) throw refusal('INVALID', weakness, [field]);
}

function weaknessOf(password: string, email: string): string | null {
  const length = [...password].length;
  if (length < PASSWORD_MIN_LENGTH) return `A password has at least ${PASSWORD_MIN_LENGTH} characters.`;
  if (length > PASSWORD_MAX_LENGTH) return `A password has at most ${PASSWORD_MAX_LENGTH} characters.`;
  const [localPart = email] = email.split('@');
  const lower = password.toLowerCase();
  if (lower.includes(email) || lower.replace(/[^\p{L}]/gu, '') === localPart.replace(/[^\p{L}]/gu, '')) return 'A password is not the e-mail address.';
  if (new Set(lower).size < 5 || rest(lower).length < 3) return 'This password is among the first that anyone tries.';
  return null;
}

// No 0 and O, 1, l and I: it is read out once and typed in once.
const LEGIBLE = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** For a first sign-in: four groups of five, some 116 bits. */
export const generatePassword = (): string =>
  Array.from({ length: 4 }, () => Array.from({ length: 5 }, () => LEGIBLE[randomInt(LEGIBLE.length)]).join('')).join('-');
