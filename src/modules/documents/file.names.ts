import { randomBytes } from 'node:crypto';
import type { FileType } from './file.content.js';

const EXTENSIONS: Readonly<Record<FileType, readonly [usual: string, ...others: string[]]>> = {
  'application/pdf': ['pdf'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
  'image/webp': ['webp'],
  'image/heic': ['heic', 'heif'],
};

const LONGEST_STEM = 120;

// Control characters, those that turn the direction of a line or are not seen, and those that mean something to a shell or a file system.
// oxlint-disable-next-line no-control-regex
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff/\\:*?"<>|%$`;&]/g;

/** The name that a file came with, as one that can be shown and saved: no path, nothing hidden, and the ending of what it is. */
export function safeFileName(given: string, type: FileType): string {
  const last = given
    .toWellFormed()
    .normalize('NFC')
    .split(/[/\\]/)
    .findLast((part) => part.trim() !== '');
  const name = (last ?? '')
    .replaceAll(UNSAFE, '_')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/^\.+/, '')
    .replace(/[. ]+$/, '');
  const [usual, ...others] = EXTENSIONS[type];
  const ending = [usual, ...others].find((extension) => name.toLowerCase().endsWith(`.${extension}`));
  const stem = ending === undefined ? name : name.slice(0, -ending.length - 1);
  return `${[...stem].slice(0, LONGEST_STEM).join('') || 'document'}.${ending ?? usual}`;
}

/** A key that says nothing: random, and never of the name that the file came with. */
export function randomStorageKey(): string {
  const name = randomBytes(16).toString('hex');
  return `${name.slice(0, 2)}/${name.slice(2, 4)}/${name}`;
}
