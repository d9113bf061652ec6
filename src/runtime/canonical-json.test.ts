import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from './canonical-json.js';

test('any JSON comes out as the standard says', () => {
  fc.assert(fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => canonicalJson(value) === canonicalize(value)));
});

const character = fc.oneof(fc.integer({ max: 0x7f, min: 0 }), fc.integer({ max: 0xd7ff, min: 0x80 }), fc.integer({ max: 0x10_ffff, min: 0xe000 }));
const text = fc.array(character).map((codes) => String.fromCodePoint(...codes));

test('text of every kind comes out as the standard says', () => {
  fc.assert(fc.property(text, (value) => canonicalJson({ [value]: value }) === canonicalize({ [value]: value })));
  for (const value of ['', '"', '\\', '\u0000\u001f\u007f', '\u2028', '🙂', '\ue000\uffff', 'Łódź']) expect(canonicalJson(value)).toBe(JSON.stringify(value));
});

test('what has no canonical form is refused', () => {
  for (const value of ['\ud800', { '\udc00': 1 }, ['a\ud800b'], Number.NaN, Infinity]) expect(() => canonicalJson(value)).toThrow();
});
