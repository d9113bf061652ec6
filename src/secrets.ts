import { hkdfSync, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** One key per purpose, 32 bytes each, so that what one of them seals or signs is nothing to another. */
export interface Secrets {
  readonly tokenKey: Buffer;
  /** While SECRET_KEY is being rotated: tokens that were signed before still verify. */
  readonly previousTokenKey: Buffer | null;
  readonly auditKey: Buffer;
  readonly totpKey: Buffer;
  /** Seals providers' secrets and payout destinations. */
  readonly paymentKey: Buffer;
  /** Seals clients' own keys, and those of files that no document has yet. */
  readonly clientKey: Buffer;
  /** Makes the blind indexes by which sealed fields are found. */
  readonly indexKey: Buffer;
  /** Signs what visitors of referral links carry, for up to a year: it hangs on the key that stays. */
  readonly referralKey: Buffer;
  readonly linkKey: Buffer;
  readonly cursorKey: Buffer;
}

export interface MasterKeys {
  readonly secretKey: Buffer;
  readonly previousSecretKey: Buffer | null;
  readonly auditKey: Buffer;
}

const KEY_BYTES = 32;

const derive = (master: Buffer, purpose: string): Buffer => Buffer.from(hkdfSync('sha256', master, '', `countinghouse/${purpose}`, KEY_BYTES));

export function deriveSecrets(keys: MasterKeys): Secrets {
  return Object.freeze({
    tokenKey: derive(keys.secretKey, 'token'),
    previousTokenKey: keys.previousSecretKey && derive(keys.previousSecretKey, 'token'),
    auditKey: derive(keys.auditKey, 'audit'),
    // Stored secrets must still open after SECRET_KEY was rotated, so they hang on the key that stays.
    totpKey: derive(keys.auditKey, 'totp'),
    paymentKey: derive(keys.auditKey, 'payment'),
    clientKey: derive(keys.auditKey, 'client'),
    indexKey: derive(keys.auditKey, 'blind-index'),
    referralKey: derive(keys.auditKey, 'referral'),
    linkKey: derive(keys.secretKey, 'link'),
    cursorKey: derive(keys.secretKey, 'cursor'),
  });
}

const PLACEHOLDER = /change|secret|password|placeholder|example|default|insecure|replace/i;
const distinct = (values: readonly number[]): number => new Set(values).size;

const decode = (text: string): Buffer | null => {
  if (/^([0-9a-f]{2})+$/i.test(text)) return Buffer.from(text, 'hex');
  // Random bytes in base64 have letters of both cases; what a person types rarely does.
  return /^[\w+/-]+={0,2}$/.test(text) && /[a-z]/.test(text) && /[A-Z]/.test(text) ? Buffer.from(text, 'base64') : null;
};

const repeats = (bytes: Buffer): boolean => {
  for (let period = 1; period <= bytes.length / 2; period++) if (bytes.every((byte, at) => byte === bytes[at % period])) return true;
  return false;
};

/** The key behind a setting's text, or null when it is too short, a placeholder, or too regular to be random. */
export function strongKey(text: string): Buffer | null {
  const bytes = decode(text);
  if (bytes === null || bytes.length < KEY_BYTES || PLACEHOLDER.test(text) || PLACEHOLDER.test(bytes.toString('latin1'))) return null;
  const steps = Array.from(bytes.subarray(1), (byte, at) => (byte - bytes[at]! + 256) % 256);
  return distinct([...bytes]) < KEY_BYTES / 2 || distinct(steps) < KEY_BYTES / 2 || repeats(bytes) ? null : bytes;
}

export interface KeptKeys {
  readonly secretKey: Buffer;
  readonly auditKey: Buffer;
}

/**
 * The random keys of this data directory, made at the first start. `link` fails when the file is there, so of two gateways that
 * start together one writes and both read the same; the file appears under its name only when it is whole.
 */
export function keptKeys(dataDir: string): KeptKeys {
  const file = join(dataDir, 'secrets.json');
  return read(file) ?? make(dataDir, file);
}

function read(file: string): KeptKeys | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const kept = JSON.parse(text) as { secretKey: string; auditKey: string };
  const keys = { secretKey: Buffer.from(kept.secretKey, 'base64'), auditKey: Buffer.from(kept.auditKey, 'base64') };
  if (keys.secretKey.length !== KEY_BYTES || keys.auditKey.length !== KEY_BYTES) throw new Error('the file is damaged');
  return keys;
}

function make(dataDir: string, file: string): KeptKeys {
  mkdirSync(dataDir, { recursive: true });
  const draft = `${file}.${process.pid}`;
  const random = (): string => randomBytes(KEY_BYTES).toString('base64');
  writeFileSync(draft, `${JSON.stringify({ secretKey: random(), auditKey: random() }, null, 2)}\n`, { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return read(file)!;
}
