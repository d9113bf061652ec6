import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PersonalDataKeys } from '../../../runtime/personal-data.js';
import { type Brokerage, makeBrokerage } from '../brokerage.js';
import { Random } from '../random.js';
import { CLIENT_EMAIL, DEMO_SIGN_INS, PARTNER_EMAIL } from '../sign-ins.js';
import { DemoSealing } from './sealing.js';
import type { TableLoad } from './table-load.js';
import { type Credential, tablesOf } from './tables.js';
import { tradeTables, tradeTablesOf } from './trades.js';

/** A table on its way to the database: pieces of COPY's binary format, to be read once and before the next table is asked for. */
export interface TableStream {
  readonly name: string;
  readonly columns: string;
  readonly chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

/** What the rows and files follow from. Plain data, for it may have to travel to another thread. */
export interface Making {
  readonly clients: number;
  readonly seed: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly filesDir: string;
  readonly auditKey: Uint8Array;
  readonly personalKeys: PersonalDataKeys;
  /** Of the password that all sign-ins share. */
  readonly passwordHash: string;
}

/** Every table that is filled whatever the year, in any order. */
export const TABLES: readonly string[] = [
  ...['staff_member', 'commission_plan', 'partner', 'client', 'client_key', 'trading_account', 'restriction', 'ledger_account', 'transaction', 'approval'],
  ...['journal_entry', 'journal_line', 'document', 'audit_entry', 'credential', 'exchange_rate'],
  ...['commission_period', 'commission_statement', 'commission_rebate', 'commission_balance', 'commission_payout_run', 'commission_payout', 'rebate_share'],
  ...['commission_payout_minimum', 'partner_plan_version', 'partner_multiplier_version'],
];

/** Every table that is filled for a year that ends then, in any order: deals lie in a table for each month. */
export const tablesUntil = (now: number): readonly string[] => [...TABLES, ...tradeTables(now)];

/** Gives out each table as soon as nothing changes in it any more; the files of documents are written as their rows are read. */
export function makeTables({ now, auditKey, personalKeys, passwordHash, filesDir, ...size }: Making, give: (table: TableLoad) => void): void {
  const brokerage = makeBrokerage({ ...size, now: new Date(now) }, (traded, setting) => tradeTablesOf(traded, setting).forEach(give));
  const credentials = credentialsOf(brokerage, passwordHash);
  for (const table of tablesOf(brokerage, { auditKey, sealing: new DemoSealing(personalKeys), credentials, store: fileStore(filesDir) })) give(table);
}

function credentialsOf({ staff, signInClient, signInPartner, setting }: Brokerage, passwordHash: string): Credential[] {
  const random = new Random(setting.seed, 'credentials');
  return DEMO_SIGN_INS.map(({ email }) => {
    const [kind, owner] =
      email === CLIENT_EMAIL
        ? (['CLIENT', signInClient] as const)
        : email === PARTNER_EMAIL
          ? (['PARTNER', signInPartner] as const)
          : (['STAFF', staff.find((one) => one.email === email)] as const);
    if (!owner) throw new Error(`Nobody is there to sign in as ${email}`);
    return { id: random.id(owner.createdAt), email, passwordHash, owner, kind, createdAt: owner.createdAt };
  });
}

function fileStore(filesDir: string): (storageKey: string, bytes: Buffer) => void {
  const made = new Set<string>();
  return (storageKey, bytes) => {
    const path = join(filesDir, storageKey);
    const folder = dirname(path);
    if (!made.has(folder)) mkdirSync(folder, { recursive: true, mode: 0o700 });
    made.add(folder);
    writeFileSync(path, bytes, { mode: 0o600 });
  };
}
