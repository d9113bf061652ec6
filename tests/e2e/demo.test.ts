import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildDemo, DEMO_SIGN_INS, type DemoOptions, sizesFor } from '../../src/database/demo/index.js';
import { prove } from '../../src/database/demo/load/proofs.js';
import { factsOf, factsSql, type StoredFacts } from '../../src/modules/kyc/kyc.facts.js';
import { assess } from '../../src/modules/kyc/kyc.rules.js';
import { auditMac, type AuditContent } from '../../src/runtime/audit-mac.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import { DEMO_NOW, DEMO_OPTIONS, USUAL_CLIENTS, usualDemo } from '../support/demo.js';

const filesDir = mkdtempSync(join(tmpdir(), 'countinghouse-demo-'));
const open: TestDatabase[] = [];
const USUAL = { ...DEMO_OPTIONS, filesDir };

async function built(options: Partial<DemoOptions>): Promise<TestDatabase> {
  const database = await testDatabase();
  open.push(database);
  await buildDemo({ ...USUAL, target: database.target, clients: 50, ...options });
  return database;
}

afterAll(async () => {
  await Promise.all(open.map((database) => database.drop()));
  rmSync(filesDir, { recursive: true });
});

const TABLES = [
  'staff_member',
  'commission_plan',
  'partner',
  'client',
  'client_key',
  'trading_account',
  'restriction',
  ...['ledger_account', 'exchange_rate', 'transaction', 'approval', 'deal', 'deal_unpaid', 'partner_plan_version'],
].concat(
  ...['journal_entry', 'journal_line', 'commission', 'document', 'audit_entry', 'credential'],
  ...['commission_period', 'commission_statement', 'commission_rebate', 'commission_balance', 'commission_payout_run', 'commission_payout', 'rebate_share'],
);

/** What follows from those; where money goes is sealed, and looks different each time. */
const DERIVED = [
  ...['watchlist', 'watchlist_import', 'watchlist_party', 'watchlist_name', 'screening_progress', 'screening_run', 'screening_hit', 'client_screening'],
  ...['risk_rating', 'risk_override'],
  ...['referral_link', 'referral_sign_up', 'referral_daily', 'partner_application', 'partner_change'],
  ...['deal_correction', 'commission_candidate', 'commission_rate', 'partner_multiplier_version', 'commission_daily', 'partner_lots'],
  'kyc_standing',
  'application',
  'account_request',
  ...['payout', 'ledger_hold', 'payment_session'],
  'kyc_verification',
  'kyc_vendor_event',
  'payment_event',
  'payment_case',
  'bank_statement',
  'bank_statement_line',
  'reconciliation',
  'reconciliation_item',
  'erasure',
  'task',
  'task_comment',
  'client_note',
  'client_note_wording',
];

async function hashes({ sql }: TestDatabase): Promise<Record<string, string>> {
  const pairs = [...TABLES, ...DERIVED].map(async (table) => [
    table,
    (await sql<{ hash: string }>(`select md5(string_agg(t::text, chr(10) order by t::text)) as hash from ${table} t`))[0]?.hash ?? '',
  ]);
  return Object.fromEntries(await Promise.all(pairs)) as Record<string, string>;
}

const count = async ({ sql }: TestDatabase, of: string): Promise<number> =>
  (await sql<{ count: number }>(`select count(*)::int as count from ${of}`))[0]?.count ?? -1;

describe('a demo brokerage', () => {
  let first: TestDatabase;
  beforeAll(async () => {
    first = await built({});
  });

  test('comes out of the same seed and moment with the same rows in every column', async () => {
    const again = await hashes(await built({}));
    expect(again).toEqual(await hashes(first));
    expect(TABLES.filter((table) => again[table] === '')).toEqual([]);
  });

  test('comes out of another seed with other rows in every table', async () => {
    const [other, own] = [await hashes(await built({ seed: 2 })), await hashes(first)];
    for (const table of TABLES) expect(other[table], table).not.toBe(own[table]);
  });

  test('leaves nothing behind when it fails on the way, and can be filled afterwards', async () => {
    const database = await testDatabase();
    open.push(database);
    const options = { ...USUAL, target: database.target, clients: 20 };
    const indexes = await count(database, 'pg_indexes');
    await expect(buildDemo({ ...options, hashPassword: () => Promise.reject(new Error('no more entropy')) })).rejects.toThrow('no more entropy');
    expect(await count(database, 'client')).toBe(0);
    await buildDemo({ ...options, hashPassword: () => Promise.resolve('$hash') });
    expect(await count(database, 'client')).toBe(20);
    expect(await count(database, 'pg_indexes')).toBe(indexes);
  });

  test('is never taken for one that stands when it fails in the middle', async () => {
    const database = await testDatabase();
    open.push(database);
    const sealDestination = (): never => {
      throw new Error('no key to seal under');
    };
    const options = { ...USUAL, target: database.target, clients: 20 };
    await expect(buildDemo({ ...options, sealDestination })).rejects.toThrow('no key to seal under');
    await expect(buildDemo(options)).rejects.toThrow('begun in this database and not finished');
  });

  test('is not added to a database that has clients, and refuses one that has anything else', async () => {
    const before = await hashes(first);
    const lines: string[] = [];
    const options = {
      clients: 20,
      seed: 5,
      filesDir,
      auditKey: DEMO_OPTIONS.auditKey,
      personalKeys: DEMO_OPTIONS.personalKeys,
      hashPassword: () => Promise.resolve(''),
      onProgress: (line: string) => lines.push(line),
    };
    await buildDemo({ ...options, target: first.target });
    expect(lines).toEqual(['The database holds clients already: no demo brokerage is added']);
    expect(await hashes(first)).toEqual(before);
    const used = await testDatabase();
    open.push(used);
    await used.sql(`insert into staff_member (id, name, email) values (gen_random_uuid(), 'Helena Costa', 'helena@house.example')`);
    await expect(buildDemo({ ...options, target: used.target })).rejects.toThrow('table staff_member holds rows already');
    expect(await count(used, 'staff_member')).toBe(1);
  });

  test('leaves triggers, foreign keys and sequences at work', async () => {
    await expect(first.sql('delete from audit_entry')).rejects.toThrow(/never changed/);
    await expect(first.sql('update client set partner_id = gen_random_uuid()')).rejects.toThrow(/client_partner_id_fkey/);
    const [added] = await first.sql<{ reference: string; path: string }>(
      `insert into partner (id, name, email, country, referral_code, path, parent_id)
       select gen_random_uuid(), 'North Bridge', 'north@bridge.example', 'CY', 'NORTH', '', id from partner where number = 3000 returning reference, path`,
    );
    expect(added).toEqual({ reference: 'P3014', path: '3000.3014' });
    await first.sql(`delete from partner where reference = 'P3014'`);
    for (const table of ['client', 'transaction']) {
      const [row] = await first.sql<{ isNext: boolean }>(`select nextval('${table}_number_seq') > max(number) as "isNext" from ${table}`);
      expect(row?.isNext, table).toBe(true);
    }
  });

  test('signs its audit entries with the key that it was given', async () => {
    const entries = await first.sql<AuditContent & { mac: string }>(
      `select id, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, actor_kind as "actorKind", actor_id as "actorId", actor_name as "actorName", departments, action,
         subject_type as "subjectType", subject_id as "subjectId", client_id as "clientId", reason, before, after, request_id as "requestId", mac from audit_entry`,
    );
    expect(entries.length).toBeGreaterThan(200);
    expect(entries.filter((entry) => auditMac(DEMO_OPTIONS.auditKey, entry) !== entry.mac)).toEqual([]);
  });

  test('has one password for the sign-ins, each with the right person behind it', async () => {
    const rows = await first.sql<{ email: string; hash: string; who: string | null }>(
      `select k.email, password_hash as hash, coalesce(s.email, c.email, p.email) as who from credential k
       left join staff_member s on s.id = staff_id left join client c on c.id = k.client_id left join partner p on p.id = k.partner_id`,
    );
    expect(rows.map(({ email }) => email).sort()).toEqual(DEMO_SIGN_INS.map(({ email }) => email).sort());
    for (const { email, who, hash } of rows) expect({ who, hash }).toEqual({ who: email, hash: '$argon2id$a-hash' });
    expect(new Set(DEMO_SIGN_INS.map(({ password }) => password))).toEqual(new Set(['countinghouse-demo']));
  });

  test('keeps every address under the domains that belong to nobody', async () => {
    const rows = await first.sql(`select email from client union all select email from partner union all select email from staff_member`);
    expect(rows.filter(({ email }) => !/^[a-z0-9.]+@[a-z0-9-]+(\.[a-z]+)?\.example$/.test(String(email)))).toEqual([]);
  });

  test('is proven by more than forty statements over whole tables, as it stands', async () => {
    const connection = new Client(first.target);
    await connection.connect();
    expect(await prove([connection], DEMO_NOW)).toBeGreaterThan(40);
    await connection.end();
  });

  const BREAKS: readonly (readonly [claim: string, sql: string])[] = [
    ['adds up to zero', 'update journal_line set amount = amount + 0.01 where (entry_id, number) = (select entry_id, number from journal_line limit 1)'],
    ['has lines', `insert into journal_entry (id, description) values (gen_random_uuid(), 'nothing')`],
    ['ledger balance is the sum of its lines', `update ledger_account set balance = balance + 1 where kind = 'FEE_INCOME'`],
    ['shows what its ledger accounts hold', `update trading_account set credit = credit + 1 where environment = 'LIVE' and status <> 'ARCHIVED'`],
    ['held is what open withdrawals have reserved', `update transaction set status = 'CANCELLED' where status = 'IN_REVIEW' and type = 'WITHDRAWAL'`],
    ['arrives by the rate that it names', `update transaction set counter_amount = counter_amount + 1 where counter_amount is not null`],
    ['takes back a deposit of the same client', `update transaction set related_id = null where type = 'CHARGEBACK'`],
    ['held is the sum of open holds', `update ledger_hold set amount = amount + 1 where number = 1`],
    ['payments, and they add up to what leaves', `delete from payout where number = 1 and status = 'WAITING'`],
    ['no deposit gives back more than it brought', `update payout set amount = amount * 1000 where deposit_id is not null and status = 'SETTLED'`],
    ['verified account of the same owner', `update payout_destination set status = 'PENDING'`],
    ['paths of partners follow their parents', `update partner set parent_id = null where number = 3002`],
    ['carry the logins', `update client set logins = logins || ' 1' where number = 100001`],
    ['client_activity', `update client set activity = 'DORMANT' where activity = 'ACTIVE'`],
    ['whoever asked has not approved', 'update transaction t set requested_by_id = a.staff_id from approval a where a.transaction_id = t.id'],
    ['approvals missing are counted right', 'update transaction set approvals_missing = 0 where approvals_missing > 0'],
    ['says when and how much', `update transaction set settled_at = null where type = 'TRANSFER'`],
    ['paid what their paid commissions add up to', `update commission set amount = amount + 1 where status = 'PAID' and level = 1`],
    ['follow the tree', 'update commission set level = level + 1'],
    ['those of closed periods stand in one', `update commission set status = 'ACCRUED' where status = 'PAYABLE'`],
    ['what waits for people has a task', `delete from task where kind = 'PAYMENT_CASE' and closed_at is null`],
    ['has the level of its rating', `update client set risk_level = 'HIGH' where risk_level = 'LOW'`],
    ['on a list of sanctions is frozen', `update restriction set lifted_at = now() where kind = 'NO_WITHDRAWAL'`],
    ['nothing has happened after now', `update audit_entry set at = now() + interval '1 year' where id = (select id from audit_entry limit 1)`],
    ['client_account_manager_id_fkey', 'update client set account_manager_id = gen_random_uuid() where number = 100002'],
    ['journal_line_account_id_currency_fkey', `update journal_line set currency = 'XXX' where currency = 'USD'`],
    ['document_client_id_fkey', `delete from client where number = 100042 or id in (select client_id from document limit 1)`],
  ];
  test.for(BREAKS)('would not be committed if it were not true that: %s', async ([claim, sql]) => {
    const connection = new Client(first.target);
    await connection.connect();
    try {
      await connection.query('begin');
      await connection.query('set local session_replication_role = replica');
      expect((await connection.query(sql)).rowCount).toBeGreaterThan(0);
      await expect(prove([connection], DEMO_NOW)).rejects.toThrow(claim);
    } finally {
      await connection.end();
    }
  });
});

describe('the demo brokerage of the usual size', () => {
  let demo: TestDatabase;
  let documents: string;
  beforeAll(async () => {
    ({ database: demo, filesDir: documents } = await usualDemo());
    open.push(demo);
  }, 240_000);

  test('has as much of everything as announced', async () => {
    const sizes = sizesFor(USUAL_CLIENTS);
    const counted = {
      clients: await count(demo, 'client'),
      accounts: await count(demo, 'trading_account'),
      transactions: await count(demo, 'transaction'),
      documents: await count(demo, 'document'),
      partners: await count(demo, 'partner'),
      treeDepth: (await demo.sql<{ depth: number }>('select max(level)::int as depth from partner'))[0]?.depth,
      commissions: await count(demo, 'commission'),
    };
    expect(counted).toEqual(sizes);
    expect(await demo.sql('select server from trading_account group by 1 order by 1')).toEqual([{ server: 'MT4-Main' }, { server: 'MT5-Main' }]);
    expect(await count(demo, 'audit_entry')).toBeGreaterThan(8000);
  });

  /** This brokerage has two trading servers, and its documents came before there was a scanner. */
  const ABSENT: Readonly<Record<string, readonly string[]>> = {
    'trading_account.platform': ['CTRADER', 'PROPRIETARY'],
    'audit_entry.actor_kind': ['PARTNER', 'API_KEY'],
    'commission_plan.status': ['DRAFT'],
    ...{ 'commission_period.status': ['CLOSING'], 'deal.entry': ['IN', 'INOUT'] },
    ...{ 'commission_payout_run.status': ['DRAFT', 'APPROVED', 'PAYING', 'CANCELLED'], 'commission_payout.status': ['FAILED'] },
    'commission_payout.reason': ['BALANCE_CHANGED', 'FAULT'],
    'document.status': ['WITHDRAWN'],
    'erasure.status': ['READY', 'ERASED'],
    'document.storage': ['SEALED'],
    'document.scan': ['WAITING', 'CLEAN', 'INFECTED'],
    'kyc_vendor_event.status': ['NEW', 'NOTHING_NEW', 'DISMISSED'],
    'risk_override.from_level': ['HIGH'],
    'risk_override.rated_level': ['HIGH'],
    'screening_hit.birth_date': ['AGREES', 'YEAR_AGREES', 'DIFFERS'],
    'payment_event.status': ['NEW', 'NOTHING_NEW'],
    'payment_case.status': ['PROPOSED'],
    'payment_case.resolution': ['RETURNED', 'MATCHED', 'RETRIED', 'DECLINED_BY_PROVIDER', 'CHARGED_AS_FEE'],
    'bank_statement_line.side': ['DEBIT'],
    'reconciliation.source': ['STATEMENT'],
    'reconciliation.status': ['WAITING', 'FAILED'],
    'reconciliation_item.direction': ['PAYOUT'],
    'payout_destination.status': ['REJECTED', 'RETIRED'],
  };

  /** As the checks of the tables list them. */
  test('has every value of every status and kind', async () => {
    const lists = await demo.sql<{ table: string; column: string; values: string[] }>(
      `
      select conrelid::regclass::text as table, attname as column, array(select m[1] from regexp_matches(pg_get_constraintdef(c.oid), '''([A-Z_]+)''', 'g') m) as values
      from pg_constraint c join pg_attribute on attrelid = conrelid and attnum = conkey[1]
      where contype = 'c' and cardinality(conkey) = 1 and pg_get_constraintdef(c.oid) ~ '= ANY \\(ARRAY' and conrelid = any ($1::regclass[])`,
      [[...TABLES, ...DERIVED, 'payout_destination', 'payment_provider']],
    );
    expect(lists.length).toBeGreaterThan(20);
    const absent: Record<string, string[]> = {};
    for (const { table, column, values } of lists) {
      const found = (await demo.sql<{ value: string }>(`select distinct "${column}" as value from ${table}`)).map(({ value }) => value);
      const missing = values.filter((value) => !found.includes(value));
      if (missing.length > 0) absent[`${table}.${column}`] = missing;
    }
    expect(absent).toEqual(ABSENT);
  });

  test('has files that are what their rows say', async () => {
    const rows = await demo.sql<{ key: string; size: number; sha256: string; type: string }>(
      'select storage_key as key, size_bytes as size, sha256, content_type as type from document',
    );
    const magic: Record<string, string> = { 'application/pdf': '25504446', 'image/png': '89504e47', 'image/jpeg': 'ffd8ffe0' };
    const wrong = rows.filter(({ key, size, sha256, type }) => {
      const bytes = readFileSync(join(documents, key));
      return bytes.length !== size || createHash('sha256').update(bytes).digest('hex') !== sha256 || bytes.toString('hex', 0, 4) !== magic[type];
    });
    expect(wrong).toEqual([]);
    expect(new Set(rows.map(({ sha256 }) => sha256)).size).toBe(rows.length);
  });

  test('never let a wallet, a trading account or credit fall below zero at any time of the year', async () => {
    const rows = await demo.sql(`
      select account_id from (select account_id, sum(amount) over (partition by account_id order by posted_at) as balance from (
        select account_id, e.posted_at, sum(amount) as amount from journal_line join journal_entry e on e.id = entry_id join ledger_account a on a.id = account_id
        where kind in ('CLIENT_WALLET', 'PARTNER_WALLET', 'TRADING_ACCOUNT', 'CREDIT') group by 1, 2) l) b where balance < 0`);
    expect(rows).toEqual([]);
  });

  test('has KYC levels and statuses that follow from documents and checks', async () => {
    const rows = await demo.sql<{ reference: string; status: string; level: number; expiresOn: string | null; facts: StoredFacts }>(
      `select c.reference, c.kyc_status as status, c.kyc_level as level, s.expires_on::text as "expiresOn", ${factsSql('c', '$1::date')} as facts
       from client c left join kyc_standing s on s.id = c.id`,
      [DEMO_NOW],
    );
    const wrong = rows.flatMap(({ reference, facts, ...stored }) => {
      const { status, level, expiresOn } = assess(factsOf(facts));
      return status === stored.status && level === stored.level && expiresOn === stored.expiresOn
        ? []
        : [{ reference, stored, found: { status, level, expiresOn } }];
    });
    expect(wrong).toEqual([]);
  });

  test('gives nobody more leverage than the leverage policy, and each account a type of the catalogue', async () => {
    const [row] = await demo.sql(`
      select count(*) filter (where a.leverage > p.maximum)::int as above, count(*) filter (where a.account_type is null)::int as untyped, count(distinct a.leverage) > 5 as "hasChoice"
      from trading_account a join client c on c.id = a.client_id cross join lateral (
        select l.maximum from leverage_policy l where l.jurisdiction in (c.jurisdiction, '*') and l.category in (c.category, '*') and l.asset_class = 'MAJOR_FX'
        order by l.jurisdiction = '*', l.category = '*' limit 1) p where a.environment = 'LIVE'`);
    expect(row).toEqual({ above: 0, untyped: 0, hasChoice: true });
  });

  test('leaves each department a day of work', async () => {
    const waiting = async (of: string): Promise<number> => count(demo, of);
    expect(await waiting(`transaction where type = 'WITHDRAWAL' and status = 'IN_REVIEW'`)).toBeGreaterThanOrEqual(40);
    expect(
      await waiting(`transaction where type = 'WITHDRAWAL' and status = 'IN_REVIEW' and approvals_missing between 1 and approvals_needed - 1`),
    ).toBeGreaterThan(0);
    expect(
      await waiting(`commission_payout y join commission_payout_run r on r.id = y.run_id where y.status = 'WAITING' and r.status = 'IN_REVIEW'`),
    ).toBeGreaterThan(20);
    expect(await waiting(`document where status in ('UPLOADED', 'IN_REVIEW')`)).toBeGreaterThanOrEqual(40);
    expect(await waiting(`document where expires_on between '${DEMO_NOW.toISOString()}'::date and '${DEMO_NOW.toISOString()}'::date + 30`)).toBeGreaterThan(0);
    expect(await waiting(`client where onboarding_status = 'APPLICATION_SUBMITTED'`)).toBeGreaterThanOrEqual(20);
    expect(await waiting(`trading_account where status = 'PENDING'`)).toBeGreaterThan(0);
    expect(await waiting(`account_request where status = 'WAITING'`)).toBeGreaterThan(0);
    expect(await waiting(`application where status = 'SUBMITTED'`)).toBeGreaterThanOrEqual(20);
    expect(await waiting(`kyc_standing where due_on between '${DEMO_NOW.toISOString()}'::date and '${DEMO_NOW.toISOString()}'::date + 30`)).toBeGreaterThan(0);
    expect(await waiting(`partner where status = 'PENDING'`)).toBeGreaterThan(0);
    expect(await waiting(`client c join staff_member s on s.id = account_manager_id and s.email = 'sales@demo.example'`)).toBeGreaterThanOrEqual(55);
  });

  test('gives the client who signs in money, accounts, history, documents and something that waits', async () => {
    const [client] =
      await demo.sql(`select reference, onboarding_status, activity, partner_id = (select id from partner where email = 'partner@demo.example') as "isOfPartner",
      (select count(*)::int from trading_account where client_id = c.id) as accounts, (select count(*) > 100 from transaction where client_id = c.id) as "hasHistory",
      (select count(*)::int from transaction where client_id = c.id and status = 'IN_REVIEW') as waiting, (select count(*) > 4 from document where client_id = c.id) as "hasDocuments",
      (select sum(balance) > 0 from ledger_account where client_id = c.id) as "hasMoney", (select count(*)::int from restriction where client_id = c.id) as restrictions
      from client c where email = 'client@demo.example'`);
    const has = { isOfPartner: true, accounts: 4, hasHistory: true, waiting: 1, hasDocuments: true, hasMoney: true, restrictions: 0 };
    expect(client).toEqual({ reference: 'C100042', onboarding_status: 'APPROVED', activity: 'ACTIVE', ...has });
  });

  test('puts the partner who signs in into the middle of the tree', async () => {
    const [partner] =
      await demo.sql(`select reference, level, (select count(*) > 0 from partner s where s.parent_id = p.parent_id and s.id <> p.id) as "hasSiblings",
      (select max(level)::int from partner s where s.path <@ p.path) as deepest, (select count(*) >= 20 from partner s where s.path <@ p.path) as "hasSubtree",
      (select count(*) >= 40 from client c join partner s on s.id = c.partner_id where s.path <@ p.path) as "hasClients",
      (select count(distinct level) >= 3 from commission where partner_id = p.id) as "earnsFromLevels", (select count(*) > 3 from transaction where partner_id = p.id and type = 'COMMISSION_PAYOUT') as "isPaid"
      from partner p where email = 'partner@demo.example'`);
    expect(partner).toEqual({
      reference: 'P3002',
      level: 3,
      hasSiblings: true,
      deepest: 6,
      hasSubtree: true,
      hasClients: true,
      earnsFromLevels: true,
      isPaid: true,
    });
  });
});
