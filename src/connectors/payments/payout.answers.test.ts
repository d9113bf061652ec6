import { expect, test } from 'vitest';
import { answerOf, unknown } from './payout.answers.js';
import { PAYMENT_STATES, type PaymentFacts, ProviderUnreachable } from './port.js';

const facts = (change: Partial<PaymentFacts>): PaymentFacts => ({
  ...{ direction: 'PAYOUT', state: 'PENDING', orderId: null, providerReference: 'po_1', processedAmount: null, currency: 'EUR' },
  ...{ fee: null, reason: null, at: '2026-11-22T00:00:00Z' },
  ...change,
});

test.for([
  ['PENDING', 'ACCEPTED'],
  ['SETTLED', 'SETTLED'],
  ['DECLINED', 'DECLINED'],
  ['EXPIRED', 'DECLINED'],
  ['CANCELLED', 'DECLINED'],
  // it was taken once, and what undid it comes with the look-up: a plain no would free the money a second time
  ['REVERSED', 'ACCEPTED'],
  ['CHARGED_BACK', 'ACCEPTED'],
  ['RETURNED', 'ACCEPTED'],
] as const)('a payout that is %s was answered with %s', ([state, outcome]) => {
  expect(PAYMENT_STATES).toContain(state);
  expect(answerOf(facts({ state }))).toMatchObject({ outcome, providerReference: 'po_1' });
});

test('a no has a reason, and a yes without a reference is no yes', () => {
  expect(answerOf(facts({ state: 'DECLINED' }))).toMatchObject({ reason: 'It says DECLINED.' });
  expect(answerOf(facts({ state: 'DECLINED', reason: 'Closed.', providerReference: null }))).toMatchObject({ reason: 'Closed.' });
  for (const state of ['PENDING', 'SETTLED'] as const) expect(answerOf(facts({ state, providerReference: null }))).toMatchObject({ outcome: 'UNKNOWN' });
});

test('no answer is unknown, and a fault of ours stays one', () => {
  expect(unknown(new ProviderUnreachable('Silent.'))).toEqual({ outcome: 'UNKNOWN', reason: 'Silent.' });
  expect(() => unknown(new TypeError('x is not a function'))).toThrow(TypeError);
});
