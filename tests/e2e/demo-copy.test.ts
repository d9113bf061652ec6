import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { copyChunks, type CopyRow } from '../../src/database/demo/load/copy.js';
import { testDatabase, type TestDatabase } from '../support/database.js';

let database: TestDatabase;
let connection: Client;
beforeAll(async () => {
  database = await testDatabase();
  connection = new Client(database.target);
  await connection.connect();
  await connection.query(`set timezone to 'UTC'`);
});
afterAll(async () => {
  await connection.end();
  await database.drop();
});

/** What PostgreSQL shows of values that it was given in a column of this type. */
async function shown<T>(type: string, values: readonly T[], put: (row: CopyRow, value: T) => void): Promise<(string | null)[]> {
  await connection.query(`drop table if exists pg_temp.copied; create temp table copied (place int, value ${type})`);
  const chunks = copyChunks(2, values.entries(), (row, [place, value]) => put(row.int4(place), value));
  await pipeline(Readable.from(Array.from(chunks, (chunk) => Buffer.from(chunk))), connection.query(copyFrom('copy copied from stdin with (format binary)')));
  return (await connection.query<{ value: string | null }>('select value::text from copied order by place')).rows.map(({ value }) => value);
}

describe('what COPY is given in its binary format is what the database holds:', () => {
  test('amounts of currencies with and without decimals, to the last digit', async () => {
    const minors = [0, 1, -1, 99, 100, -12_345, 999_999, 1_000_000, 100_000_000, -123_456_789_012_345, null];
    expect(await shown('numeric', minors, (row, minor) => row.amount(minor, 'USD'))).toEqual([
      ...['0.00', '0.01', '-0.01', '0.99', '1.00', '-123.45', '9999.99', '10000.00', '1000000.00', '-1234567890123.45', null],
    ]);
    expect(await shown('numeric', minors.slice(0, 8), (row, minor) => row.amount(minor, 'JPY'))).toEqual([
      '0',
      '1',
      '-1',
      '99',
      '100',
      '-12345',
      '999999',
      '1000000',
    ]);
    expect(await shown('numeric', [1250, -5, null], (row, value) => row.hundredths(value))).toEqual(['12.50', '-0.05', null]);
  });

  test('decimals of any length on both sides of the point', async () => {
    const decimals = ['0', '1', '0.0001', '1.08695652174', '150.1234', '92.5', '123456789.00000001', '10000', null];
    expect(await shown('numeric', decimals, (row, value) => row.decimal(value))).toEqual(decimals);
  });

  test('text in any script, of any length, with what the text format would have to escape', async () => {
    const texts = ['', 'plain', 'Łódź 東京 🙂', 'tab\t newline\n backslash \\N', 'x'.repeat(700_000), 'ä'.repeat(300_000), null];
    expect(await shown('text', texts, (row, value) => row.text(value))).toEqual(texts);
  });

  test('moments and days on both sides of the year 2000', async () => {
    const at = ['1970-01-01T00:00:00.000Z', '1999-12-31T23:59:59.999Z', '2000-01-01T00:00:00.000Z', '2026-11-22T12:34:56.789Z'].map((text) => Date.parse(text));
    expect(await shown('timestamptz(3)', [...at, null], (row, value) => row.time(value))).toEqual([
      ...['1970-01-01 00:00:00+00', '1999-12-31 23:59:59.999+00', '2000-01-01 00:00:00+00', '2026-11-22 12:34:56.789+00', null],
    ]);
    const days = ['1951-03-09', '2000-01-01', '2031-12-31', null];
    expect(await shown('date', days, (row, value) => row.date(value))).toEqual(days);
  });

  test('whole numbers, truth, ids and lists', async () => {
    expect(await shown('int8', [0, -1, 2_000_000, 5_000_000_000, -5_000_000_000], (row, value) => row.int8(value))).toEqual([
      ...['0', '-1', '2000000', '5000000000', '-5000000000'],
    ]);
    expect(await shown('int2', [0, -7, 9], (row, value) => row.int2(value))).toEqual(['0', '-7', '9']);
    expect(await shown('bool', [true, false], (row, value) => row.bool(value))).toEqual(['true', 'false']);
    const ids = ['00000000-0000-0000-0000-000000000000', '0189f7e2-5c3b-7abc-9def-fedcba987654', null];
    expect(await shown('uuid', ids, (row, value) => row.uuid(value))).toEqual(ids);
    expect(await shown('text[]', [[], ['RISK'], ['A', 'ü']], (row, value) => row.texts(value))).toEqual(['{}', '{RISK}', '{A,ü}']);
    expect(await shown('numeric[]', [[], ['5.00', '12.34']], (row, value) => row.decimals(value))).toEqual(['{}', '{5.00,12.34}']);
    expect(await shown('jsonb', [{ name: 'Ł', is: [null, true] }, null], (row, value) => row.json(value))).toEqual(['{"is": [null, true], "name": "Ł"}', null]);
    expect(await shown('ltree', ['3000.3014'], (row, value) => row.ltree(value))).toEqual(['3000.3014']);
  });

  test('more rows than fit into one piece', async () => {
    const many = Array.from({ length: 60_000 }, (_, place) => `row ${place}`);
    expect(await shown('text', many, (row, value) => row.text(value))).toEqual(many);
  });
});
