import { expect, test } from 'vitest';
import { exactNumber, parseExactJson, parseExactObject } from './exact-json.js';

test('numbers are the text that was sent', () => {
  expect(parseExactJson('{"a":1.0,"b":[12345678901234567890,-0,1E3],"c":"1.0","d":null,"e":true}')).toEqual({
    ...{ a: '1.0', b: ['12345678901234567890', '-0', '1E3'], c: '1.0', d: null, e: true },
  });
  expect(JSON.stringify({ amount: exactNumber('12345678901234567890') })).toBe('{"amount":12345678901234567890}');
});

test('an object that brings a prototype along gets none', () => {
  const object = parseExactObject('{"__proto__":{"status":"paid"},"constructor":1}')!;
  expect(object.status).toBeUndefined();
  expect(Object.getPrototypeOf(object)).toBeNull();
});

test.for(['', '[]', '"text"', '1', 'null', '{', '{"a":1}x', '\u0000'])('%j is no object', (text) => expect(parseExactObject(text)).toBeNull());
