import { describe, expect, test } from 'vitest';
import { Refusal } from '../../runtime/refusal.js';
import { checkPasswordPolicy, generatePassword, hashPassword, verifyPassword } from './passwords.js';

describe('a password hash', () => {
  test('is a PHC string with its parameters, and different each time', async () => {
    const [one, two] = await Promise.all([hashPassword('correct horse battery'), hashPassword('correct horse battery')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(one).not.toBe(two);
  });

  test('fits its own password and no other', async () => {
    const hash = await hashPassword('correct horse battery');
    expect(await verifyPassword(hash, 'correct horse battery')).toBe(true);
    expect(await verifyPassword(hash, 'correct horse batterz')).toBe(false);
    expect(await verifyPassword(hash, '')).toBe(false);
  });

  test('made by another implementation is understood', async () => {
    // The hash of "correct horse battery staple", from the documentation of argon2-cffi
    const foreign = '$argon2id$v=19$m=65536,t=3,p=4$MIIRqgvgQbgj220jfp0MPA$YfwJSVjtjSU0zzV/P3S9nnQ/USre2wvJMjfCIjrTQbg';
    expect(await verifyPassword(foreign, 'correct horse battery staple')).toBe(true);
    expect(await verifyPassword(foreign, 'correct horse battery stable')).toBe(false);
  });

  test('does not depend on how the keyboard composes a letter', async () => {
    expect(await verifyPassword(await hashPassword('cafe\u0301 au lait, twice'), 'caf\u00e9 au lait, twice')).toBe(true);
  });

  test('that is missing or damaged lets nobody in', async () => {
    expect(await verifyPassword(null, 'anything at all')).toBe(false);
    await expect(verifyPassword('$2b$10$abcdefghijklmnopqrstuv', 'anything at all')).rejects.toThrow(/PHC/);
  });
});

describe('the password policy', () => {
  test.each([
    'eleven char',
    'password1234',
    'Administrator-2026',
    'aaaaaaaaaaaaaaa',
    '123456789012345',
    'helena.costa@house.example',
    'Helena.Costa',
    'x'.repeat(300),
    'qwertyuiop123!',
  ])('refuses %s', (password) => expect(() => checkPasswordPolicy(password, 'helena.costa@house.example', 'newPassword')).toThrow(Refusal));

  test.each(['countinghouse-demo', 'correct horse battery', 'дом на холме у моря', 'zK4m-pqR9-vX2t'])('takes %s', (password) =>
    expect(() => checkPasswordPolicy(password, 'helena.costa@house.example', 'newPassword')).not.toThrow(),
  );

  test('takes every generated password, and none comes twice', () => {
    const generated = Array.from({ length: 200 }, generatePassword);
    for (const password of generated) checkPasswordPolicy(password, 'helena.costa@house.example', 'password');
    expect(new Set(generated).size).toBe(200);
  });
});
