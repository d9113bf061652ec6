import { expect, test } from 'vitest';
import { amountText, checkedAmount, checkedSignedAmount, Decimal, roundDown, roundUp } from './decimal.js';
import { Refusal } from './refusal.js';

const messageOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
  return '';
};

test.each([
  ['12.3', 'USD', '12.30'],
  ['1250', 'JPY', '1250'],
  ['0.00000001', 'BTC', '0.00000001'],
  ['12.3456', 'USD', '12.3456'],
  ['-7', 'EUR', '-7.00'],
])('%s %s reads %s', (value, currency, text) => expect(amountText(new Decimal(value), currency)).toBe(text));

test.each([
  ['0', 'USD', /zero/],
  ['0.00', 'USD', /zero/],
  ['-1', 'USD', /above zero/],
  ['1.001', 'USD', /2 decimals at most/],
  ['1.5', 'JPY', /no decimals/],
  ['10000000000000', 'USD', /more than can be moved/],
])('an amount of %s %s is refused with a reason', (text, currency, reason) => expect(messageOf(() => checkedAmount(text, currency))).toMatch(reason));

test('trailing zeros are no decimals', () => expect(checkedAmount('5.00', 'JPY').toString()).toBe('5'));

test('an adjustment may be below zero', () => expect(checkedSignedAmount('-5.25', 'USD').toString()).toBe('-5.25'));

test('what is paid out is rounded down and what is charged is rounded up, both towards the house', () => {
  expect(roundDown(new Decimal('1.999'), 'USD').toString()).toBe('1.99');
  expect(roundUp(new Decimal('1.001'), 'USD').toString()).toBe('1.01');
});

test('twenty digits times a rate of eight decimals is exact', () =>
  expect(new Decimal('99999999999999999999.99').times('1.12345678').toFixed()).toBe('112345677999999999999.9887654322'));
