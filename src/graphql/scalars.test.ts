import { describe, expect, test } from 'vitest';
import { CalendarDate, DateTime, Json } from './scalars.js';

describe('an instant', () => {
  test.for([
    ['2026-11-22T09:30:00Z', '2026-11-22T09:30:00.000Z'],
    ['2026-01-01T00:00:00.5+14:00', '2025-12-31T10:00:00.500Z'],
    ['2024-02-29T23:59:59.999999Z', '2024-02-29T23:59:59.999Z'],
    ['9999-12-31T23:59:59Z', '9999-12-31T23:59:59.000Z'],
  ])('%s is taken, in UTC', ([text, instant]) => {
    expect(DateTime.parseValue(text)).toBe(instant);
  });

  test.for([
    ...['2026-02-30T00:00:00Z', '2025-02-29T00:00:00Z', '2026-04-31T12:00:00+02:00', '2026-13-01T00:00:00Z', '2026-01-01T24:30:00Z'],
    ...['0000-01-01T00:00:00Z', '9999-12-31T23:59:59-14:00', '0001-01-01T00:00:00+01:00', '2026-11-22', '2026-11-22T09:30:00', 'now', ''],
  ])('"%s" is none', (text) => {
    expect(() => DateTime.parseValue(text)).toThrow(/is no instant/);
  });
});

test.for(['2026-02-30', '2025-02-29', '0000-01-01', '2026-00-10', '2026-1-1', ''])('"%s" is no date', (text) => {
  expect(() => CalendarDate.parseValue(text)).toThrow(/is no date/);
});

test('JSON nests as deep as anyone writes it, and no deeper', () => {
  const nested = (depth: number): unknown => JSON.parse(`${'[{"a":'.repeat(depth / 2)}1${'}]'.repeat(depth / 2)}`);
  expect(JSON.stringify(Json.parseValue(nested(32)))).toBe(JSON.stringify(nested(32)));
  for (const depth of [34, 100_000]) expect(() => Json.parseValue(nested(depth))).toThrow(/nests 32 levels deep at most/);
});
