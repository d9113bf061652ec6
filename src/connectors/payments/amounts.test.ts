import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BadAmount, exactAmount, fromMinorUnits, sumOfAmounts, toMinorUnits } from './amounts.js';

describe('amounts', () => {
  test.for([
    ['12.34', 'USD', '1234'],
    ['0.29', 'USD', '29'],
    ['100', 'EUR', '10000'],
    ['1.10', 'GBP', '110'],
    ['1235', 'JPY', '1235'],
    ['1235.00', 'JPY', '1235'],
    ['0.00000001', 'BTC', '1'],
    ['90071992547409.93', 'USD', '9007199254740993'],
    ['000.10', 'USD', '10'],
    ['0', 'USD', '0'],
  ] as const)('%s %s is %s minor units', ([amount, currency, minor]) => {
    expect(toMinorUnits(amount, currency)).toBe(minor);
    expect(toMinorUnits(fromMinorUnits(minor, currency), currency)).toBe(minor);
  });

  test.for(['', '-1', '+1', '1e3', '1,00', '.5', '5.', ' 5', '٣', '１', 'NaN', 'Infinity', '0x10', '1_000', '10.001', '1\n'])(
    '%j is no amount in dollars',
    (amount) => {
      expect(() => toMinorUnits(amount, 'USD')).toThrow(BadAmount);
    },
  );

  test('a currency has the decimals that it has, and one that nobody has is refused', () => {
    expect(() => toMinorUnits('12.5', 'JPY')).toThrow(/JPY has 0 decimals/);
    expect(() => toMinorUnits('1', 'usd')).toThrow(BadAmount);
    expect(() => fromMinorUnits('1', 'XQQ')).toThrow(BadAmount);
    expect(() => fromMinorUnits('1.0', 'USD')).toThrow(BadAmount);
    expect(exactAmount('7', 'EUR')).toBe('7.00');
  });

  test('there and back nothing changes, and sums are exact', () => {
    const minor = fc.bigInt({ min: 0n, max: 10n ** 28n });
    fc.assert(
      fc.property(minor, minor, fc.constantFrom('USD', 'JPY', 'BTC', 'KWD'), (one, other, currency) => {
        const [a, b] = [one, other].map((value) => fromMinorUnits(String(value), currency));
        expect(toMinorUnits(a!, currency)).toBe(String(one));
        expect(toMinorUnits(sumOfAmounts([a!, b!], currency), currency)).toBe(String(one + other));
      }),
    );
  });
});
