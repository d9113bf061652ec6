import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../src/database/ids.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { addClient, addPartner } from '../support/people.js';

type Line = readonly [account: string, amount: string, currency?: string];

let db: TestDatabase;
let clientId: string;
let accounts: Record<'wallet' | 'euroWallet' | 'partnerWallet' | 'clearing' | 'euroClearing' | 'trading' | 'credit' | 'expense', string>;
let tradingAccountId: string;

beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.drop());

beforeEach(async () => {
  clientId = (await addClient(db.sql)).id;
  const partnerId = (await addPartner(db.sql)).id;
  tradingAccountId = newId();
  await db.sql(
    `insert into trading_account (id, client_id, platform, server, login, environment, "group", leverage, currency) values ($1::uuid, $2, 'MT5', 'Live', $1::text, 'LIVE', 'real', 30, 'USD')`,
    [tradingAccountId, clientId],
  );
  const open = async (kind: string, currency: string, owner: object = {}): Promise<string> => {
    const id = newId();
    const columns = Object.keys(owner)
      .map((column) => `, ${column}`)
      .join('');
    await db.sql(
      `insert into ledger_account (id, code, kind, currency, balance${columns}) values ($1::uuid, $1::text, $2, $3, '0.00'${Object.keys(owner)
        .map((_, index) => `, $${index + 4}`)
        .join('')})`,
      [id, kind, currency, ...Object.values(owner)],
    );
    return id;
  };
  accounts = {
    wallet: await open('CLIENT_WALLET', 'USD', { client_id: clientId }),
    euroWallet: await open('CLIENT_WALLET', 'EUR', { client_id: clientId }),
    partnerWallet: await open('PARTNER_WALLET', 'USD', { partner_id: partnerId }),
    clearing: await open('PROVIDER_CLEARING', 'USD'),
    euroClearing: await open('PROVIDER_CLEARING', 'EUR'),
    trading: await open('TRADING_ACCOUNT', 'USD', { trading_account_id: tradingAccountId }),
    credit: await open('CREDIT', 'USD', { trading_account_id: tradingAccountId }),
    expense: await open('CREDIT_EXPENSE', 'USD'),
  };
});

/** One journal entry in one statement, as the application, so that it stands or falls as a whole. */
async function post(...lines: Line[]): Promise<string> {
  const id = newId();
  await db.database.pool.query(
    `with entry as (insert into journal_entry (id, description) values ($1, 'test') returning id)
     insert into journal_line (entry_id, number, account_id, currency, amount)
     select entry.id, line.number, line.account_id, line.currency, line.amount
     from entry, unnest($2::uuid[], $3::text[], $4::numeric[]) with ordinality as line (account_id, currency, amount, number)`,
    [id, lines.map(([account]) => account), lines.map(([, , currency]) => currency ?? 'USD'), lines.map(([, amount]) => amount)],
  );
  return id;
}

const balanceOf = async (id: string): Promise<string> =>
  (await db.sql<{ balance: string }>('select balance::text from ledger_account where id = $1', [id]))[0]?.balance ?? '';
const deposit = (amount: string) => post([accounts.wallet, amount], [accounts.clearing, `-${amount}`]);

/** Accounts whose balance is not the sum of their lines, and currencies in which the whole ledger does not add up to zero. */
const astray = () =>
  db.sql(`
    select a.code, a.balance from ledger_account a where a.balance <> coalesce((select sum(l.amount) from journal_line l where l.account_id = a.id), 0)
    union all
    select currency, sum(balance) from ledger_account group by currency having sum(balance) <> 0`);

describe('a journal entry', () => {
  test('that balances moves the balances of its accounts', async () => {
    await deposit('100.00');
    await post([accounts.wallet, '-40.00'], [accounts.trading, '40.00']);
    expect(await balanceOf(accounts.wallet)).toBe('60.00');
    expect(await balanceOf(accounts.clearing)).toBe('-100.00');
    expect(await astray()).toEqual([]);
  });

  test('that touches an account in several lines moves it by their sum', async () => {
    await post([accounts.wallet, '70.00'], [accounts.wallet, '-20.00'], [accounts.clearing, '-50.00']);
    expect(await balanceOf(accounts.wallet)).toBe('50.00');
  });

  test('moves what its trading account shows as balance and credit', async () => {
    await deposit('100.00');
    await post([accounts.wallet, '-40.00'], [accounts.trading, '40.00']);
    await post([accounts.expense, '-15.00'], [accounts.credit, '15.00']);
    expect(await db.sql('select balance::text, credit::text from trading_account where id = $1', [tradingAccountId])).toEqual([
      { balance: '40.00', credit: '15.00' },
    ]);
  });

  test('may move money and credit of one trading account together', async () => {
    await post([accounts.trading, '-25.00'], [accounts.clearing, '25.00']);
    await post([accounts.expense, '-40.00'], [accounts.credit, '40.00']);
    await post([accounts.trading, '25.00'], [accounts.credit, '-25.00']);
    expect(await db.sql('select balance::text, credit::text from trading_account where id = $1', [tradingAccountId])).toEqual([
      { balance: '0.00', credit: '15.00' },
    ]);
  });

  test('that does not add up to zero is refused whole', async () => {
    await expect(post([accounts.wallet, '100.00'], [accounts.clearing, '-99.99999999'])).rejects.toThrow(/is off by 0.00000001 USD/);
    expect(await balanceOf(accounts.wallet)).toBe('0.00');
  });

  test('that adds up only across currencies is refused', async () => {
    await expect(post([accounts.wallet, '100.00'], [accounts.euroClearing, '-100.00', 'EUR'])).rejects.toThrow(/is off by/);
  });

  test('without lines is refused', async () => {
    await expect(post()).rejects.toThrow('has no lines');
  });

  test.each([['0'], ['0.000000001']])('with a line of %s is refused', async (amount) => {
    await expect(post([accounts.wallet, amount], [accounts.clearing, `-${amount}`])).rejects.toThrow('journal_line_amount_check');
  });

  test('with a line in another currency than its account has is refused', async () => {
    await expect(post([accounts.euroWallet, '10.00', 'USD'], [accounts.clearing, '-10.00'])).rejects.toThrow('journal_line_account_id_currency_fkey');
  });
});

describe('a wallet', () => {
  test.each([['wallet'], ['partnerWallet']] as const)('cannot go below zero: %s', async (wallet) => {
    await post([accounts[wallet], '10.00'], [accounts.clearing, '-10.00']);
    await expect(post([accounts[wallet], '-10.01'], [accounts.clearing, '10.01'])).rejects.toThrow('wallet_not_negative');
    await post([accounts[wallet], '-10.00'], [accounts.clearing, '10.00']);
    expect(await balanceOf(accounts[wallet])).toBe('0.00');
  });

  test('cannot lose what is held for withdrawals under way', async () => {
    await deposit('10.00');
    await db.sql(`update ledger_account set held = '4.00' where id = $1`, [accounts.wallet]);
    await expect(post([accounts.wallet, '-6.01'], [accounts.clearing, '6.01'])).rejects.toThrow('wallet_not_negative');
    await expect(db.sql(`update ledger_account set held = '10.01' where id = $1`, [accounts.wallet])).rejects.toThrow('wallet_not_negative');
  });

  test('emptied by thirty at once is emptied once', async () => {
    await deposit('100.00');
    const results = await Promise.allSettled(Array.from({ length: 30 }, () => post([accounts.wallet, '-100.00'], [accounts.clearing, '100.00'])));
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    expect(await balanceOf(accounts.wallet)).toBe('0.00');
    expect(await astray()).toEqual([]);
  });
});

describe('what is posted', () => {
  test.each([
    ['update journal_line set amount = amount + 1'],
    ['delete from journal_line'],
    [`update journal_entry set description = 'other'`],
    ['delete from journal_entry'],
    ['truncate journal_line'],
    ['truncate journal_entry cascade'],
  ])('is never changed, not even by the owner of the schema: %s', async (statement) => {
    await deposit('10.00');
    await expect(db.sql(statement)).rejects.toThrow('rows of this table are never changed');
    await expect(db.database.pool.query(statement)).rejects.toThrow('permission denied');
    expect(await astray()).toEqual([]);
  });
});

describe('the application', () => {
  test.each([
    ['update ledger_account set balance = 1000'],
    [`update ledger_account set kind = 'SUSPENSE'`],
    [`update ledger_account set currency = 'EUR'`],
    ['update ledger_account set client_id = null'],
    ['delete from ledger_account'],
    ['truncate ledger_account cascade'],
    ['alter table ledger_account drop constraint wallet_not_negative'],
    ['alter table journal_line disable trigger all'],
    ['create table mine (id int)'],
  ])('has no right to: %s', async (statement) => {
    await expect(db.database.pool.query(statement)).rejects.toThrow(/permission denied|must be owner/);
  });

  test('cannot open an account with money in it', async () => {
    const open = (balance: string, held: string) =>
      db.database.pool.query(
        `insert into ledger_account (id, code, kind, client_id, currency, balance, held) values ($1::uuid, $1::text, 'CLIENT_WALLET', $2, 'JPY', $3, $4)`,
        [newId(), clientId, balance, held],
      );
    await expect(open('5', '0')).rejects.toThrow('money comes in by a journal entry');
    await expect(open('0', '0')).resolves.toBeDefined();
  });

  test.each([['balance'], ['credit']])('cannot let a trading account show another %s than the ledger has', async (column) => {
    await expect(db.database.pool.query(`update trading_account set ${column} = 1000 where id = $1`, [tradingAccountId])).rejects.toThrow("are the ledger's");
  });
});

test('whatever is tried, balances are the sums of their lines, currencies add up to zero and no wallet is below it', async () => {
  const cents = fc.integer({ min: 1, max: 50_000 }).map((amount) => (amount / 100).toFixed(2));
  const usd = fc.constantFrom('wallet', 'partnerWallet', 'clearing', 'trading', 'expense' as const);
  const attempt = fc.record({ from: usd, to: usd, amount: cents, error: fc.constantFrom('0.00', '0.00', '0.00', '0.01') });
  await fc.assert(
    fc.asyncProperty(fc.array(attempt, { maxLength: 8 }), async (attempts) => {
      for (const { from, to, amount, error } of attempts) {
        const taken = (-Number(amount) - Number(error)).toFixed(2);
        await post([accounts[from as 'wallet'], taken], [accounts[to as 'wallet'], amount]).catch(() => undefined);
      }
      expect(await astray()).toEqual([]);
      expect(await db.sql(`select code from ledger_account where kind like '%WALLET' and balance < 0`)).toEqual([]);
    }),
    { numRuns: 25 },
  );
});
