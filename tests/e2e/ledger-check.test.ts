import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { AuditTrail } from '../../src/modules/audit/index.js';
import { LedgerChecker, ledgerCheckJobs } from '../../src/modules/ledger/index.js';
import { createLog } from '../../src/runtime/log.js';
import { testGateway, type TestGateway } from '../support/gateway.js';
import { addTradingAccount, fundAccount, fundWallet, ledgerFaults } from '../support/money.js';
import type { Person } from '../support/people.js';

interface Check {
  readonly id: string | null;
  readonly isSound: boolean;
  readonly accounts: number;
  readonly lines: number;
  readonly durationMs: number;
  readonly driftingCount: number;
  readonly drifting: readonly object[];
  readonly currencies: readonly object[];
  readonly askedBy: string | null;
}

const CHECK =
  '{ id isSound accounts lines durationMs driftingCount drifting { kind account currency kept proven difference } currencies { currency amount } askedBy startedAt finishedAt }';

let gateway: TestGateway;
let finance: Person, client: Person;
let tradingAccountId: string, wallet: string;

beforeAll(async () => {
  gateway = await testGateway();
  finance = await gateway.staff('FINANCE');
});
afterAll(() => gateway?.close());
beforeEach(async () => {
  client = await gateway.client();
  tradingAccountId = await addTradingAccount(gateway.sql, client.id);
  await fundWallet(gateway.sql, client.id, '100.00');
  await fundAccount(gateway.sql, tradingAccountId, '40.00');
  const [row] = await gateway.sql<{ code: string }>(`select code from ledger_account where client_id = $1 and kind = 'CLIENT_WALLET'`, [client.id]);
  wallet = row?.code ?? '';
});

const check = async (): Promise<Check> => (await gateway.data<{ ledgerCheck: Check }>(`{ ledgerCheck ${CHECK} }`, {}, { as: finance })).ledgerCheck;

/** As somebody who owns the schema, with its triggers switched off; what `undo` says afterwards. */
async function tampered(statement: string, undo: string, look: () => Promise<void>): Promise<void> {
  const past = (text: string) => gateway.sql(`set session_replication_role = replica; ${text}; reset session_replication_role`);
  await past(statement);
  try {
    await look();
  } finally {
    await past(undo);
  }
  expect(await ledgerFaults(gateway.sql)).toEqual([]);
}

describe('the check of the ledger', () => {
  test('finds nothing in a ledger that nobody touched, and keeps nothing', async () => {
    const [counted] = await gateway.sql<object>(
      'select (select count(*)::int from ledger_account) as accounts, (select count(*)::int from journal_line) as lines',
    );
    expect(await check()).toMatchObject({ ...counted, id: null, askedBy: null, isSound: true, driftingCount: 0, drifting: [], currencies: [] });
    expect(await gateway.sql('select id from ledger_check')).toEqual([]);
  });

  test('names a balance that is not the sum of its lines', () =>
    tampered(
      `update ledger_account set balance = balance + 0.01 where code = '${wallet}'`,
      `update ledger_account set balance = balance - 0.01 where code = '${wallet}'`,
      async () => {
        const { isSound, driftingCount, drifting } = await check();
        expect({ isSound, driftingCount, drifting }).toEqual({
          isSound: false,
          driftingCount: 1,
          drifting: [{ kind: 'BALANCE', account: wallet, currency: 'USD', kept: '100.01', proven: '100.00', difference: '0.01' }],
        });
      },
    ));

  test('names what is held without a hold', () =>
    tampered(`update ledger_account set held = 5 where code = '${wallet}'`, `update ledger_account set held = 0 where code = '${wallet}'`, async () =>
      expect((await check()).drifting).toEqual([{ kind: 'HELD', account: wallet, currency: 'USD', kept: '5', proven: '0', difference: '5' }]),
    ));

  test('names a trading account that shows another balance than the ledger has', () =>
    tampered(
      `update trading_account set balance = 41 where id = '${tradingAccountId}'`,
      `update trading_account set balance = 40.00 where id = '${tradingAccountId}'`,
      async () => expect((await check()).drifting).toMatchObject([{ kind: 'SHOWN', kept: '41', proven: '40.00', difference: '1.00' }]),
    ));

  test('names an account and a currency when a line was altered', () => {
    const which = `(entry_id, number) = (select l.entry_id, l.number from journal_line l join ledger_account a on a.id = l.account_id where a.code = '${wallet}' limit 1)`;
    return tampered(`update journal_line set amount = 90 where ${which}`, `update journal_line set amount = 100.00 where ${which}`, async () => {
      const { drifting, currencies } = await check();
      expect(drifting).toMatchObject([{ kind: 'BALANCE', account: wallet, kept: '100.00', proven: '90', difference: '10.00' }]);
      expect(currencies).toEqual([{ currency: 'USD', amount: '-10.00' }]);
    });
  });

  test('lists a hundred and counts them all', async () => {
    const codes = Array.from({ length: 103 }, (_, at) => `adjustment/test-${String(at).padStart(3, '0')}`);
    const make = `insert into ledger_account (id, code, kind, currency, balance) select gen_random_uuid(), code, 'ADJUSTMENT', 'GBP', 1 from unnest('{${codes.join(',')}}'::text[]) code`;
    await tampered(make, `delete from ledger_account where code like 'adjustment/test-%'`, async () => {
      const { driftingCount, drifting } = await check();
      expect([driftingCount, drifting.length]).toEqual([103, 100]);
    });
  });
});

describe('a check that is kept', () => {
  const RUN = `mutation { ledgerCheckRun { ledgerCheck ${CHECK} userErrors { message } } }`;

  test('is listed, newest first, with what it found and who asked, and is written to the audit log once', async () => {
    const { ledgerCheckRun } = await gateway.data<{ ledgerCheckRun: { ledgerCheck: Check } }>(RUN, {}, { as: finance });
    const sound = ledgerCheckRun.ledgerCheck;
    expect(sound).toMatchObject({ isSound: true, askedBy: 'Helena Costa' });
    let broken: Check | undefined;
    await tampered(
      `update ledger_account set balance = 7 where code = '${wallet}'`,
      `update ledger_account set balance = 100.00 where code = '${wallet}'`,
      async () => {
        broken = (await gateway.data<{ ledgerCheckRun: { ledgerCheck: Check } }>(RUN, {}, { as: finance })).ledgerCheckRun.ledgerCheck;
      },
    );
    expect(broken).toMatchObject({ isSound: false, drifting: [{ account: wallet, kept: '7', proven: '100.00', difference: '-93.00' }] });
    const { ledgerChecks } = await gateway.data<{ ledgerChecks: { nodes: Check[] } }>(`{ ledgerChecks { nodes ${CHECK} } }`, {}, { as: finance });
    expect(ledgerChecks.nodes).toEqual([broken, sound]);
    for (const { id } of [sound, broken as Check])
      expect(await gateway.sql('select action, actor_name from audit_entry where subject_id = $1', [id])).toEqual([
        { action: 'ledger.check', actor_name: 'Helena Costa' },
      ]);
  });

  test('is made by a job each night, which says in the log when something is wrong', async () => {
    const logged: string[] = [];
    const log = createLog({ level: 'info', format: 'json', destination: { write: (line) => logged.push(line) } });
    const actor = { kind: 'SYSTEM', id: '00000000-0000-0000-0000-000000000000', name: 'ledger.check', departments: [], permissions: new Set<never>() } as const;
    const request = { actor: { ...actor, departments: [] as [], clientId: null, partnerId: null, sessionId: null }, requestId: 'job:1' };
    const [job] = ledgerCheckJobs(new LedgerChecker(gateway.database, new AuditTrail(gateway.config.secrets.auditKey)));
    const night = () => job?.run({}, { log, attempt: 1, signal: new AbortController().signal, request });
    await night();
    expect(logged).toEqual([]);
    const off = `update ledger_account set balance = balance + 1 where code = '${wallet}'`;
    await tampered(off, off.replace('+', '-'), async () => night());
    expect(logged).toHaveLength(1);
    expect(JSON.parse(logged[0] ?? '')).toMatchObject({
      level: 'error',
      subjectType: 'LedgerCheck',
      count: 1,
      msg: 'The ledger does not follow from its journal',
    });
    expect(await gateway.sql(`select drifting_count from ledger_check where asked_by = 'ledger.check' order by started_at`)).toEqual([
      { drifting_count: 0 },
      { drifting_count: 1 },
    ]);
  });

  test('is forbidden to those without ledger:read, and nothing is written', async () => {
    const before = await gateway.sql('select id from ledger_check');
    for (const as of [client, await gateway.staff('SUPPORT')]) {
      expect((await gateway.graphql(RUN, {}, { as })).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
      expect((await gateway.graphql(`{ ledgerCheck ${CHECK} }`, {}, { as })).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
    expect(await gateway.sql('select id from ledger_check')).toEqual(before);
  });
});
