import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readOperations, resolveDates } from './operations.js';

const OPERATIONS_DIR = resolve(import.meta.dirname, '../../../schema/operations');

describe('the operations of a working day', () => {
  const operations = readOperations(OPERATIONS_DIR);

  test('each says what it is for, and its name is its own', () => {
    expect(operations.filter(({ about }) => !/^[A-Z].*[.?]$/.test(about)).map(({ name }) => name)).toEqual([]);
    expect(new Set(operations.map(({ name }) => name)).size).toBe(operations.length);
  });

  test('its text is one operation, without the comments', () => {
    for (const { query, kind, name } of operations) expect(query.startsWith(`${kind} ${name}`)).toBe(true);
  });
});

describe('a file of operations', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'operations-'));
    mkdirSync(directory, { recursive: true });
  });
  afterEach(() => rmSync(directory, { recursive: true }));
  const written = (file: string, text: string): string => {
    writeFileSync(join(directory, file), text);
    return directory;
  };

  test('gives title, purpose, variables and text', () => {
    const text = '# What waits,\n# the oldest first.\n# variables: {"first": 5}\nquery WithdrawalQueue($first: Int) { me { id } }\n';
    expect(readOperations(written('finance.graphql', text))).toEqual([
      {
        audience: 'FINANCE',
        name: 'WithdrawalQueue',
        title: 'Withdrawal queue',
        kind: 'query',
        about: 'What waits, the oldest first.',
        query: 'query WithdrawalQueue($first: Int) { me { id } }',
        variables: '{\n  "first": 5\n}',
      },
    ]);
  });

  test.each([
    ['a name that is no department', 'catering.graphql', 'query A { me { id } }'],
    ['a syntax error', 'finance.graphql', 'query A { me { id }'],
    ['an operation without a name', 'finance.graphql', '{ me { id } }'],
    ['variables that are not JSON', 'finance.graphql', '# variables: {first: 5}\nquery A { me { id } }'],
  ])('with %s is refused, by its path', (_why, file, text) => {
    expect(() => readOperations(written(file, text))).toThrow(join(directory, file));
  });
});

describe('dates in variables follow the day that one asks on', () => {
  const now = new Date('2026-03-15T17:30:00.000Z');
  test.each([
    ['"@date"', '"2026-03-15"'],
    ['"@date+60d"', '"2026-05-14"'],
    ['"@date-15d"', '"2026-02-28"'],
    ['"@time"', '"2026-03-15T00:00:00.000Z"'],
    ['"@time-7d"', '"2026-03-08T00:00:00.000Z"'],
    ['"@month"', '"2026-03-01T00:00:00.000Z"'],
    ['"@month-15d"', '"2026-02-01T00:00:00.000Z"'],
    ['"@dates"', '"@dates"'],
    ['"someone@date"', '"someone@date"'],
  ])('%s is %s', (text, date) => {
    expect(resolveDates(`{"a": ${text}}`, now)).toBe(`{"a": ${date}}`);
  });
});
