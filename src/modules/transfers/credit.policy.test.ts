import { expect, test } from 'vitest';
import { Decimal } from '../../runtime/decimal.js';
import { creditToRemove, paidIn } from './credit.policy.js';

const d = (text: string): Decimal => new Decimal(text);

// As a broker publishes them (domain facts, 1.6): deposits, balance, credit, withdrawal -> credit removed
test.each([
  ['taking profit costs no credit', '2000', '2500', '400', '500', '0'],
  ['taking a quarter of the deposits costs a quarter of the credit', '2000', '2500', '400', '1000', '100'],
  ['after a loss the share is of what is left', '2000', '1800', '400', '500', '111.11'],
  ['taking everything takes all credit', '2000', '1800', '400', '1800', '400'],
  ['without credit nothing goes', '2000', '1800', '0', '500', '0'],
  ['where nothing was paid in, profit is free', '0', '300', '50', '100', '0'],
])('%s', (_, deposits, balance, credit, amount, removed) =>
  expect(creditToRemove({ paidIn: d(deposits), balance: d(balance), credit: d(credit), amount: d(amount), currency: 'USD' }).toString()).toBe(removed),
);

const cash = (amount: string) => ({ amount: d(amount), isCash: true });
const trade = (amount: string) => ({ amount: d(amount), isCash: false });

test.each([
  ['deposits add up', [cash('2000'), cash('500')], '2500'],
  ['profit leaves first', [cash('2000'), trade('500'), cash('-500')], '2000'],
  ['what goes beyond the profit comes out of the deposits', [cash('2000'), trade('500'), cash('-1000')], '1500'],
  ['after a loss what is taken is what was paid in', [cash('2000'), trade('-200'), cash('-500')], '1300'],
  ['an emptied account starts anew', [cash('2000'), cash('-2000'), cash('70')], '70'],
])('%s', (_, movements, expected) => expect(paidIn(movements).toString()).toBe(expected));
