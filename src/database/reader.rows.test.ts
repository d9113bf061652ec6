import { describe, expect, test } from 'vitest';
import { rowReader } from './reader.rows.js';

const [TEXT, INT4, TIMESTAMPTZ] = [25, 23, 1184];
const read = (columns: Record<string, number>) => rowReader(Object.entries(columns).map(([name, dataTypeID]) => ({ name, dataTypeID })));

describe('a row out of the texts of its columns', () => {
  test('values are as GraphQL answers them, and null stays null', () => {
    const row = read({ id: TEXT, level: INT4, createdAt: TIMESTAMPTZ, settledAt: TIMESTAMPTZ });
    expect(row(['a', '3', '2026-11-22 09:30:00.5+00', null])).toEqual({ id: 'a', level: 3, createdAt: '2026-11-22T09:30:00.500Z', settledAt: null });
  });

  test('a joined row stands under its place, and is null as a whole where it has no id', () => {
    const row = read({ id: TEXT, '0.id': TEXT, '0.name': TEXT, '0.1.id': TEXT, '0.$t.partner_id': TEXT });
    expect(row(['a', 'b', 'c', 'd', 'e'])).toEqual({ id: 'a', '0.': { id: 'b', name: 'c', '$t.partner_id': 'e', '1.': { id: 'd' } } });
    expect(row(['a', null, null, null, null])).toEqual({ id: 'a', '0.': null });
    expect(row(['a', 'b', null, null, null])).toEqual({ id: 'a', '0.': { id: 'b', name: null, '$t.partner_id': null, '1.': null } });
  });

  test('a name is a name, whatever is in it', () => {
    const name = `"]; throw new Error('run'); //\n\\`;
    expect(read({ [name]: TEXT })(['a'])).toEqual({ [name]: 'a' });
  });
});
