import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SCANNER_GUARANTEES, type ScannerBench } from '../contract.js';
import { ScannerAway } from '../port.js';
import { ClamdScanner } from './clamd.scanner.js';

const CLAMD = '/usr/sbin/clamd';

/** The test file that all scanners agree to find; in two halves, so that none finds it here. */
const EICAR = Buffer.from(['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD', '-ANTIVIRUS-TEST-FILE!$H+H*'].join(''));
const LARGEST = 1_000_000;

/** The daemon with a database of one signature: the real ones cannot be fetched everywhere, and are not what is tested. */
async function startClamd(folder: string): Promise<ChildProcess> {
  const database = join(folder, 'database');
  mkdirSync(database);
  writeFileSync(join(database, 'test.ndb'), `Countinghouse.Eicar:0:0:${EICAR.toString('hex')}\n`);
  chmodSync(folder, 0o755);
  const socket = join(folder, 'clamd.sock');
  const settings = { LocalSocket: socket, DatabaseDirectory: database, TemporaryDirectory: folder, StreamMaxLength: LARGEST, Foreground: 'yes', User: 'root' };
  const file = join(folder, 'clamd.conf');
  const lines = Object.entries(settings).filter(([name]) => name !== 'User' || process.getuid?.() === 0);
  writeFileSync(file, `${lines.map(([name, value]) => `${name} ${value}`).join('\n')}\n`);
  const daemon = spawn(CLAMD, ['--config-file', file], { stdio: 'ignore' });
  for (const until = Date.now() + 30_000; !existsSync(socket); await sleep(50))
    if (Date.now() > until || daemon.exitCode !== null) throw new Error('clamd did not start');
  return daemon;
}

// where it is not (apt-get install clamav-daemon), the title says what was skipped
describe.skipIf(!existsSync(CLAMD))("ClamAV's own daemon, which takes /usr/sbin/clamd", { timeout: 60_000 }, () => {
  let folder: string;
  let daemon: ChildProcess;
  let bench: ScannerBench;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'countinghouse-clamd-'));
    daemon = await startClamd(folder);
    const at = (name: string): ClamdScanner => new ClamdScanner({ at: { socket: join(folder, name) }, timeoutMs: 3_000 });
    bench = { scanner: at('clamd.sock'), malware: EICAR, away: at('nobody.sock') };
  }, 60_000);
  afterAll(() => {
    daemon?.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  test.for(SCANNER_GUARANTEES)('$title', ({ check }) => check(bench));

  test('names what it found', async () => {
    expect(await bench.scanner.scan(Readable.from([EICAR]))).toEqual({ isClean: false, finding: 'Countinghouse.Eicar.UNOFFICIAL' });
  });

  test('gives no verdict on what is too large for it', async () => {
    await expect(bench.scanner.scan(Readable.from([Buffer.alloc(LARGEST), Buffer.alloc(10)]))).rejects.toThrow(ScannerAway);
  });
});
