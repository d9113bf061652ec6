import { afterAll, beforeAll, expect, test } from 'vitest';
import { ERASURE_RULES } from '../../src/modules/privacy/index.js';
import { type TestDatabase, testDatabase } from '../support/database.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.drop());

/** They lead to a client without a foreign key. Rows of the audit log are never changed: what is personal in them is sealed (audit.redaction.ts). */
const BESIDE = ['idempotency_key', 'file_upload', 'payment_file', 'kyc_vendor_event'];

// Columns that could hold a name: of text, in tables from which foreign keys lead to a client. What the database works out itself follows
// from the others, and what a constraint keeps to a list of words names nobody.
const COLUMNS = `
  with recursive related (oid) as (select 'client'::regclass::oid union select conrelid from pg_constraint join related on confrelid = related.oid where contype = 'f')
  select c.relname as "table", a.attname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
  where (c.oid in (select oid from related) or c.relname = any($1)) and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    and format_type(a.atttypid, null) ~ 'text|json|bytea|char|ltree|xml'
    and not exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum] and pg_get_constraintdef(k.oid) ~ 'ANY \\(+ARRAY\\[')`;

test('says of every column of text that leads to a client what an erasure does with it', async () => {
  const columns = await db.sql<{ table: string; name: string }>(COLUMNS, [BESIDE]);
  expect(columns.length).toBeGreaterThan(100);
  const rules = new Map(ERASURE_RULES.map((rule) => [rule.table, rule]));
  const open = columns.filter(({ table, name }) => {
    const rule = rules.get(table);
    if (rule === undefined) return true;
    return rule.erases !== 'delete' && !(name in rule.erases) && !Object.values(rule.keeps ?? {}).some((kept) => kept.includes(name));
  });
  // Add what is listed here to ERASURE_RULES in modules/privacy/erasure.inventory.ts: erased, or kept with the reason.
  expect(open.map(({ table, name }) => `${table}.${name}`)).toEqual([]);
});

test('names no table twice, nothing that is not there, and no column both ways', async () => {
  const columns = new Set(
    (await db.sql<{ at: string }>(`select table_name || '.' || column_name as at from information_schema.columns where table_schema = 'public'`)).map(
      ({ at }) => at,
    ),
  );
  const named = ERASURE_RULES.flatMap(({ table, erases, keeps = {} }) =>
    [...(erases === 'delete' ? [] : Object.keys(erases)), ...Object.values(keeps).flat()].map((name) => `${table}.${name}`),
  );
  expect(named.filter((column) => !columns.has(column))).toEqual([]);
  expect(named.filter((column, index) => named.indexOf(column) !== index)).toEqual([]);
  const tables = ERASURE_RULES.map(({ table }) => table);
  expect(new Set(tables).size).toBe(tables.length);
  expect(tables.at(-1)).toBe('client_key');
});
