import { Readable } from 'node:stream';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DealImport, DealIngest, NoDealFile, readDeal, type WrittenDeal } from '../../src/modules/deals/index.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { addClient } from '../support/people.js';
import { addTradingAccount } from '../support/money.js';

let db: TestDatabase;
let ingest: DealIngest;
let login: string;
let server: string;
beforeAll(async () => {
  db = await testDatabase();
  const client = await addClient(db.sql);
  const accountId = await addTradingAccount(db.sql, client.id);
  [{ login, server }] = (await db.sql<{ login: string; server: string }>('select login, server from trading_account where id = $1', [accountId])) as [
    { login: string; server: string },
  ];
});
afterAll(() => db.drop());
beforeEach(async () => {
  await db.sql('truncate deal; truncate deal_correction');
  ingest = new DealIngest(db.database.pool);
});

const NOW = Date.parse('2026-11-22T12:00:00Z');
const written = (changes: WrittenDeal = {}): WrittenDeal => ({
  ...{ server, ticket: '1001', login, action: 'BUY', entry: 'OUT', symbol: 'EURUSD', lots: '2.35', price: '1.0851', time: '2026-11-20T10:00:00.250Z' },
  ...changes,
});
const deal = (changes: WrittenDeal = {}) => readDeal(written(changes), NOW);
const stored = () =>
  db.sql<{ ticket: string; lots: string; time: Date; is_cancelled: boolean }>('select ticket, lots, time, is_cancelled from deal order by ticket');

describe('the way in', () => {
  test('takes a deal once, however often and in whatever company it is told', async () => {
    expect(await ingest.take([deal(), deal({ ticket: '1002' }), deal()])).toEqual({ added: 2, known: 0, corrected: 0, strangers: [] });
    expect(await ingest.take([deal({ ticket: '1003' }), deal()])).toEqual({ added: 1, known: 1, corrected: 0, strangers: [] });
    expect((await stored()).map(({ ticket }) => ticket)).toEqual(['1001', '1002', '1003']);
  });

  test('takes the same from many at once', async () => {
    const deals = Array.from({ length: 200 }, (_, n) => deal({ ticket: String(2000 + n) }));
    const taken = await Promise.all(Array.from({ length: 8 }, () => ingest.take(deals)));
    expect(taken.reduce((sum, { added }) => sum + added, 0)).toBe(200);
    expect(await stored()).toHaveLength(200);
  });

  test('keeps what a deal was before it was told otherwise', async () => {
    await ingest.take([deal()]);
    expect(await ingest.take([deal({ isCancelled: 'true' })])).toMatchObject({ added: 0, corrected: 1 });
    expect(await stored()).toMatchObject([{ is_cancelled: true }]);
    expect(await db.sql(`select ticket, before->>'is_cancelled' as before, after->>'is_cancelled' as after from deal_correction`)).toEqual([
      { ticket: '1001', before: 'false', after: 'true' },
    ]);
  });

  test('knows a ticket again that comes with another time, in another month', async () => {
    await ingest.take([deal()]);
    expect(await ingest.take([deal({ time: '2026-09-01T00:00:00Z' })])).toMatchObject({ added: 0, corrected: 1 });
    expect(await stored()).toMatchObject([{ ticket: '1001', time: new Date('2026-09-01T00:00:00Z') }]);
  });

  test('the last one of a ticket in a batch counts', async () => {
    await ingest.take([deal({ lots: '1' }), deal({ lots: '3' })]);
    expect(await stored()).toMatchObject([{ lots: '3' }]);
  });

  test('tells of logins that nobody has, and takes the rest', async () => {
    expect(await ingest.take([deal({ login: 'nobody' }), deal()])).toEqual({ added: 1, known: 0, corrected: 0, strangers: [0] });
  });

  test('makes the months that it needs, and lays nothing into the default', async () => {
    await ingest.take([deal({ time: '2019-02-28T23:59:59.999Z' }), deal({ ticket: '2', time: '2019-03-01T00:00:00Z' })]);
    expect(await db.sql(`select tableoid::regclass::text as month from deal order by time`)).toEqual([{ month: 'deal_2019_02' }, { month: 'deal_2019_03' }]);
  });

  test('numbers of batches grow with what came later', async () => {
    await ingest.take([deal()]);
    await ingest.take([deal({ ticket: '1002' })]);
    const [{ first, second }] = (await db.sql(
      `select (select batch from deal where ticket = 1001) < (select batch from deal where ticket = 1002) as first, true as second`,
    )) as [{ first: boolean; second: boolean }];
    expect([first, second]).toEqual([true, true]);
  });

  test('leaves work for whoever pays by deals, once', async () => {
    await db.sql('select graphile_worker.complete_jobs(array(select id from graphile_worker.jobs))');
    await ingest.take([deal()]);
    await ingest.take([deal({ ticket: '1002' })]);
    await ingest.take([deal({ ticket: '1002' })]);
    expect(await db.sql(`select count(*)::int as jobs from graphile_worker.jobs where task_identifier = 'deal.arrived'`)).toEqual([{ jobs: 1 }]);
  });
});

describe('what is no deal', () => {
  const refusals: [WrittenDeal, RegExp][] = [
    [{ ticket: '' }, /^ticket is missing/],
    [{ ticket: '12.5' }, /^ticket is "12.5"/],
    [{ lots: '-1' }, /^lots is "-1"/],
    [{ lots: '0.00' }, /^lots are 0.00/],
    [{ lots: '2,35' }, /^lots is "2,35"/],
    [{ lots: '1e3' }, /^lots is "1e3"/],
    [{ lots: '0.123456789' }, /^lots is/],
    [{ closedLots: '3' }, /^closedLots are 3/],
    [{ profit: '12,50' }, /^profit is "12,50"/],
    [{ price: '0' }, /^price is 0/],
    [{ action: 'BALANCE' }, /^action is "BALANCE": it must be one of BUY, SELL/],
    [{ entry: 'SIDEWAYS' }, /^entry is/],
    [{ time: '2026-11-20 10:00:00' }, /^time is .* with its zone/],
    [{ time: '2026-13-01T00:00:00Z' }, /^time is/],
    [{ time: '2027-01-01T00:00:00Z' }, /^time is .* deals lie between/],
    [{ isCancelled: 'maybe' }, /^isCancelled is "maybe"/],
    [{ symbol: "EUR'; drop table deal" }, /^symbol is/],
  ];
  test.for(refusals)('%j', ([changes, sentence]) => {
    expect(() => readDeal(written(changes), NOW)).toThrow(sentence);
  });
});

describe('a file', () => {
  const HEADER = 'Ticket,login,action,entry,symbol,lots,price,time,opened_at,profit,note';
  const row = (ticket: string, changes: Record<string, string> = {}): string => {
    const fields: Record<string, string> = {
      ticket,
      login,
      action: 'SELL',
      entry: 'OUT',
      symbol: 'XAUUSD.m',
      lots: '0.10',
      price: '2650.5',
      time: '2026-11-20T10:00:00Z',
      opened: '',
      profit: '-3.20',
      note: 'x',
      ...changes,
    };
    return Object.values(fields).join(',');
  };
  const run = async (text: string) => {
    const rejected: string[] = [];
    const file = new DealImport(ingest, { server, now: () => NOW, onRejected: (line, reason) => void rejected.push(`${line}: ${reason}`) });
    return { counts: await file.run(Readable.from([text])), rejected };
  };

  test('good rows go in, bad rows are told with their line and why', async () => {
    const { counts, rejected } = await run(
      [
        HEADER,
        row('1'),
        row(''),
        row('3', { login: 'stranger' }),
        row('4', { lots: '-0.10' }),
        row('5', { profit: '3.2.0' }),
        row('1'),
        `${row('6')},more`,
        '"7,open quote',
        row('8'),
      ].join('\n'),
    );
    expect(rejected.map((one) => one.split(' ').slice(0, 2).join(' '))).toEqual(['3: ticket', '5: lots', '6: profit', '8: The', '9: The', '4: login']);
    expect(counts).toEqual({ read: 9, added: 2, known: 0, corrected: 0, rejected: 6 });
  });

  test('twice is once', async () => {
    const text = [HEADER, row('1'), row('2')].join('\r\n');
    expect((await run(text)).counts).toEqual({ read: 2, added: 2, known: 0, corrected: 0, rejected: 0 });
    expect((await run(text)).counts).toEqual({ read: 2, added: 0, known: 2, corrected: 0, rejected: 0 });
  });

  test('without the columns that it needs it is refused as a whole', async () => {
    await expect(run('ticket,symbol\n1,EURUSD')).rejects.toThrow(NoDealFile);
    await expect(run('')).rejects.toThrow(/empty/);
    await expect(run(`${HEADER},Ticket\n`)).rejects.toThrow(/twice/);
  });

  test('of any length holds one batch in memory', { timeout: 60_000 }, async () => {
    function* lines(): Generator<string> {
      yield `${HEADER}\n`;
      for (let ticket = 1; ticket <= 60_000; ticket++) yield `${row(String(ticket))}\n`;
    }
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    // what is held, and not what nobody has cleared away yet: the more the files before this one left, the later that is done
    const held = (): number => {
      collect();
      return process.memoryUsage().heapUsed;
    };
    let most = 0;
    const file = new DealImport(ingest, {
      server,
      now: () => NOW,
      onRejected: () => undefined,
      onProgress: () => {
        most = Math.max(most, held());
      },
    });
    const before = held();
    expect(await file.run(Readable.from(lines()))).toMatchObject({ read: 60_000, added: 60_000 });
    // a batch that goes in and one that is read are half of it, the whole file would be half as much again
    expect(most - before).toBeLessThan(20 * 1024 * 1024);
  });
});

describe('instruments', () => {
  test('are known by name, by an alias of the server, by an alias of all, and without a suffix', async () => {
    await db.sql(`insert into instrument values ('XAUUSD', 'METALS', 100, 0.1, 'XAU', 'USD'), ('EURUSD', 'FX_MAJOR', 100000, 0.0001, 'EUR', 'USD')`);
    await db.sql(`insert into instrument_alias values ('', 'GOLD', 'XAUUSD'), ('other', 'GOLD', 'EURUSD'); `);
    await db.sql(`insert into instrument_suffix values ('.m'), ('m')`);
    const of = async (symbol: string, on = server) =>
      (await db.sql<{ symbol: string | null }>('select instrument_of($1, $2) as symbol', [on, symbol]))[0]!.symbol;
    expect([await of('XAUUSD'), await of('XAUUSD.m'), await of('EURUSDm'), await of('GOLD'), await of('GOLD', 'other'), await of('TSLA')]).toEqual([
      'XAUUSD',
      'XAUUSD',
      'EURUSD',
      'XAUUSD',
      'EURUSD',
      null,
    ]);
  });
});
