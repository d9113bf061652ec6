import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { camtFile, csvFile } from '../../src/connectors/payments/simulator/bank.files.js';
import { SIMULATOR_CREDENTIALS } from '../../src/connectors/payments/simulator/simulators.js';
import { fundWallet, ledgerFaults, type MoneyTransaction, moved, setRate, walletOf } from '../support/money.js';
import type { Person } from '../support/people.js';
import { eventually } from '../support/providers.js';
import { type PaymentCaseSeen, type PaymentsFixture, paymentsFixture } from './payments.fixture.js';

type Transfer = Parameters<typeof csvFile>[0][number];

let fixture: PaymentsFixture;
let client: Person;
beforeAll(async () => {
  fixture = await paymentsFixture();
  await setRate(fixture.gateway.sql, 'EUR', 'USD', '1.08');
});
afterAll(() => fixture?.close());
beforeEach(async () => {
  client = await fixture.client();
});
afterEach(async () => expect(await ledgerFaults(fixture.gateway.sql)).toEqual([]));

const DAY = new Date().toISOString().slice(0, 10);
let booked = 100;
/** A movement on the bank account, in minor units. */
const transfer = (remittance: string, amount: string, kind: Transfer['kind'] = 'in'): Transfer =>
  ({
    table: 'transfer',
    id: `BK${++booked}`,
    kind,
    amount,
    currency: 'EUR',
    name: 'Anna Keller',
    account: 'DE89370400440532013000',
    remittance,
    day: DAY,
  }) as Transfer;
const camt = (transfers: readonly Transfer[]): string =>
  camtFile(transfers, { day: DAY, currency: 'EUR' }, SIMULATOR_CREDENTIALS.bank).replaceAll('SIM-', `${randomUUID().slice(0, 8)}-`);

interface Imported {
  readonly bankStatement: { id: string; lineCount: number } | null;
  readonly isNew: boolean;
  readonly userErrors: { code: string; message: string; field: string[] }[];
}
const importFile = (file: string, as = fixture.finance, provider = 'bankwire'): Promise<Imported> =>
  fixture.call(
    'bankStatementImport',
    { provider, fileName: 'statement.xml', content: Buffer.from(file).toString('base64') },
    as,
    'isNew bankStatement { id lineCount }',
  ) as never;

async function lines(id: string): Promise<{ status: string; side: string; transaction: { id: string } | null }[]> {
  const text = 'query S($id: ID!) { bankStatement(id: $id) { lines(first: 100) { nodes { status side transaction { id } } } } }';
  return (await fixture.gateway.data<{ bankStatement: { lines: { nodes: never[] } } }>(text, { id }, { as: fixture.finance })).bankStatement.lines.nodes;
}
async function imported(file: string): Promise<string> {
  const { bankStatement, userErrors } = await importFile(file);
  if (bankStatement === null) throw new Error(JSON.stringify(userErrors));
  await eventually(
    () => lines(bankStatement.id),
    (all) => all.every(({ status }) => status !== 'NEW'),
  );
  return bankStatement.id;
}
const bankDeposit = (amount: string) => fixture.deposit(client, { provider: 'bankwire', amount, currency: 'EUR' });
const lineCases = async (): Promise<readonly PaymentCaseSeen[]> => fixture.cases({ kind: ['UNMATCHED_STATEMENT_LINE'], status: ['OPEN'] });
const close = (found: PaymentCaseSeen | undefined, resolution: string, more: Record<string, unknown> = {}) =>
  fixture.onCase('Close', { id: found?.id, version: found?.version, resolution, note: 'Asked the bank', ...more }, fixture.finance);

describe('a statement', () => {
  test.each([
    ['CAMT.053', camt],
    ['CSV', (transfers: readonly Transfer[]) => csvFile(transfers, DAY, SIMULATOR_CREDENTIALS.bank)],
  ])('as %s settles the deposits whose reference is in it, in whatever words', async (_format, write) => {
    const [one, other] = [await bankDeposit('250.00'), await bankDeposit('80.00')];
    const id = await imported(write([transfer(`Invoice ${one.reference.toLowerCase()}, thank you`, '25000'), transfer(other.reference, '8000')]));
    await Promise.all([fixture.until(one.id, 'SETTLED'), fixture.until(other.id, 'SETTLED')]);
    expect((await walletOf(fixture.gateway.sql, client.id, 'EUR')).balance).toBe('330.00');
    expect((await lines(id)).map(({ status, transaction }) => [status, transaction?.id])).toEqual([
      ['MATCHED', one.id],
      ['MATCHED', other.id],
    ]);
  });

  test('taken twice is taken once: by its id, by its bytes, at the same time, and line by line in another file', async () => {
    const deposit = await bankDeposit('100.00');
    const moves = [transfer(deposit.reference, '10000')];
    const file = camt(moves);
    const all = await Promise.all([importFile(file), importFile(file, fixture.finance2), importFile(file)]);
    expect(all.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(new Set(all.map(({ bankStatement }) => bankStatement?.id)).size).toBe(1);
    await fixture.until(deposit.id, 'SETTLED');
    await imported(csvFile(moves, DAY, SIMULATOR_CREDENTIALS.bank));
    expect(await fixture.gateway.sql('select from bank_statement_line where line_id = $1', [moves[0]?.id])).toHaveLength(1);
    expect((await walletOf(fixture.gateway.sql, client.id, 'EUR')).balance).toBe('100.00');
  });

  test('another amount goes before an operator like any other, and a second transfer under the same reference too', async () => {
    const deposit = await bankDeposit('100.00');
    await imported(camt([transfer(deposit.reference, '9000'), transfer(deposit.reference, '1000')]));
    const found = await fixture.theCase({ transactionId: deposit.id });
    expect(found).toMatchObject({ kind: 'AMOUNT_TOO_LOW', amount: '90.00', inSuspense: true });
    const [second] = await lineCases();
    expect(second).toMatchObject({ amount: '10.00', inSuspense: true, provider: 'bankwire' });
    expect((await close(second, 'MATCHED', { transactionId: deposit.id })).userErrors).toMatchObject([{ code: 'INVALID' }]);
    expect((await close(found, 'CREDITED')).paymentCase).toMatchObject({ transaction: { status: 'SETTLED' } });
    expect((await close(second, 'RETURNED')).userErrors).toEqual([]);
    expect((await walletOf(fixture.gateway.sql, client.id, 'EUR')).balance).toBe('90.00');
  });

  test('what fits nothing lies in suspense; matched by an operator it settles the deposit', async () => {
    const [suspense, deposit] = [Number(await fixture.ledger('suspense/EUR')), await bankDeposit('70.00')];
    const id = await imported(camt([transfer('for my account', '7000')]));
    expect(Number(await fixture.ledger('suspense/EUR'))).toBe(suspense + 70);
    const [found] = await lineCases();
    expect(found?.detail).toContain('70.00 EUR came in');
    expect((await close(found, 'CHARGED_AS_FEE')).userErrors).toMatchObject([{ code: 'POLICY_FORBIDS' }]);
    expect((await close(found, 'MATCHED', { transactionId: deposit.id })).paymentCase).toMatchObject({ status: 'CLOSED', transaction: { status: 'SETTLED' } });
    expect(Number(await fixture.ledger('suspense/EUR'))).toBe(suspense);
    expect((await walletOf(fixture.gateway.sql, client.id, 'EUR')).balance).toBe('70.00');
    expect(await lines(id)).toMatchObject([{ status: 'MATCHED', transaction: { id: deposit.id } }]);
  });

  test('what the bank took for itself is its fee', async () => {
    const suspense = Number(await fixture.ledger('suspense/EUR'));
    await imported(camt([transfer('Account keeping', '1250', 'out')]));
    const [found] = await lineCases();
    expect(Number(await fixture.ledger('suspense/EUR'))).toBe(suspense - 12.5);
    expect((await close(found, 'CHARGED_AS_FEE')).userErrors).toEqual([]);
    expect([Number(await fixture.ledger('suspense/EUR')), await fixture.ledger('provider-fee/bankwire/EUR')]).toEqual([suspense, '-12.50']);
  });

  test.each([
    ['no base64', '%%%', 'bankwire', 'INVALID'],
    ['no statement', Buffer.from('<Document/>').toString('base64'), 'bankwire', 'INVALID'],
    ['150,001 bytes', Buffer.alloc(150_001, 'x').toString('base64'), 'bankwire', 'INVALID'],
    ['a card provider', Buffer.from('x').toString('base64'), 'cardway', 'POLICY_FORBIDS'],
    ['a provider that there is not', Buffer.from('x').toString('base64'), 'nobody', 'NOT_FOUND'],
  ])('%s is refused', async (_what, content, provider, code) => {
    const { userErrors } = await fixture.call<object>('bankStatementImport', { provider, fileName: 'x', content }, fixture.finance, 'isNew');
    expect(userErrors.map((error) => error.code)).toEqual([code]);
  });
});

describe('a withdrawal by bank', () => {
  const ADD = `mutation A($input: PayoutDestinationAddInput!) { payoutDestinationAdd(input: $input) { userErrors { message } } }`;
  async function sent(amount: string): Promise<MoneyTransaction> {
    await fundWallet(fixture.gateway.sql, client.id, amount, 'EUR');
    const destination = { iban: 'DE89370400440532013000', holder: 'Maria Ioannou', bic: 'COBADEFFXXX' };
    await fixture.gateway.data(ADD, { input: { clientId: client.id, provider: 'bankwire', destination } }, { as: client });
    await fixture.gateway.sql(`update payout_destination set status = 'VERIFIED', decided_at = now() - interval '25 hours' where client_id = $1`, [client.id]);
    const input = { clientId: client.id, amount, currency: 'EUR', provider: 'bankwire', destination, idempotencyKey: randomUUID() };
    const withdrawal = await moved(fixture.gateway, 'withdrawalRequest', input, client);
    await fixture.until(withdrawal.id, 'SENT_TO_PROVIDER');
    await eventually(
      () => fixture.gateway.sql('select from payout where transaction_id = $1 and provider_reference is not null', [withdrawal.id]),
      (found) => found.length === 1,
    );
    return withdrawal;
  }
  const exported = (given: Record<string, unknown> = {}) =>
    fixture.call<{ paymentFile: { id: string; name: string; payouts: number; content: string } | null; left: number }>(
      'paymentFileExport',
      { provider: 'bankwire', ...given },
      fixture.finance,
      'left paymentFile { id name payouts content }',
    );
  const text = (content: string | undefined): string => Buffer.from(content ?? '', 'base64').toString('utf8');

  test('goes into a payment file once, is settled by the statement, and comes back by another', async () => {
    const [one, other] = [await sent('40.00'), await sent('50.00')];
    const both = await Promise.all([exported(), exported()]);
    const files = both.filter(({ paymentFile }) => paymentFile !== null);
    expect(files).toHaveLength(1);
    expect(both.find(({ paymentFile }) => paymentFile === null)?.userErrors).toMatchObject([{ code: 'POLICY_FORBIDS' }]);
    const file = files[0]?.paymentFile;
    expect([file?.payouts, text(file?.content).match(/<EndToEndId>[^<]+/g)]).toEqual([2, [`<EndToEndId>${one.reference}`, `<EndToEndId>${other.reference}`]]);
    expect((await exported({ id: file?.id })).paymentFile).toEqual(file);
    const [row] = await fixture.gateway.sql<{ content: string }>('select content from payment_file where id = $1', [file?.id]);
    expect(row?.content).not.toContain('DE89370400440532013000');
    await expect(fixture.gateway.sql('update payout set payment_file_id = null where transaction_id = $1', [one.id])).rejects.toThrow('payment file already');

    await imported(camt([transfer(one.reference, '4000', 'out'), transfer(other.reference, '5000', 'out')]));
    await Promise.all([fixture.until(one.id, 'SETTLED'), fixture.until(other.id, 'SETTLED')]);
    expect(await walletOf(fixture.gateway.sql, client.id, 'EUR')).toEqual({ balance: '0.00', held: '0.00' });
    await imported(camt([transfer(one.reference, '4000', 'return')]));
    await fixture.until(one.id, 'REVERSED');
    expect((await walletOf(fixture.gateway.sql, client.id, 'EUR')).balance).toBe('40.00');
  });

  test('whose amount differs is no match; an operator matches what the bank paid less', async () => {
    const withdrawal = await sent('60.00');
    await imported(camt([transfer(withdrawal.reference, '5990', 'out')]));
    expect((await fixture.read(withdrawal.id)).status).toBe('SENT_TO_PROVIDER');
    const found = (await lineCases()).find(({ amount }) => amount === '59.90');
    expect((await close(found, 'MATCHED', { transactionId: withdrawal.id })).userErrors).toEqual([]);
    expect(await fixture.read(withdrawal.id)).toMatchObject({ status: 'SETTLED', processedAmount: '59.90' });
    expect(await walletOf(fixture.gateway.sql, client.id, 'EUR')).toEqual({ balance: '0.10', held: '0.00' });
  });
});

describe('PUT /payments/statements/<provider>', () => {
  const put = async (payload: string, as: Person | null, provider = 'bankwire') => {
    const headers = as === null ? {} : { authorization: `Bearer ${await fixture.gateway.token(as)}` };
    return fixture.gateway.fastify.inject({
      method: 'PUT',
      url: `/payments/statements/${provider}?fileName=large.xml`,
      payload,
      headers: { 'content-type': 'application/xml', ...headers },
    });
  };

  test('takes what is too large for an operation, and works on hundreds of lines once', { timeout: 60_000 }, async () => {
    const deposit = await bankDeposit('33.00');
    const file = camt([...Array.from({ length: 600 }, (_, at) => transfer(`Somebody ${at}`, String(100 + at))), transfer(deposit.reference, '3300')]);
    expect(file.length).toBeGreaterThan(150_000);
    const answer = await put(file, fixture.finance);
    expect([answer.statusCode, answer.json()]).toEqual([201, { id: expect.any(String), isNew: true, lines: 601 }]);
    expect((await put(file, fixture.finance)).statusCode).toBe(200);
    await eventually(
      () => fixture.gateway.sql('select from bank_statement_line where worked_at is null'),
      (left) => left.length === 0,
    );
    await fixture.until(deposit.id, 'SETTLED');
    expect(await fixture.gateway.sql(`select from payment_case where detail like '%Somebody%'`)).toHaveLength(600);
  });

  test('is for those who may: before a byte is read', async () => {
    expect((await put('x', null)).statusCode).toBe(401);
    expect((await put('x', await fixture.gateway.staff('SUPPORT'))).statusCode).toBe(403);
    expect((await put('x', client)).statusCode).toBe(403);
    expect((await put('x', fixture.finance)).statusCode).toBe(422);
    expect((await put('x', fixture.finance, 'nobody')).statusCode).toBe(404);
    expect((await put('x'.repeat(10_000_001), fixture.finance)).statusCode).toBe(413);
  });
});
