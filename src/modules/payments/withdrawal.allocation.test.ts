import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Decimal } from '../../runtime/decimal.js';
import { allocate, type Source } from './withdrawal.allocation.js';

const source = (depositId: string, kind: Source['kind'], open: string, settledAt: string): Source => ({
  ...{ depositId, reference: depositId, provider: kind.toLowerCase(), kind, open: new Decimal(open), settledAt },
});
const spell = (amount: string, sources: Source[]): string[] =>
  allocate(new Decimal(amount), sources, { provider: 'bank' }).map((leg) => `${leg.provider} ${leg.amount.toFixed(2)} ${leg.depositId ?? 'profit'}`);

const CARD_MAY = source('may', 'CARD', '100', '2026-05-01');
const CARD_JUNE = source('june', 'CARD', '50', '2026-06-01');
const CASHIER_APRIL = source('april', 'CASHIER', '70', '2026-04-01');

test.each([
  ['what fits into the oldest card goes there', '80', [CARD_JUNE, CARD_MAY], ['card 80.00 may']],
  ['the oldest first, then the next', '120', [CARD_JUNE, CARD_MAY], ['card 100.00 may', 'card 20.00 june']],
  ['cards before older deposits of another kind', '160', [CASHIER_APRIL, CARD_JUNE, CARD_MAY], ['card 100.00 may', 'card 50.00 june', 'cashier 10.00 april']],
  ['profit goes last, to the bank', '300', [CARD_MAY], ['card 100.00 may', 'bank 200.00 profit']],
  ['without sources all is profit', '5', [], ['bank 5.00 profit']],
  ['a bank deposit claims nothing', '5', [source('b', 'BANK', '100', '2026-01-01')], ['bank 5.00 profit']],
  ['what went back already is not open any more', '10', [source('done', 'CARD', '0', '2026-01-01'), CARD_MAY], ['card 10.00 may']],
])('%s', (_, amount, sources, legs) => expect(spell(amount, sources)).toEqual(legs));

test('whatever the sources are, the legs add up to the amount and none takes more than is open', () =>
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10_000_00 }),
      fc.array(
        fc.record({
          kind: fc.constantFrom('CARD' as const, 'CASHIER' as const, 'BANK' as const),
          open: fc.integer({ min: 0, max: 5_000_00 }),
          day: fc.integer({ min: 10, max: 28 }),
        }),
        { maxLength: 12 },
      ),
      (cents, drawn) => {
        const amount = new Decimal(cents).dividedBy(100);
        const sources = drawn.map(({ kind, open, day }, at) => source(`d${at}`, kind, new Decimal(open).dividedBy(100).toFixed(), `2026-01-${day}`));
        const legs = allocate(amount, sources, { provider: 'bank' });
        const sum = legs.reduce((total, leg) => total.plus(leg.amount), new Decimal(0));
        const fits = legs.every(
          (leg) =>
            leg.amount.greaterThan(0) &&
            (leg.depositId === null || sources.some((one) => one.depositId === leg.depositId && one.open.greaterThanOrEqualTo(leg.amount))),
        );
        return sum.equals(amount) && fits && legs.filter(({ depositId }) => depositId === null).length <= 1;
      },
    ),
  ));
