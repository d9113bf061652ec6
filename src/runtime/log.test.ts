import { describe, expect, test } from 'vitest';
import { createLog, type Logger } from './log.js';

const CANARY = 'mario.rossi@example.it';

function logged(write: (log: Logger) => void, format: 'json' | 'lines' = 'json'): string {
  const lines: string[] = [];
  write(createLog({ level: 'info', format, destination: { write: (line) => lines.push(line) } }));
  return lines.join('');
}

describe('the log', () => {
  test('holds the allowed fields, the level by name and the time', () => {
    const line = JSON.parse(logged((log) => log.info({ requestId: 'r1', operation: 'Clients', durationMs: 4 }, 'served')));
    expect(line).toMatchObject({
      level: 'info',
      msg: 'served',
      requestId: 'r1',
      operation: 'Clients',
      durationMs: 4,
      time: expect.stringMatching(/^\d{4}-.*Z$/),
    });
  });

  test('leaves out what is not allowed, and says that it did', () => {
    const line = JSON.parse(logged((log) => log.info({ email: CANARY, input: { name: CANARY } }, 'x')));
    expect(line.omitted).toEqual(['email', 'input']);
    expect(JSON.stringify(line)).not.toContain(CANARY);
  });

  test('leaves the same out of children and grandchildren', () => {
    const line = logged((log) => log.child({ requestId: 'r1', email: CANARY }).child({ phone: CANARY }).info({ token: CANARY }, 'x'));
    expect(JSON.parse(line)).toMatchObject({ requestId: 'r1' });
    expect(line).not.toContain(CANARY);
  });

  test('drops the query string of a request', () => {
    expect(logged((log) => log.info({ req: { method: 'GET', url: `/files/1?key=${CANARY}` } }, 'x'))).toContain('{"method":"GET","path":"/files/1"}');
  });

  test('tells a database error by its code and constraint, without statement and values', () => {
    const error = Object.assign(new Error(`insert into "client" values ('${CANARY}') - duplicate key`), {
      code: '23505',
      constraint: 'client_email',
      detail: `Key (email)=(${CANARY})`,
    });
    const line = logged((log) => log.error({ err: error }, 'failed'));
    expect(JSON.parse(line).err).toMatchObject({ code: '23505', constraint: 'client_email' });
    expect(line).not.toContain(CANARY);
    expect(line).not.toContain('insert into');
  });

  test('tells other errors and their causes with frames, without quoted values, addresses and long numbers', () => {
    const error = new Error(`Unexpected token, "{"email":"${CANARY}"}" is not valid`, { cause: new TypeError(`no phone 4912345678 of ${CANARY}`) });
    const line = logged((log) => log.error({ err: error }, 'failed'));
    expect(JSON.parse(line).err).toMatchObject({ type: 'Error', message: expect.stringContaining('Unexpected token'), cause: { type: 'TypeError' } });
    expect(JSON.parse(line).err.stack[0]).toMatch(/^at .*log\.test\.ts/);
    expect(line).not.toMatch(/mario|4912345678/);
  });

  test('a value with line breaks stays on one line of JSON', () => {
    expect(
      logged((log) => log.info({ operation: 'a\r\nINFO forged' }, 'x'))
        .trimEnd()
        .split('\n'),
    ).toHaveLength(1);
  });

  test('can be written for people', () => {
    const text = logged((log) => log.error({ requestId: 'r1', err: new Error('gone') }, 'failed'), 'lines');
    expect(text).toMatch(/^\d\d:\d\d:\d\d ERROR failed requestId=r1\n {2}Error gone\n {4}at /);
  });
});
