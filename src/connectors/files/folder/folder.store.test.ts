import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FILE_STORE_GUARANTEES } from '../contract.js';
import { FolderStore } from './folder.store.js';

let parent: string;
let store: FolderStore;

beforeAll(() => {
  parent = mkdtempSync(join(tmpdir(), 'countinghouse-files-'));
  store = new FolderStore(join(parent, 'files'));
});
afterAll(() => rmSync(parent, { recursive: true }));

test.for(FILE_STORE_GUARANTEES)('a folder $title', ({ check }) => check(store));

test('a file is for the eyes of the gateway alone, and no draft stays beside it', async () => {
  await store.put('12/34/passport.pdf', Readable.from([Buffer.from('%PDF')]));
  expect(statSync(join(parent, 'files/12/34/passport.pdf')).mode & 0o777).toBe(0o600);
  expect(statSync(join(parent, 'files/12')).mode & 0o777).toBe(0o700);
  expect(readdirSync(join(parent, 'files/12/34'))).toEqual(['passport.pdf']);
});

test('a link that somebody planted is not followed, and a folder is no file', async () => {
  writeFileSync(join(parent, 'secrets.json'), '{}');
  mkdirSync(join(parent, 'files/ab/cd/folder'), { recursive: true });
  symlinkSync(join(parent, 'secrets.json'), join(parent, 'files/ab/cd/planted'));
  expect(await store.open('ab/cd/planted')).toBeNull();
  expect(await store.open('ab/cd/folder')).toBeNull();
});

test('looking for a file makes no folders', async () => {
  expect(await new FolderStore(join(parent, 'others')).open('ee/ee/nothing')).toBeNull();
  expect(existsSync(join(parent, 'others'))).toBe(false);
});
