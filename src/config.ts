import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { BAD_CONFIGURATION, StartError } from './runtime/start-error.js';
import { baseUrlProblem } from './runtime/vendor-http.js';
import { deriveSecrets, keptKeys, type KeptKeys, type Secrets, strongKey } from './secrets.js';

export const ROLES = ['api', 'worker', 'both'] as const;
export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** The project's folder: this file lies one below it, in `src` as in `.build`. */
export const PROJECT_DIR = resolve(import.meta.dirname, '..');

interface Setting<T> {
  /** Ends the sentence "NAME must be ...". */
  readonly must: string;
  readonly schema: z.ZodType<T>;
  readonly isSecret?: true;
}

const whole = (min: number, max: number): Setting<number | undefined> => ({
  must: `a whole number from ${min} to ${max}`,
  schema: z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.number().min(min).max(max))
    .optional(),
});
const oneOf = <const T extends readonly string[]>(values: T): Setting<T[number] | undefined> => ({
  must: `one of ${values.join(', ')}`,
  schema: z.enum(values).optional(),
});
const text = (must: string, schema: z.ZodString): Setting<string | undefined> => ({ must, schema: schema.optional() });
const onOff: Setting<boolean | undefined> = {
  must: 'true or false',
  schema: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .optional(),
};

const databaseUrl = {
  ...text(
    'a URL such as postgresql://user:password@host:5432/name',
    z.string().refine((value) => isUrl(value, ['postgres:', 'postgresql:'])),
  ),
  isSecret: true,
} as const;
const key: Setting<Buffer | undefined> = {
  must: 'at least 32 random bytes in hex or base64 (openssl rand -base64 32 makes them)',
  isSecret: true,
  schema: z
    .string()
    .transform((value, context) => strongKey(value) ?? (context.addIssue('weak'), z.NEVER))
    .optional(),
};

const listUrl = text(
  'a URL such as https://lists.broker.com/list.xml',
  z.string().refine((value) => isUrl(value, ['http:', 'https:'])),
);
const vendorSecret = { ...text('what the vendor gave you, without blanks', z.string().regex(/^\S{1,500}$/)), isSecret: true } as const;
const DIGESTS = ['HMAC_SHA256_HEX', 'HMAC_SHA512_HEX', 'HMAC_SHA1_HEX'] as const;

/** Every setting there is. Defaults that depend on others are given in `configFrom`; `.env.example` lists them all. */
export const SETTINGS = {
  NODE_ENV: oneOf(['development', 'production', 'test']),
  ROLE: oneOf(ROLES),
  HOST: text('a host name or an address', z.string().regex(/^[\w.:-]+$/)),
  PORT: whole(0, 65_535),
  PUBLIC_URL: text(
    'a URL such as https://gateway.broker.com',
    z.string().refine((value) => isUrl(value, ['http:', 'https:'])),
  ),
  TRUST_PROXY: whole(0, 9),
  DATABASE_URL: databaseUrl,
  DIRECT_DATABASE_URL: databaseUrl,
  POOL_SIZE: whole(1, 200),
  NAMED_STATEMENTS: onOff,
  STATEMENT_TIMEOUT_MS: whole(100, 600_000),
  JOB_CONCURRENCY: whole(1, 64),
  DATA_DIR: text(
    'a path',
    z.string().refine((value) => !value.includes('\0')),
  ),
  SECRET_KEY: key,
  PREVIOUS_SECRET_KEY: key,
  AUDIT_KEY: key,
  METRICS_TOKEN: { ...text('at least 16 characters without blanks', z.string().regex(/^\S{16,}$/)), isSecret: true },
  LOG_LEVEL: oneOf(LOG_LEVELS),
  LOG_FORMAT: oneOf(['json', 'lines']),
  DEMO_CLIENTS: whole(50, 1_000_000),
  RATES_URL: text(
    'a URL such as https://www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml',
    z.string().refine((value) => isUrl(value, ['http:', 'https:'])),
  ),
  SANCTIONS_EU_URL: listUrl,
  SANCTIONS_OFAC_URL: listUrl,
  SANCTIONS_OFAC_CONSOLIDATED_URL: listUrl,
  UPLOAD_MAX_BYTES: whole(1_000, 100_000_000),
  UPLOAD_TIMEOUT_MS: whole(100, 600_000),
  CLAMD_HOST: text('a host name or an address', z.string().regex(/^[\w.:-]+$/)),
  CLAMD_PORT: whole(1, 65_535),
  CLAMD_SOCKET: text('the path of a socket', z.string().startsWith('/')),
  S3_BUCKET: text('the name of a bucket', z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/)),
  S3_REGION: text('a region such as eu-central-1', z.string().regex(/^[a-z0-9-]+$/)),
  S3_ENDPOINT: text(
    'a URL such as https://s3.broker.com (http:// only on this machine), without query',
    z.string().refine((value) => baseUrlProblem(value) === null),
  ),
  S3_ACCESS_KEY_ID: vendorSecret,
  S3_SECRET_ACCESS_KEY: vendorSecret,
  SUMSUB_URL: text(
    'a URL such as https://api.sumsub.com (http:// only on this machine), without query',
    z.string().refine((value) => baseUrlProblem(value) === null),
  ),
  SUMSUB_APP_TOKEN: vendorSecret,
  SUMSUB_SECRET_KEY: vendorSecret,
  SUMSUB_WEBHOOK_SECRET: vendorSecret,
  SUMSUB_WEBHOOK_DIGESTS: {
    must: `any of ${DIGESTS.join(', ')}, with commas between them`,
    schema: z
      .string()
      .transform((value) => value.split(',').map((one) => one.trim()))
      .pipe(z.array(z.enum(DIGESTS)))
      .optional(),
  },
} as const satisfies Record<string, Setting<unknown>>;

type Name = keyof typeof SETTINGS;
type Given = { [N in Name]: z.output<(typeof SETTINGS)[N]['schema']> };

function isUrl(value: string, protocols: readonly string[]): boolean {
  return URL.canParse(value) && protocols.includes(new URL(value).protocol);
}

export interface Config {
  readonly environment: 'development' | 'production' | 'test';
  readonly role: (typeof ROLES)[number];
  /** The demo brokerage, in the embedded database. */
  readonly demo: boolean;
  readonly demoClients: number;
  readonly host: string;
  readonly port: number;
  /** Where callers reach the gateway; null: where it listens. */
  readonly publicUrl: string | null;
  /** How many proxies stand before the gateway: the client's address is taken from so many places back. */
  readonly trustProxy: number;
  /** Null: the embedded PostgreSQL. */
  readonly databaseUrl: string | null;
  /** For what a connection pooler cannot pass on: LISTEN, migrations, session locks. */
  readonly directDatabaseUrl: string | null;
  readonly poolSize: number;
  readonly namedStatements: boolean;
  readonly statementTimeoutMs: number;
  /** How many jobs one worker runs at the same time. */
  readonly jobConcurrency: number;
  readonly dataDir: string;
  readonly filesDir: string;
  /** The bucket that keeps the files in place of the folder; null: none does. Without credentials it is the machine's own role that asks. */
  readonly s3: {
    readonly bucket: string;
    readonly region: string;
    readonly endpoint: string | null;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string } | null;
  } | null;
  /** What a file that is put may measure, and how long it may take to come. */
  readonly upload: { readonly mostBytes: number; readonly timeoutMs: number };
  /** Where ClamAV listens; null: nothing looks at documents. */
  readonly clamd: { readonly host: string; readonly port: number } | { readonly socket: string } | null;
  /** How Sumsub is reached, and by which digests its webhooks are taken; null: nobody verifies identity from outside. */
  readonly sumsub: {
    readonly baseUrl: string;
    readonly appToken: string;
    readonly secret: string;
    readonly webhookSecret: string;
    readonly webhookAlgorithms: readonly string[];
    readonly timeoutMs: number;
  } | null;
  readonly secrets: Secrets;
  /** The ECB's daily reference rates; null: rates are only set by hand. */
  readonly ratesUrl: string | null;
  /** Where lists of sanctions are published, by list; what is left out is only brought by hand. */
  readonly watchlistUrls: Readonly<Partial<Record<'EU' | 'OFAC' | 'OFAC_CONSOLIDATED', string>>>;
  /** Whom /metrics is shown: with METRICS_TOKEN to whoever brings it, without to everyone, in production to nobody. */
  readonly metricsAccess: 'open' | 'off' | { readonly token: string };
  readonly log: { readonly level: (typeof LOG_LEVELS)[number]; readonly format: 'json' | 'lines' };
}

const refuse = (sentence: string): StartError => new StartError(sentence, BAD_CONFIGURATION);
const refuseSetting = (name: Name, must: string): StartError => refuse(`${name} must be ${must}.`);

function parse(name: Name, environment: NodeJS.ProcessEnv): unknown {
  const { must, schema, isSecret }: Setting<unknown> = SETTINGS[name];
  // An empty variable is how a compose file or a CI job leaves one out.
  const value = environment[name]?.trim() || undefined;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw refuseSetting(name, isSecret || value === undefined ? must : `${must}, not ${JSON.stringify(value.slice(0, 80))}`);
}

function parseAll(environment: NodeJS.ProcessEnv): Given {
  return Object.fromEntries((Object.keys(SETTINGS) as Name[]).map((name) => [name, parse(name, environment)])) as Given;
}

const SUMSUB_TOGETHER = ['SUMSUB_APP_TOKEN', 'SUMSUB_SECRET_KEY', 'SUMSUB_WEBHOOK_SECRET'] as const;

function checkTogether(given: Given): void {
  if (given.DIRECT_DATABASE_URL && !given.DATABASE_URL) throw refuseSetting('DATABASE_URL', 'set when DIRECT_DATABASE_URL is set');
  if (given.PREVIOUS_SECRET_KEY && !given.SECRET_KEY) throw refuseSetting('SECRET_KEY', 'set when PREVIOUS_SECRET_KEY is set');
  if (given.AUDIT_KEY && given.SECRET_KEY?.equals(given.AUDIT_KEY)) throw refuseSetting('AUDIT_KEY', 'another key than SECRET_KEY');
  if (given.CLAMD_HOST && given.CLAMD_SOCKET) throw refuseSetting('CLAMD_SOCKET', 'left out when CLAMD_HOST is set');
  const s3Extra = (['S3_REGION', 'S3_ENDPOINT', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const).find((name) => given[name] !== undefined);
  if (!given.S3_BUCKET && s3Extra) throw refuseSetting('S3_BUCKET', `set when ${s3Extra} is set`);
  if (given.S3_BUCKET && !given.S3_REGION) throw refuseSetting('S3_REGION', 'set when S3_BUCKET is set');
  if ((given.S3_ACCESS_KEY_ID === undefined) !== (given.S3_SECRET_ACCESS_KEY === undefined))
    throw refuseSetting(given.S3_ACCESS_KEY_ID ? 'S3_SECRET_ACCESS_KEY' : 'S3_ACCESS_KEY_ID', 'set together with the other half of the key');
  const [missing] = SUMSUB_TOGETHER.filter((name) => given[name] === undefined);
  if (missing && SUMSUB_TOGETHER.some((name) => given[name] !== undefined)) throw refuseSetting(missing, `set together with ${SUMSUB_TOGETHER.join(', ')}`);
  if (given.NODE_ENV !== 'production') return;
  if (given.SUMSUB_APP_TOKEN?.startsWith('sbx:'))
    throw refuseSetting('SUMSUB_APP_TOKEN', 'a token for production: this one is for the sandbox, where everybody passes');
  for (const name of ['SECRET_KEY', 'AUDIT_KEY'] as const) if (!given[name]) throw refuseSetting(name, `set in production: ${SETTINGS[name].must}`);
}

function kept(which: keyof KeptKeys, dataDir: string): Buffer {
  try {
    return keptKeys(dataDir)[which];
  } catch (error) {
    throw refuseSetting('DATA_DIR', `a folder whose secrets.json this user may read and write: ${(error as Error).message}`);
  }
}

function secrets(given: Given, dataDir: string): Secrets {
  return deriveSecrets({
    secretKey: given.SECRET_KEY ?? kept('secretKey', dataDir),
    previousSecretKey: given.PREVIOUS_SECRET_KEY ?? null,
    auditKey: given.AUDIT_KEY ?? kept('auditKey', dataDir),
  });
}

function metricsAccess(given: Given): Config['metricsAccess'] {
  if (given.METRICS_TOKEN) return Object.freeze({ token: given.METRICS_TOKEN });
  return given.NODE_ENV === 'production' ? 'off' : 'open';
}

function clamd(given: Given): Config['clamd'] {
  if (given.CLAMD_SOCKET) return Object.freeze({ socket: given.CLAMD_SOCKET });
  return given.CLAMD_HOST ? Object.freeze({ host: given.CLAMD_HOST, port: given.CLAMD_PORT ?? 3310 }) : null;
}

function watchlistUrls({ SANCTIONS_EU_URL, SANCTIONS_OFAC_URL, SANCTIONS_OFAC_CONSOLIDATED_URL }: Given): Config['watchlistUrls'] {
  return Object.freeze({
    ...(SANCTIONS_EU_URL !== undefined && { EU: SANCTIONS_EU_URL }),
    ...(SANCTIONS_OFAC_URL !== undefined && { OFAC: SANCTIONS_OFAC_URL }),
    ...(SANCTIONS_OFAC_CONSOLIDATED_URL !== undefined && { OFAC_CONSOLIDATED: SANCTIONS_OFAC_CONSOLIDATED_URL }),
  });
}

function s3(given: Given): Config['s3'] {
  const { S3_BUCKET: bucket, S3_REGION: region, S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = given;
  if (!bucket || !region) return null;
  const credentials = accessKeyId && secretAccessKey ? Object.freeze({ accessKeyId, secretAccessKey }) : null;
  return Object.freeze({ bucket, region, endpoint: given.S3_ENDPOINT ?? null, credentials });
}

const VENDOR_TIMEOUT_MS = 20_000;

function sumsub(given: Given): Config['sumsub'] {
  const { SUMSUB_APP_TOKEN: appToken, SUMSUB_SECRET_KEY: secret, SUMSUB_WEBHOOK_SECRET: webhookSecret } = given;
  if (!appToken || !secret || !webhookSecret) return null;
  const webhookAlgorithms = given.SUMSUB_WEBHOOK_DIGESTS ?? ['HMAC_SHA256_HEX', 'HMAC_SHA512_HEX'];
  return Object.freeze({
    baseUrl: given.SUMSUB_URL ?? 'https://api.sumsub.com',
    appToken,
    secret,
    webhookSecret,
    webhookAlgorithms,
    timeoutMs: VENDOR_TIMEOUT_MS,
  });
}

/** The configuration that these variables make; throws a `StartError` at the first bad one. */
export function configFrom(environment: NodeJS.ProcessEnv): Config {
  const given = parseAll(environment);
  checkTogether(given);
  const demo = given.DATABASE_URL === undefined && given.NODE_ENV !== 'production';
  const dataDir = resolve(PROJECT_DIR, given.DATA_DIR ?? '.data');
  return Object.freeze({
    environment: given.NODE_ENV ?? 'development',
    role: given.ROLE ?? 'both',
    demo,
    demoClients: given.DEMO_CLIENTS ?? 2_000,
    // The demo has sign-ins that everyone knows, so it stays on this machine unless it is told otherwise.
    host: given.HOST ?? (demo ? '127.0.0.1' : '0.0.0.0'),
    port: given.PORT ?? 4_000,
    publicUrl: given.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    trustProxy: given.TRUST_PROXY ?? 0,
    databaseUrl: given.DATABASE_URL ?? null,
    directDatabaseUrl: given.DIRECT_DATABASE_URL ?? given.DATABASE_URL ?? null,
    poolSize: given.POOL_SIZE ?? 10,
    namedStatements: given.NAMED_STATEMENTS ?? true,
    statementTimeoutMs: given.STATEMENT_TIMEOUT_MS ?? 15_000,
    jobConcurrency: given.JOB_CONCURRENCY ?? 4,
    dataDir,
    filesDir: join(dataDir, 'files'),
    upload: Object.freeze({ mostBytes: given.UPLOAD_MAX_BYTES ?? 15_000_000, timeoutMs: given.UPLOAD_TIMEOUT_MS ?? 60_000 }),
    s3: s3(given),
    clamd: clamd(given),
    sumsub: sumsub(given),
    secrets: secrets(given, dataDir),
    ratesUrl: given.RATES_URL ?? null,
    watchlistUrls: watchlistUrls(given),
    metricsAccess: metricsAccess(given),
    log: Object.freeze({ level: given.LOG_LEVEL ?? 'info', format: given.LOG_FORMAT ?? (demo ? 'lines' : 'json') }),
  });
}

/** The configuration of this process. What the environment holds wins over `.env`. */
export function loadConfig(): Config {
  const file = join(PROJECT_DIR, '.env');
  if (existsSync(file)) process.loadEnvFile(file);
  return configFrom(process.env);
}
