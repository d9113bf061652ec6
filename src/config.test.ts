import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { configFrom, PROJECT_DIR, SETTINGS } from './config.js';
import { BAD_CONFIGURATION, StartError } from './runtime/start-error.js';
import { strongKey } from './secrets.js';

const folder = mkdtempSync(join(tmpdir(), 'config-'));
afterAll(() => rmSync(folder, { recursive: true }));

const key = (): string => randomBytes(32).toString('base64');
const DATABASE_URL = 'postgresql://gateway@db.internal/countinghouse';
const config = (environment: NodeJS.ProcessEnv) => configFrom({ DATA_DIR: folder, ...environment });
const refusal = (environment: NodeJS.ProcessEnv): string => {
  try {
    config(environment);
  } catch (error) {
    if (error instanceof StartError && error.exitCode === BAD_CONFIGURATION) return error.message;
    throw error;
  }
  return 'accepted';
};

describe('the settings', () => {
  test('without any, the demo is served on this machine alone', () => {
    expect(config({})).toMatchObject({
      demo: true,
      host: '127.0.0.1',
      port: 4000,
      role: 'both',
      databaseUrl: null,
      demoClients: 2000,
      log: { format: 'lines' },
    });
  });

  test('with a database of its own there is no demo, and it answers on every address', () => {
    expect(config({ DATABASE_URL })).toMatchObject({ demo: false, host: '0.0.0.0', directDatabaseUrl: DATABASE_URL, log: { format: 'json' } });
  });

  test('an empty variable counts as unset', () => {
    expect(config({ PORT: '', DATABASE_URL: ' ' })).toMatchObject({ port: 4000, demo: true });
  });

  test('the result cannot be changed', () => {
    expect(Object.isFrozen(config({}))).toBe(true);
  });

  test.each([
    [{ PORT: 'http' }, 'PORT must be a whole number from 0 to 65535, not "http".'],
    [{ PORT: '70000' }, 'PORT must be a whole number from 0 to 65535, not "70000".'],
    [{ PORT: '-1' }, 'PORT must be a whole number from 0 to 65535, not "-1".'],
    [{ POOL_SIZE: '1e3' }, 'POOL_SIZE must be a whole number from 1 to 200, not "1e3".'],
    [{ ROLE: 'web' }, 'ROLE must be one of api, worker, both, not "web".'],
    [{ NODE_ENV: 'prod' }, 'NODE_ENV must be one of development, production, test, not "prod".'],
    [{ NAMED_STATEMENTS: 'yes' }, 'NAMED_STATEMENTS must be true or false, not "yes".'],
    [{ PUBLIC_URL: 'gateway' }, 'PUBLIC_URL must be a URL such as https://gateway.broker.com, not "gateway".'],
    [{ DIRECT_DATABASE_URL: DATABASE_URL }, 'DATABASE_URL must be set when DIRECT_DATABASE_URL is set.'],
    [{ S3_BUCKET: 'files-of-the-house' }, 'S3_REGION must be set when S3_BUCKET is set.'],
    [{ S3_REGION: 'eu-central-1' }, 'S3_BUCKET must be set when S3_REGION is set.'],
    [
      { S3_BUCKET: 'files-of-the-house', S3_REGION: 'eu-central-1', S3_ACCESS_KEY_ID: 'a' },
      'S3_SECRET_ACCESS_KEY must be set together with the other half of the key.',
    ],
    [{ SUMSUB_APP_TOKEN: 'prd:a' }, 'SUMSUB_SECRET_KEY must be set together with SUMSUB_APP_TOKEN, SUMSUB_SECRET_KEY, SUMSUB_WEBHOOK_SECRET.'],
    [
      { SUMSUB_URL: 'http://api.sumsub.com' },
      'SUMSUB_URL must be a URL such as https://api.sumsub.com (http:// only on this machine), without query, not "http://api.sumsub.com".',
    ],
    [
      { SUMSUB_WEBHOOK_DIGESTS: 'HMAC_SHA256_HEX,MD5' },
      'SUMSUB_WEBHOOK_DIGESTS must be any of HMAC_SHA256_HEX, HMAC_SHA512_HEX, HMAC_SHA1_HEX, with commas between them, not "HMAC_SHA256_HEX,MD5".',
    ],
  ])('%o is refused in one sentence that names the variable', (environment, sentence) => {
    expect(refusal(environment)).toBe(sentence);
  });

  test('Sumsub is set by its three secrets, takes no SHA-1 unless it is named, and in production no sandbox', () => {
    const given = { SUMSUB_APP_TOKEN: 'sbx:a', SUMSUB_SECRET_KEY: 'b', SUMSUB_WEBHOOK_SECRET: 'c' };
    expect(config({}).sumsub).toBeNull();
    expect(config(given).sumsub).toMatchObject({ baseUrl: 'https://api.sumsub.com', webhookAlgorithms: ['HMAC_SHA256_HEX', 'HMAC_SHA512_HEX'] });
    expect(config({ ...given, SUMSUB_WEBHOOK_DIGESTS: 'HMAC_SHA1_HEX' }).sumsub?.webhookAlgorithms).toEqual(['HMAC_SHA1_HEX']);
    const production = { NODE_ENV: 'production', DATABASE_URL, SECRET_KEY: key(), AUDIT_KEY: key() };
    expect(refusal({ ...production, ...given })).toContain('SUMSUB_APP_TOKEN must be a token for production');
    expect(refusal({ ...production, ...given, SUMSUB_APP_TOKEN: 'prd:a' })).toBe('accepted');
  });

  test('a refused secret or database URL is not repeated in the sentence', () => {
    expect(refusal({ DATABASE_URL: 'mysql://root:hunter2@db' })).toBe('DATABASE_URL must be a URL such as postgresql://user:password@host:5432/name.');
    expect(refusal({ SECRET_KEY: 'hunter2' })).not.toContain('hunter2');
    expect(refusal({ METRICS_TOKEN: 'hunter2' })).not.toContain('hunter2');
  });
});

describe('keys', () => {
  test.each([
    ['production without SECRET_KEY', { AUDIT_KEY: key() }, 'SECRET_KEY must be set in production'],
    ['production without AUDIT_KEY', { SECRET_KEY: key() }, 'AUDIT_KEY must be set in production'],
    ['production with a short SECRET_KEY', { SECRET_KEY: randomBytes(31).toString('base64'), AUDIT_KEY: key() }, 'SECRET_KEY must be at least 32 random bytes'],
  ])('%s is refused', (_, keys, sentence) => {
    expect(refusal({ NODE_ENV: 'production', DATABASE_URL, ...keys })).toContain(sentence);
  });

  test('production with two strong keys is accepted, and makes none itself', () => {
    const dataDir = join(folder, 'production');
    expect(refusal({ NODE_ENV: 'production', DATABASE_URL, DATA_DIR: dataDir, SECRET_KEY: key(), AUDIT_KEY: key() })).toBe('accepted');
    expect(() => statSync(dataDir)).toThrow('ENOENT');
  });

  test.each([
    ['a placeholder', 'changeme-changeme-changeme-changeme-CHANGEME'],
    ['a placeholder in base64', Buffer.from('This is my secret key, keep it hidden').toString('base64')],
    ['one character', 'A'.repeat(64)],
    ['zeros in hex', '0'.repeat(64)],
    ['a repeated pattern', 'deadbeef'.repeat(8)],
    ['16 random bytes twice', '0f1e2d3c4b5a69788796a5b4c3d2e1f0'.repeat(2)],
    ['a counter', Buffer.from(Array.from({ length: 32 }, (_, at) => at)).toString('hex')],
    ['a sentence', 'the quick brown fox jumps over the lazy dog again and again'],
    ['words without blanks', 'correcthorsebatterystaplecorrecthorsebatterystapler'],
    ['too short in hex', randomBytes(31).toString('hex')],
    ['nothing', ''],
  ])('%s is no strong key', (_, text) => {
    expect(strongKey(text)).toBeNull();
  });

  test('random bytes are a strong key in hex, base64 and base64url', () => {
    for (let round = 0; round < 200; round++) {
      const bytes = randomBytes(32);
      for (const encoding of ['hex', 'base64', 'base64url'] as const) expect(strongKey(bytes.toString(encoding))).toEqual(bytes);
    }
  });

  test('AUDIT_KEY may not be SECRET_KEY', () => {
    const same = key();
    expect(refusal({ SECRET_KEY: same, AUDIT_KEY: same })).toBe('AUDIT_KEY must be another key than SECRET_KEY.');
  });

  test('every purpose has a key of its own', () => {
    const { previousTokenKey, ...keys } = config({ SECRET_KEY: key(), AUDIT_KEY: key() }).secrets;
    expect(previousTokenKey).toBeNull();
    expect(new Set(Object.values(keys).map((one) => (one as Buffer).toString('hex'))).size).toBe(9);
    expect(Object.values(keys).every((one) => one?.length === 32)).toBe(true);
  });

  test('rotating SECRET_KEY keeps what it signed verifiable, and what the audit key opens and seals as it was', () => {
    const before = { SECRET_KEY: key(), AUDIT_KEY: key() };
    const old = config(before).secrets;
    const rotated = config({ ...before, SECRET_KEY: key(), PREVIOUS_SECRET_KEY: before.SECRET_KEY }).secrets;
    expect(rotated.previousTokenKey).toEqual(old.tokenKey);
    expect(rotated.tokenKey).not.toEqual(old.tokenKey);
    expect([rotated.auditKey, rotated.totpKey, rotated.clientKey]).toEqual([old.auditKey, old.totpKey, old.clientKey]);
  });

  test('outside production they are made once, and nobody else may read them', () => {
    const dataDir = join(folder, 'kept');
    expect(config({ DATA_DIR: dataDir }).secrets).toEqual(config({ DATA_DIR: dataDir }).secrets);
    expect(statSync(join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600);
    expect(readdirSync(dataDir)).toEqual(['secrets.json']);
  });

  test('a damaged file of keys ends the start instead of replacing them', () => {
    const dataDir = mkdtempSync(join(folder, 'damaged-'));
    writeFileSync(join(dataDir, 'secrets.json'), '{"secretKey":"AAAA","auditKey":"AAAA"}');
    expect(refusal({ DATA_DIR: dataDir })).toBe('DATA_DIR must be a folder whose secrets.json this user may read and write: the file is damaged.');
  });

  test('gateways that start together agree on them', async () => {
    const dataDir = join(folder, 'race');
    const script = `import { keptKeys } from ${JSON.stringify(join(PROJECT_DIR, 'src/secrets.ts'))}; console.log(keptKeys(${JSON.stringify(dataDir)}).secretKey.toString('hex'))`;
    const run = async (): Promise<string> => (await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script])).stdout;
    const keys = await Promise.all([run(), run(), run(), run()]);
    expect(new Set(keys).size).toBe(1);
  });
});

describe('.env.example', () => {
  const assignments = readFileSync(join(PROJECT_DIR, '.env.example'), 'utf8')
    .split('\n')
    .map((line) => /^# ([A-Z0-9_]+)=(.*)$/.exec(line))
    .filter((match) => match !== null);

  test('lists every setting once, and no other', () => {
    expect(assignments.map(([, name]) => name).toSorted()).toEqual(Object.keys(SETTINGS).toSorted());
  });

  test('gives the defaults that hold when nothing is set', () => {
    const listed = Object.fromEntries(assignments.map(([, name, value]) => [name, value]));
    expect(config({ ...listed, DATA_DIR: folder })).toEqual(config({}));
    expect(configFrom({ ...listed, DATA_DIR: '' }).dataDir).toBe(join(PROJECT_DIR, listed.DATA_DIR!));
  });
});
