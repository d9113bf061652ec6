import { expect, test } from 'vitest';
import { type Brokerage, makeBrokerage } from './brokerage.js';
import { DAY, HOUR } from './calendar.js';
import { Lottery, Random } from './random.js';
import { sizesFor } from './sizes.js';

const NOW = new Date('2026-11-22T12:00:00Z');
const SEEDS = [1, 2, 3, 4, 5];

const sizesOf = (parts: Brokerage) => ({
  clients: parts.clients.length,
  accounts: parts.accounts.length,
  transactions: parts.transactions.length,
  documents: parts.documents.length,
  partners: parts.partners.length,
  treeDepth: Math.max(...parts.partners.map(({ depth }) => depth)),
  commissions: parts.traded.commissions.length,
});

test.for([20, 50, 333])('a brokerage of %i clients has just the sizes that it should, whatever the seed', (clients) => {
  for (const seed of SEEDS) expect(sizesOf(makeBrokerage({ clients, seed, now: NOW }))).toEqual(sizesFor(clients));
});

test('the default brokerage and the large one have the announced sizes', () => {
  expect(sizesFor(2000)).toEqual({ clients: 2000, accounts: 3500, transactions: 40_000, documents: 6000, partners: 300, treeDepth: 6, commissions: 30_000 });
  expect(sizesFor(50_000)).toEqual({
    clients: 50_000,
    accounts: 100_000,
    transactions: 500_000,
    documents: 12_000,
    partners: 3000,
    treeDepth: 10,
    commissions: 120_000,
  });
});

test.for([0, 19, 2000.5, Number.NaN, 600_000])('%d clients are refused in words', (clients) => {
  expect(() => sizesFor(clients)).toThrow(/whole number of clients from 20 to 500000/);
});

test('references and logins run with time', () => {
  const { clients, transactions, accounts, partners } = makeBrokerage({ clients: 200, seed: 1, now: NOW });
  const isRising = (values: readonly number[]): boolean => values.every((value, index) => index === 0 || value >= (values[index - 1] ?? 0));
  const byNumber = <T extends { readonly number: number }>(items: readonly T[]): T[] => items.toSorted((one, other) => one.number - other.number);
  expect(isRising(byNumber(clients).map(({ createdAt }) => createdAt))).toBe(true);
  expect(isRising(byNumber(partners).map(({ createdAt }) => createdAt))).toBe(true);
  expect(isRising(byNumber(transactions).map(({ requestedAt }) => requestedAt))).toBe(true);
  for (const server of ['MT5-Main', 'MT4-Main']) {
    const own = accounts.filter((account) => account.server === server).toSorted((one, other) => Number(one.login) - Number(other.login));
    expect(isRising(own.map(({ openedAt }) => openedAt))).toBe(true);
  }
});

test('what happens follows the week: a weekend day has less than half of a weekday', () => {
  const { transactions } = makeBrokerage({ clients: 500, seed: 1, now: NOW });
  const days = Array.from({ length: 7 }, () => 0);
  for (const { requestedAt } of transactions) days[new Date(requestedAt).getUTCDay()]! += 1;
  const weekdays = Math.min(...days.slice(1, 6));
  expect(Math.max(days[0] ?? 0, days[6] ?? 0)).toBeLessThan(weekdays / 2);
});

test('retail clients of supervised entities have no more leverage than 30 and no bonus', () => {
  const { accounts } = makeBrokerage({ clients: 500, seed: 2, now: NOW });
  const retail = accounts.filter(({ client }) => client.jurisdiction !== 'SC' && client.category === 'RETAIL');
  expect(retail.length).toBeGreaterThan(100);
  expect(Math.max(...retail.map(({ leverage }) => leverage))).toBe(30);
  expect(retail.filter(({ credit }) => credit !== null)).toEqual([]);
});

test('an id has the shape of a UUIDv7 and begins with the time of its row', () => {
  const random = new Random(1, 'test');
  const ids = Array.from({ length: 2000 }, (_, day) => random.id(NOW.getTime() - day * DAY));
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt((ids[7] ?? '').replace('-', '').slice(0, 12), 16)).toBe(NOW.getTime() - 7 * DAY);
  expect(ids.toSorted()).toEqual(ids.toReversed());
});

test('draws keep to their weights, and streams have nothing in common', () => {
  const [one, other] = [new Random(1, 'one'), new Random(1, 'other')];
  const lottery = new Lottery(['a', 'b', 'c'], (letter) => ({ a: 1, b: 0, c: 3 })[letter] ?? 0);
  const draws = Array.from({ length: 4000 }, () => lottery.draw(one));
  expect(draws.filter((draw) => draw === 'a').length / 4000).toBeCloseTo(0.25, 1);
  expect(draws).not.toContain('b');
  const same = Array.from({ length: 1000 }, () => one.bits() === other.bits());
  expect(same).not.toContain(true);
});

test('partners have taken money out: some of it waits, is on its way or ended without a payment, and the partner who signs in is one of them', () => {
  for (const seed of SEEDS) {
    const { transactions, signInPartner } = makeBrokerage({ clients: 200, seed, now: NOW });
    const takenOut = transactions.filter(({ type, partner }) => type === 'WITHDRAWAL' && partner !== null);
    expect([...new Set(takenOut.map(({ status }) => status))].sort()).toEqual(['CANCELLED', 'IN_REVIEW', 'REJECTED', 'SENT_TO_PROVIDER', 'SETTLED']);
    expect(takenOut.some(({ partner, status }) => partner === signInPartner && status === 'IN_REVIEW')).toBe(true);
  }
});

test.for(['2026-11-30T23:59:00Z', '2026-12-01T00:05:00Z', '2026-12-01T03:20:00Z', '2026-12-01T05:00:00Z', '2026-12-03T12:00:00Z'])(
  'around the turn of a month, at %s, whoever is said to be paid has been',
  (now) => {
    const { closing } = makeBrokerage({ clients: 300, seed: 1, now: new Date(now) });
    expect(closing.payouts.filter(({ status, transaction }) => (status === 'PAID') !== (transaction !== null))).toEqual([]);
    expect(closing.payouts.some(({ status }) => status === 'PAID')).toBe(true);
  },
);

test('the client who signs in has applied, whatever the seed: the decision comes long enough after the registration', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const { life, createdAt } = makeBrokerage({ clients: 20, seed, now: NOW }).signInClient;
    expect((life.decidedAt ?? 0) - createdAt, `seed ${seed}`).toBeGreaterThanOrEqual(5 * HOUR);
  }
});
