import { expect, test } from 'vitest';
import { checkText } from './input-text.js';

test.for([
  ['$reason', { reason: 'a\ud800b' }],
  ['$input.reason', { input: { reason: '\udc00' } }],
  ['$input.tags.1', { input: { tags: ['new', '\ud83d'] } }],
  ['$input', { input: { '\ud800': 1 } }],
] as const)('half of a surrogate pair is refused at %s', ([path, variables]) => {
  expect(() => checkText(variables)).toThrow(`The text of ${path} is not valid Unicode`);
});

test('whole characters of any script pass, and so do other values, nested as deep as JSON goes', () => {
  const deep = JSON.parse(`${'['.repeat(100_000)}"🙂"${']'.repeat(100_000)}`) as unknown;
  for (const variables of [undefined, {}, { reason: '🙂 Ł 東京', limit: 1, flag: true, none: null }]) expect(() => checkText(variables)).not.toThrow();
  expect(() => checkText({ deep: { of: 'text' }, list: [deep] })).not.toThrow();
});
