import { afterAll, beforeAll, expect, test } from 'vitest';
import { statement } from '../../src/database/unit.js';
import { type TestDatabase, testDatabase } from '../support/database.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.drop());

const QUOTIENT = statement('select (1 / $1::int) as quotient from pg_sleep($2::float)');

const quotient = (divisor: number, afterSeconds: number): Promise<object[]> => db.database.unit((unit) => unit.rows(QUOTIENT, [divisor, afterSeconds]));

test('rows are read although the same statement fails on another connection before they come', async () => {
  await quotient(1, 0);
  const [slow, failed] = await Promise.allSettled([quotient(1, 0.3), quotient(0, 0.1)]);
  expect(failed).toMatchObject({ status: 'rejected', reason: { code: '22012' } });
  expect(slow).toEqual({ status: 'fulfilled', value: [{ quotient: 1 }] });
});

const MISSHAPEN = statement('select $1::int as id, $2::text as "0.currency"');

test('an answer that cannot be laid out fails its statement, and not the gateway', async () => {
  const outcomes = await Promise.allSettled([db.database.unit((unit) => unit.rows(MISSHAPEN, [1, 'EUR'])), quotient(1, 0.1)]);
  expect(outcomes[0]).toMatchObject({ status: 'rejected', reason: { message: 'A joined row is told by its id' } });
  expect(outcomes[1]).toMatchObject({ status: 'fulfilled' });
});
