import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Lifecycle } from './lifecycle.js';
import { createLog } from './log.js';
import { StartError } from './start-error.js';

let exits: number[];
let closed: string[];
let logged: string;
let lifecycle: Lifecycle;

const listeners = new Map(['SIGINT', 'SIGTERM', 'SIGHUP', 'uncaughtException', 'unhandledRejection'].map((event) => [event, process.rawListeners(event)]));

const closes = (what: string) => async () => void closed.push(what);

beforeEach(() => {
  [exits, closed, logged] = [[], [], ''];
  const log = createLog({ level: 'info', format: 'json', destination: { write: (line) => (logged += line) } });
  lifecycle = new Lifecycle(log, (code) => exits.push(code));
});
afterEach(() => {
  vi.useRealTimers();
  for (const [event, kept] of listeners)
    for (const listener of process.rawListeners(event)) if (!kept.includes(listener)) process.removeListener(event, listener as () => void);
});

test('what was opened last is closed first, and one that fails to close does not keep the others open', async () => {
  await lifecycle.opened('database', closes('database'));
  await lifecycle.opened('broken', () => Promise.reject(new Error('stuck')));
  await lifecycle.opened('gateway', closes('gateway'));
  await lifecycle.stop(0);
  expect([closed, exits]).toEqual([['gateway', 'database'], [0]]);
  expect(logged).toContain('"component":"broken"');
});

test('what is opened while stopping is closed at once', async () => {
  await lifecycle.stop(0);
  await lifecycle.opened('late', closes('late'));
  expect(closed).toEqual(['late']);
});

test('a StartError ends with its own exit code, any other error with 1 and a line in the log', async () => {
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  lifecycle.fail(new StartError('PORT must be free.', 78));
  await vi.waitFor(() => expect(exits).toEqual([78]));
  expect([stderr.mock.calls, logged]).toEqual([[['PORT must be free.\n']], '']);
  stderr.mockRestore();

  const other = new Lifecycle(createLog({ level: 'info', format: 'json', destination: { write: (line) => (logged += line) } }), (code) => exits.push(code));
  other.fail(new Error('fault'));
  await vi.waitFor(() => expect(exits).toEqual([78, 1]));
  expect(logged).toContain('nothing handled');
});

test('a Ctrl-C that arrives twice at once is one; a second one later ends at once', async () => {
  vi.useFakeTimers();
  lifecycle.watchSignals();
  await lifecycle.opened('slow', () => new Promise(() => {}));
  process.emit('SIGINT');
  process.emit('SIGINT');
  expect(exits).toEqual([]);
  vi.advanceTimersByTime(2_000);
  process.emit('SIGINT');
  expect(exits).toEqual([1]);
});

test('stopping has an end, whatever hangs', async () => {
  vi.useFakeTimers();
  await lifecycle.opened('hanging', () => new Promise(() => {}));
  void lifecycle.stop(0);
  vi.advanceTimersByTime(31_000);
  expect(exits).toEqual([1]);
});
