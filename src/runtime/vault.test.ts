import { expect, test } from 'vitest';
import { Vault } from './vault.js';

const vault = new Vault(Buffer.alloc(32, 7));

test('what was sealed for a row opens for that row alone', () => {
  const sealed = vault.seal('provider/a/secrets', '{"apiKey":"k"}');
  expect(vault.open('provider/a/secrets', sealed)).toBe('{"apiKey":"k"}');
  expect(() => vault.open('provider/b/secrets', sealed)).toThrow();
  expect(() => new Vault(Buffer.alloc(32, 8)).open('provider/a/secrets', sealed)).toThrow();
});

test.each(['', 'v1', 'v2.a.b.c', 'v1.AAAA.AAAA.AAAA'])('%j does not open', (sealed) => expect(() => vault.open('r', sealed)).toThrow());

test('the same text never seals alike, and an empty one seals too', () => {
  expect(vault.seal('r', 'x')).not.toBe(vault.seal('r', 'x'));
  expect(vault.open('r', vault.seal('r', ''))).toBe('');
});

test('fingerprints are alike for alike texts under one key', () => {
  expect(vault.fingerprint('a')).toBe(vault.fingerprint('a'));
  expect(vault.fingerprint('a')).not.toBe(vault.fingerprint('b'));
  expect(vault.fingerprint('a')).not.toBe(new Vault(Buffer.alloc(32, 8)).fingerprint('a'));
});
