import { afterAll, beforeAll, expect, test } from 'vitest';
import { ENTITIES } from '../../src/app.js';
import { type TestDatabase, testDatabase } from '../support/database.js';

interface Column {
  readonly table: string;
  readonly name: string;
  readonly type: string;
  readonly isNullable: boolean;
  /** The database gives it a value when nobody does. */
  readonly isFilled: boolean;
}

let db: TestDatabase;
let columns: Column[];

const COLUMNS = `
  select c.relname as "table", a.attname as name, format_type(a.atttypid, a.atttypmod) as type, not a.attnotnull as "isNullable", a.atthasdef or a.attgenerated <> '' as "isFilled"
  from pg_attribute a join pg_class c on c.oid = a.attrelid
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped`;

beforeAll(async () => {
  db = await testDatabase(ENTITIES);
  columns = await db.sql<Column>(COLUMNS);
});
afterAll(() => db.drop());

/** One type has several spellings. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/^(varchar|character varying)(\(\d+\))?$/, 'text'],
  [/^timestamptz(\(\d\))?$/, 'timestamp$1 with time zone'],
  [/^timestamp\((\d)\) with time zone$/, 'timestamp($1) with time zone'],
  [/^int$/, 'integer'],
  [/^char\((\d+)\)$/, 'character($1)'],
  [/^numeric\(.*\)$/, 'numeric'],
  [/^bool$/, 'boolean'],
];
const spell = (type: string): string => SPELLINGS.reduce((text, [pattern, canonical]) => text.replace(pattern, canonical), type.toLowerCase());

const mapped = () =>
  [...db.database.orm.getMetadata().getAll().values()].flatMap(({ tableName, props }) =>
    props
      .filter(({ persist, fieldNames }) => persist !== false && fieldNames?.length === 1)
      .map((prop) => ({ table: tableName, name: prop.fieldNames[0]!, type: spell(prop.columnTypes[0] ?? ''), isNullable: prop.nullable ?? false })),
  );
const keyOf = ({ table, name }: Pick<Column, 'table' | 'name'>): string => `${table}.${name}`;

test('every column that an entity names is in the migrated database, with its type and nullability', () => {
  const actual = new Map(columns.map((column) => [keyOf(column), `${spell(column.type)}${column.isNullable ? ' null' : ''}`]));
  const expected = Object.fromEntries(mapped().map((column) => [keyOf(column), `${column.type}${column.isNullable ? ' null' : ''}`]));
  expect(Object.keys(expected).length).toBeGreaterThan(0);
  expect(Object.fromEntries(Object.keys(expected).map((key) => [key, actual.get(key)]))).toEqual(expected);
});

/** A trigger computes it from the parent. */
const FILLED_BY_TRIGGERS: readonly string[] = ['partner.path'];

test('every column that must have a value gets one from its entity or from the database', () => {
  const known = new Set([...mapped().map(keyOf), ...FILLED_BY_TRIGGERS]);
  const tables = new Set(mapped().map(({ table }) => table));
  const forgotten = columns.filter((column) => tables.has(column.table) && !column.isNullable && !column.isFilled && !known.has(keyOf(column)));
  expect(forgotten.map(keyOf)).toEqual([]);
});
