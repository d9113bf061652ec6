import { expect, test } from 'vitest';
import { notesOn } from './answer-notes.js';

const forbidden = (path: (string | number)[], permission = 'clients:pii') => ({ message: 'No.', path, extensions: { code: 'FORBIDDEN', permission } });
const notes = (answer: object) => notesOn(JSON.stringify(answer));

test('a forbidden field is told with its path and its permission, and is no fault', () => {
  const { forbidden: fields, faults } = notes({ data: { clients: null }, errors: [forbidden(['clients', 3, 'taxNumber'])] });
  expect(fields).toEqual([{ path: 'clients[3].taxNumber', permission: 'clients:pii', times: 1 }]);
  expect(faults).toEqual([]);
});

test('the same field on many rows is told once', () => {
  const errors = [0, 1, 2].map((row) => forbidden(['clients', 'nodes', row, 'taxNumber']));
  expect(notes({ errors }).forbidden).toEqual([{ path: 'clients.nodes[…].taxNumber', permission: 'clients:pii', times: 3 }]);
});

test('fields that need different permissions are told apart', () => {
  const errors = [forbidden(['client', 'taxNumber']), forbidden(['client', 'documents'], 'documents:read')];
  expect(notes({ errors }).forbidden.map(({ permission }) => permission)).toEqual(['clients:pii', 'documents:read']);
});

test('an operation that is forbidden as a whole has no path to tell', () => {
  const errors = [{ message: 'No.', extensions: { code: 'FORBIDDEN' } }];
  expect(notes({ errors }).forbidden).toEqual([{ path: 'this operation', permission: null, times: 1 }]);
});

test('a fault keeps its code and request id', () => {
  const errors = [{ message: 'Something went wrong on our side.', extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'r-1' } }];
  expect(notes({ errors }).faults).toEqual([{ message: 'Something went wrong on our side.', code: 'INTERNAL_SERVER_ERROR', requestId: 'r-1' }]);
});

test('what a change was refused for is told from its payload', () => {
  const refusal = { code: 'STALE_VERSION', message: 'Somebody changed this meanwhile.', field: ['version'] };
  expect(notes({ data: { clientUpdate: { client: null, userErrors: [refusal] }, me: { name: 'A' } } }).refusals).toEqual([refusal]);
});

test('the cost is told when the answer has it', () => {
  const cost = { requested: 12, maximum: 20_000, remaining: 19_988 };
  expect(notes({ data: {}, extensions: { cost } }).cost).toEqual(cost);
  expect(notes({ data: {} }).cost).toBeNull();
});

test.each([[null], [''], ['Variables are invalid JSON: …'], ['[]'], ['null'], ['{"data":null}']])('%j has nothing to tell', (response) => {
  expect(notesOn(response)).toEqual({ forbidden: [], faults: [], refusals: [], cost: null });
});
