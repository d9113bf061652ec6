import { describe, expect, test } from 'vitest';
import { type PayoutOrder, ProviderMisconfigured, ProviderRefusal, StatementRefused } from '../port.js';
import { bankMaker } from './index.js';
import { all, at, readXml, written } from './xml.tree.js';

const SETTINGS = { beneficiary: 'Countinghouse Markets Ltd', iban: 'GB33BUKB20201555555555', bic: 'BUKBGB22XXX', bankName: 'Bankwire' };
const provider = bankMaker.make({ code: 'bankwire', baseUrl: null, settings: SETTINGS, secrets: {}, timeoutMs: 1_000 });

const order = (change: Partial<PayoutOrder> = {}): PayoutOrder => ({
  ...{ orderId: '0199f0c4-6f1e-7cc3-9a51-0a4f6f1f2b11', reference: 'T2000123', amount: '250.5', currency: 'EUR', customer: 'C1', webhookUrl: '' },
  ...{ destination: { iban: 'DE89 3704 0044 0532 0130 00', bic: 'COBADEFF', holder: 'Jörg Weiß & Söhne' }, returnOf: null },
  ...change,
});

describe('destinations of transfers', () => {
  const problem = (change: object) => bankMaker.destinationProblem({ ...order().destination, ...change }, 'EUR');

  test.for(['DE89370400440532013000', 'gb33 bukb 2020 1555 5555 55', 'NO9386011117947', 'MT84MALT011000012345MTLCAST001S', 'BR1800360305000010009795493C1'])(
    '%s is an IBAN',
    (iban) => expect(problem({ iban })).toBeNull(),
  );

  test.for([
    ['DE88370400440532013000', /check digits/],
    ['DE89370400440532013', /has 22 characters/],
    ['DE89370400440532031000', /check digits/],
    ['US64SVBKUS6S3300958879', /letters US/],
    ['', /two letters/],
    ['DE8937040044053201300٠', /two letters/],
  ] as const)('%s is none', ([iban, message]) => expect(problem({ iban })).toEqual({ field: 'iban', message: expect.stringMatching(message) }));

  test('BIC and holder', () => {
    expect(problem({ bic: undefined })).toBeNull();
    for (const bic of ['COBADEF', 'cobadeff', 'COBADEFFXX', '12345678']) expect(problem({ bic })).toMatchObject({ field: 'bic' });
    for (const holder of ['', 'X', '<script>', 'A\nB', 'x'.repeat(71), 42]) expect(problem({ holder })).toMatchObject({ field: 'holder' });
    expect(bankMaker.destinationLabel(order().destination)).toBe('DE89****3000');
  });

  test('our own account is checked as well', () => {
    for (const change of [{ iban: 'GB33BUKB20201555555556' }, { bic: 'x' }])
      expect(() => bankMaker.make({ code: 'b', baseUrl: null, settings: { ...SETTINGS, ...change }, secrets: {}, timeoutMs: 1 })).toThrow(
        ProviderMisconfigured,
      );
  });
});

test('instructions say all that a transfer needs', async () => {
  const { instructions } = await provider.openSession({ ...order(), returnUrl: '' });
  expect(instructions.join('\n')).toMatch(
    /Countinghouse Markets Ltd\nIBAN: GB33 BUKB 2020 1555 5555 55\nBIC: BUKBGB22XXX\nBank: Bankwire\nAmount: 250.50 EUR\nReference: T2000123 /,
  );
});

describe('the payment file', () => {
  const write = (orders: readonly PayoutOrder[]) => provider.writePaymentFile!(orders, new Date('2026-11-22T14:00:00Z'));

  test('is pain.001.001.09 with one block a currency, sums that add up, and our reference on each transfer', () => {
    const jpy = order({
      reference: 'T2000125',
      currency: 'JPY',
      amount: '12000',
      destination: { iban: 'NO9386011117947', holder: '山田 太郎 <X>'.replace(/[<>]/g, '') },
    });
    const { name, contentType, content } = write([order(), jpy, order({ reference: 'T2000124', amount: '0.01' })]);
    expect([name, contentType]).toEqual(['CH-20261122140000000.xml', 'application/xml']);
    const root = readXml(content.toString());
    expect([root.name, root.namespace]).toEqual(['Document', 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.09']);
    const message = at(root, 'CstmrCdtTrfInitn')!;
    expect([written(message, 'GrpHdr', 'NbOfTxs'), written(message, 'GrpHdr', 'CtrlSum')]).toEqual(['3', '12250.51']);
    const blocks = all(message, 'PmtInf').map((block) => [
      written(block, 'PmtInfId'),
      written(block, 'NbOfTxs'),
      written(block, 'CtrlSum'),
      written(block, 'PmtTpInf', 'SvcLvl', 'Cd'),
      written(block, 'ChrgBr'),
    ]);
    expect(blocks).toEqual([
      ['CH-20261122140000000-EUR', '2', '250.51', 'SEPA', 'SLEV'],
      ['CH-20261122140000000-JPY', '1', '12000', null, 'SHAR'],
    ]);
    const [first, other] = all(message, 'PmtInf').map((block) => at(block, 'CdtTrfTxInf')!);
    expect([written(first!, 'PmtId', 'EndToEndId'), written(first!, 'RmtInf', 'Ustrd')]).toEqual(['T2000123', 'T2000123']);
    expect([written(first!, 'PmtId', 'InstrId'), written(first!, 'Amt', 'InstdAmt')]).toEqual(['0199f0c46f1e7cc39a510a4f6f1f2b11', '250.50']);
    expect([written(first!, 'Cdtr', 'Nm'), written(first!, 'CdtrAcct', 'Id', 'IBAN')]).toEqual(['Jorg Wei. . Sohne', 'DE89370400440532013000']);
    expect(written(first!, 'CdtrAgt', 'FinInstnId', 'BICFI')).toBe('COBADEFF');
    expect([written(other!, 'CdtrAgt', 'FinInstnId', 'Othr', 'Id'), at(other!, 'Amt', 'InstdAmt')!.attributes]).toEqual(['NOTPROVIDED', { Ccy: 'JPY' }]);
    // in the order of the schema
    expect(message.children.map((child) => child.name)).toEqual(['GrpHdr', 'PmtInf', 'PmtInf']);
    expect(all(message, 'PmtInf')[0]!.children.map((child) => child.name)).toEqual([
      ...['PmtInfId', 'PmtMtd', 'BtchBookg', 'NbOfTxs', 'CtrlSum', 'PmtTpInf', 'ReqdExctnDt', 'Dbtr', 'DbtrAcct', 'DbtrAgt', 'ChrgBr'],
      ...['CdtTrfTxInf', 'CdtTrfTxInf'],
    ]);
    expect(first!.children.map((child) => child.name)).toEqual(['PmtId', 'Amt', 'CdtrAgt', 'Cdtr', 'CdtrAcct', 'RmtInf']);
  });

  test.for([
    [[], /nothing to transfer/],
    [[order({ amount: '1.001' })], /EUR has 2 decimals/],
    [[order({ amount: '0.00' })], /^T2000123: there is nothing/],
    [[order(), order({ reference: 'T2', destination: { iban: 'DE1', holder: 'A B' } })], /^T2: Give an IBAN/],
    [[order({ reference: 'T1<x>' })], /35 characters/],
  ] as const)('is not written when an order does not do', ([orders, message]) => {
    expect(() => write(orders)).toThrow(ProviderRefusal);
    expect(() => write(orders)).toThrow(message);
  });
});

test('a statement of another account is refused, whatever its format', () => {
  const csv = 'account,booked_on,amount,currency,remittance\nDE89370400440532013000,2026-11-22,1.00,EUR,x\n';
  expect(() => provider.readStatement(Buffer.from(csv))).toThrow(/of the account DE89370400440532013000/);
  expect(() => provider.readStatement(Buffer.from(csv))).toThrow(StatementRefused);
});
