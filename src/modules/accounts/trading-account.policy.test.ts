import { expect, test } from 'vitest';
import type { Refusal } from '../../runtime/refusal.js';
import { checkedGroup, checkEmpty, checkLeverage, checkTransition } from './trading-account.policy.js';
import { TRADING_ACCOUNT_STATUSES, TRADING_ACCOUNT_TRANSITIONS } from './trading-account.states.js';

/** The code and the sentence of a refusal; null: it goes through. */
function told(work: () => unknown): string | null {
  try {
    work();
    return null;
  } catch (error) {
    const [first] = (error as Refusal).errors;
    return `${first?.code}: ${first?.message}`;
  }
}

const ESMA = { maximum: 30, why: 'ESMA allows retail clients' };

test('the most is allowed, more is not, and the refusal names the most', () => {
  expect(told(() => checkLeverage(30, ESMA))).toBeNull();
  expect(told(() => checkLeverage(31, ESMA))).toBe('POLICY_FORBIDS: A leverage of 31 is more than the 30 that ESMA allows retail clients.');
});

test('where the policy says nothing, nothing is given', () => {
  expect(told(() => checkLeverage(1, null))).toMatch(/^POLICY_FORBIDS/);
});

test('a leverage below 1 is none', () => {
  for (const leverage of [0, -30]) expect(told(() => checkLeverage(leverage, ESMA))).toMatch(/^INVALID/);
});

test('an illegal step names the legal ones, and from the archive there is none', () => {
  expect(told(() => checkTransition('PENDING', 'CLOSE_ONLY'))).toBe(
    'ILLEGAL_TRANSITION: From PENDING an account can go to ACTIVE, ARCHIVED, not to CLOSE_ONLY.',
  );
  for (const to of TRADING_ACCOUNT_STATUSES)
    expect(told(() => checkTransition('ARCHIVED', to))).toBe('ILLEGAL_TRANSITION: An ARCHIVED account stays as it is: open another.');
});

test('every status but the first can be reached, and none leads to itself', () => {
  const reached = new Set(Object.values(TRADING_ACCOUNT_TRANSITIONS).flat());
  expect(TRADING_ACCOUNT_STATUSES.filter((status) => !reached.has(status))).toEqual(['PENDING']);
  for (const status of TRADING_ACCOUNT_STATUSES) expect(TRADING_ACCOUNT_TRANSITIONS[status]).not.toContain(status);
});

test('only an empty account is archived: money, credit, what is held and a debt each stand against it', () => {
  const empty = { balance: '0.00', credit: '0', held: '0.00000000' };
  expect(told(() => checkEmpty(empty, 'USD'))).toBeNull();
  expect(told(() => checkEmpty({ ...empty, balance: '0.01' }, 'USD'))).toBe(
    'POLICY_FORBIDS: There is still 0.01 USD of balance: an account is archived once it is empty.',
  );
  expect(told(() => checkEmpty({ ...empty, balance: '-5.00', credit: '50.00' }, 'EUR'))).toMatch(/still -5.00 EUR of balance, 50.00 EUR of credit:/);
  expect(told(() => checkEmpty({ ...empty, held: '10' }, 'USD'))).toMatch(/10 USD held for withdrawals/);
});

test('real money stays out of demo groups, play money in them', () => {
  expect(checkedGroup(' real\\standard-usd ', 'LIVE')).toBe('real\\standard-usd');
  expect(checkedGroup('demo-pro-eur', 'DEMO')).toBe('demo-pro-eur');
  expect(checkedGroup('democracy\\standard', 'LIVE')).toBe('democracy\\standard');
  expect(told(() => checkedGroup('Demo\\standard-usd', 'LIVE'))).toMatch(/^POLICY_FORBIDS/);
  expect(told(() => checkedGroup('real\\standard-usd', 'DEMO'))).toMatch(/^POLICY_FORBIDS/);
});

test.for(['', ' ', 'real\u0000', 'real\nusd', '\\real', 'réal', 'r'.repeat(65), 'real;drop', 'real\u202Eusd'])('%j is no group', (group) => {
  expect(told(() => checkedGroup(group, 'LIVE'))).toMatch(/^INVALID/);
});
