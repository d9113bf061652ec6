import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { type Scanner, ScannerAway } from './port.js';

/** What each scanner must do, whoever makes it. `malware` is something that the one under test is set up to find. */
export interface ScannerBench {
  readonly scanner: Scanner;
  readonly malware: Buffer;
  /** The same scanner where nobody answers. */
  readonly away: Scanner;
}

export interface ScannerGuarantee {
  readonly title: string;
  readonly check: (bench: ScannerBench) => Promise<void>;
}

const of = (...chunks: Buffer[]): Readable => Readable.from(chunks);

async function* broken(): AsyncGenerator<Buffer> {
  yield Buffer.from('the first half');
  throw new Error('the store went away');
}

export const SCANNER_GUARANTEES: readonly ScannerGuarantee[] = [
  {
    title: 'clears what is clean, of any size',
    check: async ({ scanner }) => {
      for (const bytes of [Buffer.from('a bill'), randomBytes(700_000)]) assert.deepEqual(await scanner.scan(of(bytes)), { isClean: true });
      assert.deepEqual(await scanner.scan(of()), { isClean: true });
    },
  },
  {
    title: 'finds malware, and says which',
    check: async ({ scanner, malware }) => {
      const verdict = await scanner.scan(of(malware.subarray(0, 10), malware.subarray(10)));
      assert.ok(!verdict.isClean && /\w{3}/.test(verdict.finding), JSON.stringify(verdict));
    },
  },
  {
    title: 'answers for several files at once, each for its own',
    check: async ({ scanner, malware }) => {
      const verdicts = await Promise.all([malware, randomBytes(50_000), malware, randomBytes(10)].map((bytes) => scanner.scan(of(bytes))));
      assert.deepEqual(
        verdicts.map(({ isClean }) => isClean),
        [false, true, false, true],
      );
    },
  },
  {
    title: 'gives no verdict when nobody answers',
    check: async ({ away }) => {
      const content = of(Buffer.from('a bill'));
      await assert.rejects(away.scan(content), ScannerAway);
      assert.ok(content.destroyed);
    },
  },
  {
    title: 'gives no verdict on a file that breaks off',
    check: async ({ scanner }) => assert.rejects(scanner.scan(Readable.from(broken())), /went away/),
  },
];
