import type { Statement, StatementLine } from '../port.js';
import { isCurrency } from '../../../runtime/currency.js';
import { sumOfAmounts, toMinorUnits } from '../amounts.js';
import { amountOf, balanceOf, checkBalances, sideOf } from './camt.balances.js';
import { compactIban } from './iban.js';
import { calendarDate, LineIds, type LineWithoutId, movesMoney, oneLine } from './statement.values.js';
import { all, at, readXml, refuse, required, written, type XmlElement } from './xml.tree.js';

const NAMESPACES = new Map(['02', '08'].map((version) => [`urn:iso:std:iso:20022:tech:xsd:camt.053.001.${version}`, version]));
/** Bank transaction codes that say: a transfer of ours came back. */
const RETURN_CODES = new Set(['RRTN', 'RPCR']);

interface Reading {
  readonly account: string;
  readonly currency: string;
  readonly ids: LineIds;
}

/** CAMT.053, versions .02 and .08, of one account. Throws `StatementRefused` with line and element of what does not do. */
export function readCamtStatement(text: string): Statement {
  const statement = statementIn(readXml(text));
  const account = accountOf(statement);
  const currency = currencyOf(statement);
  const reading: Reading = { account, currency, ids: new LineIds(account) };
  const lines = all(statement, 'Ntry')
    .flatMap((entry) => linesOf(entry, reading))
    .filter(movesMoney);
  const opening = balanceOf(statement, 'OPBD', currency) ?? balanceOf(statement, 'PRCD', currency);
  const closing = balanceOf(statement, 'CLBD', currency);
  checkBalances(statement, { opening, closing, currency, lines });
  const statementId = required(statement, 'Id').text.trim();
  if (statementId === '') refuse(required(statement, 'Id'), 'it is empty.');
  return { statementId, account, currency, openingBalance: opening, closingBalance: closing, lines };
}

function statementIn(root: XmlElement): XmlElement {
  if (root.name !== 'Document' || !NAMESPACES.has(root.namespace))
    refuse(root, `the file must be camt.053.001.02 or camt.053.001.08, not ${JSON.stringify(root.namespace.slice(0, 80) || root.name)}.`);
  const message = required(root, 'BkToCstmrStmt');
  const statements = all(message, 'Stmt');
  if (statements.length === 0) refuse(message, 'Stmt is missing.');
  if (statements.length > 1) refuse(statements[1]!, `the file holds ${statements.length} statements: give one file a statement.`);
  return statements[0]!;
}

function accountOf(statement: XmlElement): string {
  const id = required(statement, 'Acct', 'Id');
  const account = written(id, 'IBAN') ?? written(id, 'Othr', 'Id');
  return account === null ? refuse(id, 'neither IBAN nor Othr/Id is given.') : compactIban(account);
}

function currencyOf(statement: XmlElement): string {
  const currency = written(statement, 'Acct', 'Ccy') ?? at(statement, 'Bal', 'Amt')?.attributes.Ccy ?? at(statement, 'Ntry', 'Amt')?.attributes.Ccy;
  if (currency === undefined) return refuse(statement, 'no currency is named: give Acct/Ccy.');
  return isCurrency(currency) ? currency : refuse(statement, `there is no currency ${JSON.stringify(currency.slice(0, 10))}.`);
}

/** What is only announced is not in the balance yet, and comes again when it is booked. */
function isBooked(entry: XmlElement): boolean {
  const status = required(entry, 'Sts');
  const code = written(status, 'Cd') ?? status.text.trim();
  if (code === 'BOOK') return true;
  return ['PDNG', 'INFO', 'FUTR'].includes(code) ? false : refuse(status, `it must be BOOK, PDNG or INFO, not ${JSON.stringify(code.slice(0, 20))}.`);
}

function dateOf(entry: XmlElement, name: string): string | null {
  const date = at(entry, name);
  if (date === null) return null;
  const text = written(date, 'Dt') ?? written(date, 'DtTm');
  return calendarDate(text) ?? refuse(date, `it must be a date such as 2026-11-22, not ${JSON.stringify((text ?? '').slice(0, 30))}.`);
}

interface Entry {
  readonly element: XmlElement;
  readonly side: StatementLine['side'];
  readonly amount: string;
  readonly bookedOn: string;
  readonly valueOn: string | null;
}

function linesOf(element: XmlElement, reading: Reading): readonly StatementLine[] {
  if (!isBooked(element)) return [];
  const valueOn = dateOf(element, 'ValDt');
  const bookedOn = dateOf(element, 'BookgDt') ?? valueOn ?? refuse(element, 'neither BookgDt nor ValDt is given.');
  const entry: Entry = { element, side: sideOf(element), amount: amountOf(required(element, 'Amt'), reading.currency), bookedOn, valueOn };
  const details = all(element, 'NtryDtls').flatMap((group) => all(group, 'TxDtls'));
  const parts = details.map((part) => partAmount(part, reading.currency));
  if (details.length < 2 || parts.includes(null)) return [lineOf(entry, details.length === 1 ? details[0]! : null, entry, reading)];
  return batchLines(entry, details, parts as string[], reading);
}

/** A batch is one amount in the account and many transfers in fact: each is a line, and together they are the entry. */
function batchLines(entry: Entry, details: readonly XmlElement[], amounts: readonly string[], reading: Reading): readonly StatementLine[] {
  const sides = details.map((part) => (at(part, 'CdtDbtInd') === null ? entry.side : sideOf(part)));
  const total = (side: StatementLine['side']): bigint =>
    BigInt(
      toMinorUnits(
        sumOfAmounts(
          amounts.filter((_, index) => sides[index] === side),
          reading.currency,
        ),
        reading.currency,
      ),
    );
  const sum = entry.side === 'CREDIT' ? total('CREDIT') - total('DEBIT') : total('DEBIT') - total('CREDIT');
  if (sum !== BigInt(toMinorUnits(entry.amount, reading.currency)))
    refuse(entry.element, `the ${details.length} transfers in it do not add up to its amount ${entry.amount}.`);
  return details.map((part, index) => lineOf(entry, part, { amount: amounts[index]!, side: sides[index]! }, reading));
}

/** In the currency of the account; what was instructed in another one is not it. */
function partAmount(part: XmlElement, currency: string): string | null {
  const candidates = [at(part, 'Amt'), at(part, 'AmtDtls', 'TxAmt', 'Amt'), at(part, 'AmtDtls', 'InstdAmt', 'Amt')];
  const own = candidates.find((candidate) => candidate?.attributes.Ccy === currency);
  return own ? amountOf(own, currency) : null;
}

function lineOf(entry: Entry, part: XmlElement | null, { amount, side }: Pick<Entry, 'amount' | 'side'>, reading: Reading): StatementLine {
  const endToEndId = written(part, 'Refs', 'EndToEndId');
  const line: LineWithoutId = {
    side,
    amount,
    currency: reading.currency,
    bookedOn: entry.bookedOn,
    valueOn: entry.valueOn,
    remittance: remittanceOf(entry.element, part),
    endToEndId: endToEndId === 'NOTPROVIDED' ? null : endToEndId,
    counterparty: counterpartyOf(part, side, reading.account),
    isReturn: side === 'CREDIT' && isReturn(entry.element, part),
  };
  const bankReference = written(part, 'Refs', 'AcctSvcrRef') ?? written(entry.element, 'AcctSvcrRef');
  return { lineId: reading.ids.idOf(line, bankReference), ...line };
}

function remittanceOf(entry: XmlElement, part: XmlElement | null): string {
  const remittance = at(part, 'RmtInf');
  const structured = all(remittance, 'Strd').flatMap((one) => [written(one, 'CdtrRefInf', 'Ref'), ...all(one, 'AddtlRmtInf').map(({ text }) => text)]);
  const said = oneLine([...all(remittance, 'Ustrd').map(({ text }) => text), ...structured]);
  return said === '' ? oneLine([written(part, 'AddtlTxInf') ?? written(entry, 'AddtlNtryInf')]) : said;
}

const isReturn = (entry: XmlElement, part: XmlElement | null): boolean =>
  at(part, 'RtrInf') !== null || [part, entry].some((element) => RETURN_CODES.has(written(element, 'BkTxCd', 'Domn', 'Fmly', 'SubFmlyCd') ?? ''));

/** The other side; of a return, where the parties stay those of the transfer, the one that is not us. */
function counterpartyOf(part: XmlElement | null, side: StatementLine['side'], own: string): StatementLine['counterparty'] {
  const parties = at(part, 'RltdPties');
  const read = (role: 'Dbtr' | 'Cdtr'): StatementLine['counterparty'] => {
    const account = written(parties, `${role}Acct`, 'Id', 'IBAN') ?? written(parties, `${role}Acct`, 'Id', 'Othr', 'Id');
    // version .08 puts the name one level deeper
    return { name: written(parties, role, 'Nm') ?? written(parties, role, 'Pty', 'Nm'), account: account && compactIban(account) };
  };
  const [likely, other] = side === 'CREDIT' ? [read('Dbtr'), read('Cdtr')] : [read('Cdtr'), read('Dbtr')];
  return likely.account === own ? other : likely;
}
