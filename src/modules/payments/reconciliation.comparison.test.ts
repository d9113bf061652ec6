import { describe, expect, test } from 'vitest';
import { Decimal } from '../../runtime/decimal.js';
import { compareDay, type OurPayment, type TheirPayment } from './reconciliation.comparison.js';

const ours = (given: Partial<OurPayment> = {}): OurPayment => ({
  ...{ direction: 'DEPOSIT', transactionId: 'a', payoutId: null, clientId: null, reference: 'T1', providerReference: 'pi_1', status: 'SETTLED', stand: 'PAID' },
  ...{ amount: new Decimal('100.00'), currency: 'USD', isOfDay: true },
  ...given,
});
const theirs = (given: Partial<TheirPayment> = {}): TheirPayment => ({
  ...{ direction: 'DEPOSIT', state: 'SETTLED', orderId: 'a', providerReference: 'pi_1', amount: new Decimal('100'), currency: 'USD' },
  ...{ isMovement: false, caseId: null, isDecided: false },
  ...given,
});
const results = (there: TheirPayment[], around: TheirPayment[], here: OurPayment[]): string[] =>
  compareDay(there, [...there, ...around], here).map(({ result }) => result);

describe('a day of a provider', () => {
  test.each([
    ['alike', ours(), theirs(), ['MATCHED']],
    ['found by its own name only', ours(), theirs({ orderId: null }), ['MATCHED']],
    ['another amount', ours(), theirs({ amount: new Decimal('99.99') }), ['DIFFERING']],
    ['another currency', ours(), theirs({ currency: 'EUR' }), ['DIFFERING']],
    ['paid there, under way here', ours({ status: 'PENDING_PROVIDER', stand: 'OPEN' }), theirs(), ['DIFFERING']],
    ['paid here, declined there', ours(), theirs({ state: 'DECLINED' }), ['DIFFERING']],
    ['expired here, pending there', ours({ status: 'EXPIRED', stand: 'ENDED' }), theirs({ state: 'PENDING' }), ['MATCHED']],
    ['charged back there', ours(), theirs({ state: 'CHARGED_BACK' }), ['DIFFERING']],
    ['sent back later, as a statement shows it', ours({ stand: 'TAKEN_BACK' }), theirs({ isMovement: true }), ['MATCHED']],
    ['sent back here and not there', ours({ stand: 'TAKEN_BACK' }), theirs(), ['DIFFERING']],
    [
      'a payout given back here and under way there',
      ours({ direction: 'PAYOUT', payoutId: 'a', stand: 'ENDED' }),
      theirs({ direction: 'PAYOUT', state: 'PENDING' }),
      ['DIFFERING'],
    ],
  ])('%s', (_what, here, there, expected) => expect(results([there], [], [here])).toEqual(expected));

  test('what is missing on a side is told, where money is in it', () => {
    expect(results([theirs()], [], [])).toEqual(['MISSING_HERE']);
    expect(results([theirs({ state: 'EXPIRED' })], [], [])).toEqual([]);
    expect(results([theirs({ isDecided: true })], [], [])).toEqual(['MATCHED']);
    expect(results([], [], [ours()])).toEqual(['MISSING_THERE']);
    expect(results([], [], [ours({ status: 'EXPIRED', stand: 'ENDED' })])).toEqual([]);
    expect(results([], [], [ours({ direction: 'PAYOUT', payoutId: 'a', status: 'SENT', stand: 'OPEN' })])).toEqual(['MISSING_THERE']);
  });

  test('what is of another day there is missing on neither, and is looked at once', () => {
    expect(results([], [theirs()], [ours()])).toEqual([]);
    expect(results([theirs()], [], [ours({ isOfDay: false })])).toEqual(['MATCHED']);
  });
});
