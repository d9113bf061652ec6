import { describe, expect, test } from 'vitest';
import { type Statement, StatementRefused } from '../port.js';
import { bankMaker } from './index.js';

const IBAN = 'GB33BUKB20201555555555';
const provider = bankMaker.make({
  ...{ code: 'bankwire', baseUrl: null, secrets: {}, timeoutMs: 1_000 },
  settings: { beneficiary: 'Countinghouse Markets Ltd', iban: IBAN, bic: 'BUKBGB22XXX', bankName: 'Bankwire' },
});

const read = (text: string | Buffer): Statement => provider.readStatement(Buffer.from(text as string));
const refusal = (text: string | Buffer): string => {
  try {
    read(text);
  } catch (error) {
    if (error instanceof StatementRefused) return error.message;
    throw error;
  }
  return 'it was read';
};

interface Camt {
  readonly version?: string;
  readonly entries?: string;
  readonly balances?: string;
  readonly prolog?: string;
  readonly more?: string;
}

const camt = ({ version = '08', entries = '', balances = '', prolog = '<?xml version="1.0" encoding="UTF-8"?>', more = '' }: Camt = {}): string =>
  `${prolog}
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.${version}">
<BkToCstmrStmt><GrpHdr><MsgId>M1</MsgId></GrpHdr>
<Stmt><Id>S-1</Id><Acct><Id><IBAN>${IBAN}</IBAN></Id><Ccy>EUR</Ccy></Acct>${balances}
${entries}
</Stmt>${more}</BkToCstmrStmt></Document>`;

const entry = (
  content: string,
  { amount = '100.00', side = 'CRDT', status = '<Cd>BOOK</Cd>', currency = 'EUR', dates = '<BookgDt><Dt>2026-11-20</Dt></BookgDt>' } = {},
): string => `<Ntry><Amt Ccy="${currency}">${amount}</Amt><CdtDbtInd>${side}</CdtDbtInd><Sts>${status}</Sts>${dates}${content}</Ntry>`;

const details = (...parts: readonly string[]): string => `<NtryDtls>${parts.map((part) => `<TxDtls>${part}</TxDtls>`).join('')}</NtryDtls>`;

const balance = (code: string, amount: string, side = 'CRDT'): string =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>${side}</CdtDbtInd></Bal>`;

describe('CAMT.053', () => {
  test('version .08: parties one level deeper, status as a code, all that the payer wrote in one line', () => {
    const part =
      '<Refs><AcctSvcrRef>B-77</AcctSvcrRef><EndToEndId>NOTPROVIDED</EndToEndId></Refs>' +
      '<RltdPties><Dbtr><Pty><Nm>Anna Keller</Nm></Pty></Dbtr><DbtrAcct><Id><IBAN>DE89 3704 0044 0532 0130 00</IBAN></Id></DbtrAcct></RltdPties>' +
      '<RmtInf><Ustrd>Einzahlung\n   T2000123</Ustrd><Ustrd>danke &amp; Gruß</Ustrd><Strd><CdtrRefInf><Ref>RF18539007547034</Ref></CdtrRefInf></Strd></RmtInf>';
    const dates = '<BookgDt><DtTm>2026-11-20T23:30:00+01:00</DtTm></BookgDt><ValDt><Dt>2026-11-21</Dt></ValDt>';
    expect(read(camt({ entries: entry(details(part), { amount: '1250.5', dates }) }))).toEqual({
      ...{ statementId: 'S-1', account: IBAN, currency: 'EUR', openingBalance: null, closingBalance: null },
      lines: [
        {
          ...{ lineId: 'B-77', side: 'CREDIT', amount: '1250.50', currency: 'EUR', bookedOn: '2026-11-20', valueOn: '2026-11-21' },
          ...{ remittance: 'Einzahlung T2000123 danke & Gruß RF18539007547034', endToEndId: null, isReturn: false },
          counterparty: { name: 'Anna Keller', account: 'DE89370400440532013000' },
        },
      ],
    });
  });

  test('version .02: status as text, parties flat, other accounts than IBANs', () => {
    const part =
      '<Refs><EndToEndId>T2000124</EndToEndId></Refs><AmtDtls><TxAmt><Amt Ccy="EUR">100.00</Amt></TxAmt></AmtDtls>' +
      '<RltdPties><Cdtr><Nm>Jo</Nm></Cdtr><CdtrAcct><Id><Othr><Id>123 456</Id></Othr></Id></CdtrAcct></RltdPties>';
    const { lines } = read(camt({ version: '02', entries: entry(details(part), { side: 'DBIT', status: 'BOOK' }) }));
    expect(lines).toMatchObject([{ side: 'DEBIT', amount: '100.00', endToEndId: 'T2000124', remittance: '', counterparty: { name: 'Jo', account: '123456' } }]);
  });

  test('a batch is as many lines as it has transfers, each with its own amount and id', () => {
    const part = (amount: string, text: string): string =>
      `<Refs><AcctSvcrRef>BATCH</AcctSvcrRef></Refs><Amt Ccy="EUR">${amount}</Amt><RmtInf><Ustrd>${text}</Ustrd></RmtInf>`;
    const { lines } = read(camt({ entries: entry(details(part('60.00', 'T1'), part('39.99', 'T2')) + details(part('0.01', 'T3'))) }));
    expect(lines.map(({ lineId, amount, remittance }) => [lineId, amount, remittance])).toEqual([
      ['BATCH', '60.00', 'T1'],
      ['BATCH#2', '39.99', 'T2'],
      ['BATCH#3', '0.01', 'T3'],
    ]);
  });

  test('a batch whose transfers have no amounts of their own stays one line', () => {
    const { lines } = read(camt({ entries: entry(`${details('<Refs/>', '<Refs/>')}<AddtlNtryInf>COLLECTION 2</AddtlNtryInf>`) }));
    expect(lines).toMatchObject([{ amount: '100.00', remittance: 'COLLECTION 2' }]);
  });

  test('what comes back of our transfers is told by a return reason or the code of the bank, and names the client', () => {
    const parties = `<RltdPties><Dbtr><Nm>Countinghouse</Nm></Dbtr><DbtrAcct><Id><IBAN>${IBAN}</IBAN></Id></DbtrAcct><Cdtr><Nm>Anna</Nm></Cdtr></RltdPties>`;
    const code = '<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>RRTN</SubFmlyCd></Fmly></Domn></BkTxCd>';
    const reason = '<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>';
    const entries = [entry(details(parties + reason)), entry(code + details(parties)), entry(details(parties + reason), { side: 'DBIT' }), entry(details(''))];
    const { lines } = read(camt({ entries: entries.join('') }));
    expect(lines.map(({ isReturn }) => isReturn)).toEqual([true, true, false, false]);
    expect(lines[0]!.counterparty.name).toBe('Anna');
  });

  test('lines without a reference have an id of what they say, the same each time and different for two alike', () => {
    const twice = camt({ entries: entry('') + entry('') + entry('', { amount: '7.00' }) });
    const ids = read(twice).lines.map(({ lineId }) => lineId);
    expect(new Set(ids).size).toBe(3);
    expect(ids[1]).toBe(`${ids[0]}#2`);
    expect(read(twice).lines.map(({ lineId }) => lineId)).toEqual(ids);
  });

  test('an entry over nothing is no line', () => {
    expect(read(camt({ entries: entry('', { amount: '0.00' }) })).lines).toEqual([]);
    expect(read(csv(row({ amount: '0.00' }), row())).lines).toHaveLength(1);
  });

  test('what is not booked yet is not there yet', () => {
    expect(read(camt({ entries: entry('', { status: '<Cd>PDNG</Cd>' }) + entry('', { status: 'INFO' }) })).lines).toEqual([]);
  });

  test('balances are read with their sign, and the entries must lead from one to the other', () => {
    const entries = entry('') + entry('', { amount: '350.00', side: 'DBIT' });
    const good = camt({ entries, balances: balance('OPBD', '200.00') + balance('CLBD', '50.00', 'DBIT') });
    expect(read(good)).toMatchObject({ openingBalance: '200.00', closingBalance: '-50.00' });
    expect(refusal(good.replace('350.00', '351.00'))).toMatch(
      /^Line 4, BkToCstmrStmt\/Stmt: the entries do not lead from the opening balance 200.00 to the closing balance -50.00/,
    );
  });

  test.for([
    ['another version', camt({ version: '14' }), /camt.053.001.02 or camt.053.001.08, not "urn:iso:std:iso:20022:tech:xsd:camt.053.001.14"/],
    ['another document', '<html/>', /Line 1, html: the file must be/],
    ['no currency code', camt({ entries: entry('', { currency: '' }) }), /Ntry\/Amt: the currency is missing, where/],
    ['another currency', camt({ entries: entry('', { currency: 'USD' }) }), /Line 5, .*Ntry\/Amt: the currency is USD, where the account is in EUR/],
    ['a decimal comma', camt({ entries: entry('', { amount: '1.000,50' }) }), /Ntry\/Amt: An amount is digits with a point, such as 12.34, not "1.000,50"/],
    ['too many decimals', camt({ entries: entry('', { amount: '1.005' }) }), /EUR has 2 decimals/],
    ['an amount below zero', camt({ entries: entry('', { amount: '-5.00' }) }), /not "-5.00"/],
    ['no side', camt({ entries: entry('', { side: 'IN' }) }), /CdtDbtInd: it must be CRDT or DBIT, not "IN"/],
    ['no status', camt({ entries: '<Ntry><Amt Ccy="EUR">1</Amt><CdtDbtInd>CRDT</CdtDbtInd></Ntry>' }), /Ntry: Sts is missing/],
    [
      'a day that is none',
      camt({ entries: entry('', { dates: '<BookgDt><Dt>2026-02-30</Dt></BookgDt>' }) }),
      /BookgDt: it must be a date such as 2026-11-22, not "2026-02-30"/,
    ],
    ['no day', camt({ entries: entry('', { dates: '' }) }), /neither BookgDt nor ValDt/],
    [
      'a batch that does not add up',
      camt({ entries: entry(details('<Amt Ccy="EUR">60</Amt>', '<Amt Ccy="EUR">39</Amt>')) }),
      /Line 5, .*Ntry: the 2 transfers in it do not add up to its amount 100.00/,
    ],
    ['two statements', camt({ more: '\n<Stmt><Id>S-2</Id></Stmt>' }), /Line 7, .*2 statements: give one file a statement/],
    ['no statement', '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt/></Document>', /Stmt is missing/],
    ['half a file', camt().slice(0, -30), /Line \d+: the file is no proper XML/],
    ['an element that is not closed', camt({ entries: '<Ntry>' }), /Line 6: the file is no proper XML/],
    ['a document type', camt({ prolog: '<!DOCTYPE Document [<!ENTITY a "b">]>' }), /Line 1: the file has a document type/],
    ['an outside entity', camt({ prolog: '<!DOCTYPE Document SYSTEM "file:///etc/passwd">' }), /document type/],
    ['an entity that nobody declared', camt({ entries: '&lol;' }), /no proper XML/],
    ['another encoding', camt({ prolog: '<?xml version="1.0" encoding="ISO-8859-1"?>' }), /written in ISO-8859-1: save it as UTF-8/],
    ['depth', camt({ entries: '<a>'.repeat(100) }), /nested deeper than 40/],
    ['bytes that are no UTF-8', Buffer.from(camt({ entries: '<!--M\u00fcller-->' }), 'latin1'), /not UTF-8/],
    ['UTF-16', Buffer.from(camt(), 'utf16le'), /control characters|not UTF-8/],
  ] as const)('%s is refused', ([, text, message]) => expect(refusal(text)).toMatch(message));
});

const HEADER = 'account;booked_on;amount;currency;remittance';
const csv = (...rows: readonly string[]): string => [HEADER, ...rows].join('\r\n');
const row = (change: { account?: string; on?: string; amount?: string; currency?: string; remittance?: string } = {}): string => {
  const { account = IBAN, on = '2026-11-20', amount = '100.00', currency = 'EUR', remittance = 'T1' } = change;
  return [account, on, amount, currency, remittance].join(';');
};

describe('CSV', () => {
  test('columns by name in any order, with the names that banks give them, a byte order mark and quoted fields', () => {
    const text =
      '\uFEFF"IBAN",Balance,Purpose,"Booking date",Amount,CCY,Counterparty name,Value date,End-to-end id,transaction_id,return\n' +
      `${IBAN},1,"T1, ""first""\nand more",2026-11-20,-1250.5,EUR,Anna,2026-11-21,E1,B1,no\n\n` +
      `GB33 BUKB 2020 1555 5555 55,2,T2,2026-11-20,+7,EUR,,,,,yes`;
    expect(read(text).lines).toEqual([
      {
        ...{
          lineId: 'B1',
          side: 'DEBIT',
          amount: '1250.50',
          currency: 'EUR',
          bookedOn: '2026-11-20',
          valueOn: '2026-11-21',
          remittance: 'T1, "first" and more',
        },
        ...{ endToEndId: 'E1', counterparty: { name: 'Anna', account: null }, isReturn: false },
      },
      {
        ...{ lineId: expect.stringMatching(/^[0-9a-f]{32}$/), side: 'CREDIT', amount: '7.00', currency: 'EUR', bookedOn: '2026-11-20', valueOn: null },
        ...{ remittance: 'T2', endToEndId: null, counterparty: { name: null, account: null }, isReturn: true },
      },
    ]);
  });

  test('the same file has the same id, another one another', () => {
    const [one, again, other] = [csv(row()), csv(row()), csv(row(), row())].map(read);
    expect(one!.statementId).toBe(again!.statementId);
    expect(other!.statementId).not.toBe(one!.statementId);
    expect(other!.lines.map(({ lineId }) => lineId)).toEqual([one!.lines[0]!.lineId, `${one!.lines[0]!.lineId}#2`]);
  });

  test.for([
    ['nothing', '', /Line 1: the file is empty/],
    ['no rows', csv(), /Line 1: there are no rows/],
    [
      'a missing column',
      'account;amount;currency;remittance\n',
      /Line 1: the header must name the columns account, booked_on, amount, currency, remittance; booked_on is missing/,
    ],
    ['a column twice', `${HEADER};Amount\n`, /Line 1: the header names amount twice/],
    ['a field too few', csv(row(), `${IBAN};2026-11-20`), /Line 3: it has 2 fields, where the header has 5/],
    ['a decimal comma', csv(row({ amount: '1.000,50' })), /Line 2: An amount is digits with a point, such as 12.34, not "1.000,50"/],
    ['two signs', csv(row({ amount: '--5' })), /Line 2: An amount/],
    ['an empty amount', csv(row({ amount: '' })), /Line 2: An amount/],
    ['too many decimals', csv(row({ amount: '1.234' })), /Line 2: EUR has 2 decimals, 1.234 has more/],
    ['a currency that is none', csv(row({ currency: 'EURO' })), /Line 2: There is no currency "EURO"/],
    ['a date the other way round', csv(row(), row({ on: '22.11.2026' })), /Line 3: booked_on must be a date such as 2026-11-22, not "22.11.2026"/],
    ['two currencies', csv(row(), row({ currency: 'USD' })), /Line 3: currency is "USD", where the rows above have "EUR"/],
    ['two accounts', csv(row(), row({ account: 'DE1' })), /Line 3: account is "DE1"/],
    ['a quote in the middle', csv(row(), row({ remittance: 'a "b" c' })), /Line 3: a field with a quote in it must be quoted as a whole/],
    ['a quote that is not closed', csv(row({ remittance: '"abc' }), row()), /Line 2: a field with a quote/],
    ['control characters', csv(row({ remittance: 'a\u0000b' })), /Line 2: the file holds control characters/],
    ['a letter of another encoding', Buffer.from(csv(row({ remittance: 'M\u00fcller' })), 'latin1'), /not UTF-8/],
  ] as const)('%s is refused', ([, text, message]) => expect(refusal(text)).toMatch(message));

  test('a row after a field of several lines is named by its own line', () => {
    expect(refusal(csv(row({ remittance: '"one\r\ntwo\r\nthree"' }), row({ amount: 'x' })))).toMatch(/^Line 5:/);
  });
});
