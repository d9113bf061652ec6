import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FolderStore } from '../../src/connectors/files/folder/folder.store.js';
import type { KycVendor } from '../../src/connectors/kyc/port.js';
import { newId } from '../../src/database/ids.js';
import { ClientKeys } from '../../src/modules/clients/index.js';
import { DocumentFiles } from '../../src/modules/documents/index.js';
import { Erasures, ExportService } from '../../src/modules/privacy/index.js';
import { PersonalData } from '../../src/runtime/personal-data.js';
import { auditOf } from '../support/audit.js';
import type { TestGateway } from '../support/gateway.js';

export interface ErasureView {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly holdUntil: string | null;
  readonly legalHold: boolean;
  readonly obstacles: readonly string[];
  readonly answer: string | null;
}
export interface ErasureAnswer {
  readonly erasure: ErasureView | null;
  readonly userErrors: readonly { readonly code: string; readonly message: string }[];
}

type As = Parameters<TestGateway['data']>[2];

const FIELDS = '{ erasure { id version status holdUntil legalHold obstacles answer } userErrors { code message } }';

/** What a job is run as. */
const SYSTEM = {
  kind: 'SYSTEM',
  id: 'job',
  name: 'job',
  departments: [],
  permissions: new Set<never>(),
  clientId: null,
  partnerId: null,
  sessionId: null,
} as const;
export const jobContext = () => ({ request: { actor: { ...SYSTEM, departments: [] as [] }, requestId: 'job:1' }, signal: new AbortController().signal });

export function erasing(gateway: TestGateway, vendor: Pick<KycVendor, 'code' | 'forget'> | null = null) {
  const store = new FolderStore(gateway.config.filesDir);
  const { database, config } = gateway;
  const audit = auditOf(gateway);
  const keys = new ClientKeys(new PersonalData(config.secrets));
  const erasures = new Erasures({ database, audit, store, vendor });
  const exports = new ExportService({ database, audit, store, keys, files: new DocumentFiles({ pool: database.pool, store, keys }) });
  const mutate = async (name: string, input: object, as: NonNullable<As>['as']): Promise<ErasureAnswer> => {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
    const data = await gateway.data<Record<string, ErasureAnswer>>(`mutation($input: ${type}!) { ${name}(input: $input) ${FIELDS} }`, { input }, { as });
    return data[name] as ErasureAnswer;
  };
  return {
    store,
    mutate,
    request: (clientId: string, as: NonNullable<As>['as']) => mutate('erasureRequest', { clientId, reason: 'Please forget me' }, as),
    decide: ({ id, version }: ErasureView, decision: 'GRANT' | 'REFUSE', as: NonNullable<As>['as']) =>
      mutate('erasureDecide', { id, version, decision, reason: 'As the law has it' }, as),
    /** The night's work. */
    run: () => erasures.run(jobContext()),
    sweepExports: () => exports.sweep(jobContext()),
    forgetFiles: () => erasures.forgetFiles(jobContext()),
    forgetApplicants: () => erasures.forgetApplicants(jobContext()),
    /** The relationship is over since so many years. */
    endRelationship: async (clientId: string, yearsAgo: number): Promise<void> => {
      await gateway.sql(`update client set onboarding_status = 'CLOSED', relationship_began_at = now() - interval '20 years' where id = $1`, [clientId]);
      await gateway.sql(`update client set relationship_ended_at = now() - make_interval(years => $2) where id = $1`, [clientId, yearsAgo]);
    },
  };
}

/** Every value of text, JSON and bytes in the database, and every byte in the store, that holds one of the words: by column or file. */
export async function tracesOf(gateway: TestGateway, words: readonly string[]): Promise<string[]> {
  const columns = await gateway.sql<{ table: string; name: string; type: string }>(
    `select format('%I.%I', n.nspname, c.relname) as "table", quote_ident(a.attname) as name, format_type(a.atttypid, null) as type
     from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p', 'm') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_toast' and a.attnum > 0 and not a.attisdropped
       and format_type(a.atttypid, null) ~ 'text|json|bytea|char|citext|ltree|date|xml'`,
  );
  const found: string[] = [];
  for (const { table, name, type } of columns) {
    const text = type === 'bytea' ? `encode(${name}, 'escape')` : `${name}::text`;
    const [row] = await gateway.sql<{ n: number }>(
      `select count(*)::int as n from ${table} where exists (select from unnest($1::text[]) w where position(lower(w) in lower(${text})) > 0)`,
      [words],
    );
    if ((row?.n ?? 0) > 0) found.push(`${table}.${name}`);
  }
  for (const file of filesOf(gateway)) {
    const bytes = readFileSync(file).toString('latin1').toLowerCase();
    if (words.some((word) => bytes.includes(word.toLowerCase()))) found.push(file);
  }
  return found;
}

export const filesOf = ({ config }: TestGateway): string[] =>
  readdirSync(config.filesDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** A row as the owner of the schema puts it. */
export async function put(gateway: TestGateway, table: string, row: Readonly<Record<string, unknown>>): Promise<string> {
  const values = { id: newId(), ...row };
  const names = Object.keys(values);
  await gateway.sql(
    `insert into ${table} (${names.map((name) => `"${name}"`).join(', ')}) values (${names.map((_, index) => `$${index + 1}`).join(', ')})`,
    Object.values(values),
  );
  return values.id;
}
