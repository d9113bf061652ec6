import { toMinorUnits } from '../amounts.js';
import type { StatementLine } from '../port.js';
import { amountOrProblem } from './statement.values.js';
import { all, refuse, required, written, type XmlElement } from './xml.tree.js';

/** An amount element in the currency that is expected. */
export function amountOf(element: XmlElement, currency: string): string {
  const own = element.attributes.Ccy;
  if (own !== currency) refuse(element, `the currency is ${own || 'missing'}, where the account is in ${currency}.`);
  const read = amountOrProblem(element.text.trim(), currency);
  return 'amount' in read ? read.amount : refuse(element, read.problem);
}

export function sideOf(element: XmlElement): 'CREDIT' | 'DEBIT' {
  const indicator = required(element, 'CdtDbtInd');
  const sides: Readonly<Record<string, 'CREDIT' | 'DEBIT'>> = { CRDT: 'CREDIT', DBIT: 'DEBIT' };
  return sides[indicator.text.trim()] ?? refuse(indicator, `it must be CRDT or DBIT, not ${JSON.stringify(indicator.text.trim().slice(0, 20))}.`);
}

/** Below zero with a minus. */
export function balanceOf(statement: XmlElement, code: string, currency: string): string | null {
  const balance = all(statement, 'Bal').find((candidate) => written(candidate, 'Tp', 'CdOrPrtry', 'Cd') === code);
  if (!balance) return null;
  const amount = amountOf(required(balance, 'Amt'), currency);
  return sideOf(balance) === 'DEBIT' && /[1-9]/.test(amount) ? `-${amount}` : amount;
}

const signedMinor = (amount: string, currency: string): bigint =>
  amount.startsWith('-') ? -BigInt(toMinorUnits(amount.slice(1), currency)) : BigInt(toMinorUnits(amount, currency));

/** What was booked must lead from the opening to the closing balance: a file that was cut or edited does not. */
export function checkBalances(
  statement: XmlElement,
  { opening, closing, currency, lines }: { opening: string | null; closing: string | null; currency: string; lines: readonly StatementLine[] },
): void {
  if (opening === null || closing === null) return;
  const booked = lines.reduce((sum, { side, amount }) => sum + (side === 'CREDIT' ? 1n : -1n) * signedMinor(amount, currency), 0n);
  if (signedMinor(opening, currency) + booked !== signedMinor(closing, currency))
    refuse(statement, `the entries do not lead from the opening balance ${opening} to the closing balance ${closing}: entries are missing or were changed.`);
}
