import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Failure } from '../support/money.js';
import { type PaymentsFixture, paymentsFixture } from './payments.fixture.js';

let fixture: PaymentsFixture;
beforeAll(async () => {
  fixture = await paymentsFixture();
});
afterAll(() => fixture?.close());

interface Provider {
  readonly code: string;
  readonly version: number;
  readonly title: string;
  readonly baseUrl: string | null;
  readonly settings: { name: string; value: string }[];
  readonly secretsSet: string[];
  readonly secretsMissing: string[];
  readonly timeoutMs: number;
}
type Answer = { paymentProvider: Provider | null; userErrors: Failure[] };

const SELECTION = 'paymentProvider { code version title baseUrl settings { name value } secretsSet secretsMissing timeoutMs }';
const set = (mutation: string, input: Record<string, unknown>): Promise<Answer> =>
  fixture.call<{ paymentProvider: Provider | null }>(`paymentProvider${mutation}`, input, fixture.management, SELECTION);
let made = 0;
const card = (given: Record<string, unknown> = {}): Record<string, unknown> => ({
  ...{ code: `card-${++made}`, title: 'Second card', kind: 'CARD', baseUrl: fixture.providers.urls.card },
  secrets: [
    { name: 'apiKey', value: 'sk_simulated' },
    { name: 'webhookSecret', value: 'canary-webhook-secret' },
  ],
  ...given,
});
const errorsOf = async (mutation: string, input: Record<string, unknown>) =>
  (await set(mutation, input)).userErrors.map(({ code, field }) => [code, ...(field ?? [])]);

describe('a provider', () => {
  test('is set up, changed by the version that was seen, and its secrets are never told', async () => {
    const input = card();
    const { paymentProvider } = await set('Create', input);
    expect(paymentProvider).toMatchObject({ code: input['code'], version: 1, secretsSet: ['apiKey', 'webhookSecret'], secretsMissing: [], timeoutMs: 10_000 });
    const updated = (await set('Update', { code: input['code'], version: 1, timeoutMs: 5000, secrets: [{ name: 'webhookSecret', value: 'canary-second' }] }))
      .paymentProvider;
    expect(updated).toMatchObject({ version: 2, timeoutMs: 5000, title: 'Second card' });
    expect(await errorsOf('Update', { code: input['code'], version: 1, timeoutMs: 6000 })).toEqual([['STALE_VERSION', 'version']]);
    const entries = await fixture.gateway.sql<{ action: string; text: string; changed: string[] }>(
      `select action, (before::text || after::text) as text, after->'secretsChanged' as changed from audit_entry where subject_id = $1 order by at, id`,
      [input['code']],
    );
    expect(entries.map(({ action, changed }) => [action, changed])).toEqual([
      ['paymentProvider.create', ['apiKey', 'webhookSecret']],
      ['paymentProvider.update', ['webhookSecret']],
    ]);
    const [row] = await fixture.gateway.sql<{ row: string }>('select p::text as row from payment_provider p where code = $1', [input['code']]);
    for (const text of [JSON.stringify(entries), row?.row ?? '', fixture.gateway.logged.join('')]) expect(text).not.toContain('canary');
    const { paymentProviderSettings } = await fixture.gateway.data<{ paymentProviderSettings: Provider }>(
      `query P($code: ID!) { paymentProviderSettings(code: $code) { version secretsSet } }`,
      { code: input['code'] },
      { as: fixture.management },
    );
    expect(paymentProviderSettings).toEqual({ version: 2, secretsSet: ['apiKey', 'webhookSecret'] });
  });

  test.each([
    ['a code that there is', { code: 'cardway' }, ['ALREADY_EXISTS', 'code']],
    ['a code that is none', { code: 'Card Way' }, ['INVALID', 'code']],
    ['no key', { secrets: [{ name: 'webhookSecret', value: 'x' }] }, ['INVALID', 'secrets']],
    [
      'a secret twice',
      {
        secrets: [
          { name: 'apiKey', value: 'x' },
          { name: 'apiKey', value: 'y' },
        ],
      },
      ['INVALID', 'secrets'],
    ],
    ['a time limit that is none', { timeoutMs: 5 }, ['INVALID', 'timeoutMs']],
    ['plain http', { baseUrl: 'http://api.vendor.com' }, ['INVALID', 'baseUrl']],
    ['the metadata service', { baseUrl: 'https://169.254.169.254/latest' }, ['INVALID', 'baseUrl']],
    ['an address inside', { baseUrl: 'https://10.0.0.7' }, ['INVALID', 'baseUrl']],
    ['an address in other words', { baseUrl: 'https://0xA9FEA9FE/' }, ['INVALID', 'baseUrl']],
    ['IPv6', { baseUrl: 'https://[fd00::1]/' }, ['INVALID', 'baseUrl']],
    ['a name inside', { baseUrl: 'https://vault.internal/' }, ['INVALID', 'baseUrl']],
    ['a user in the URL', { baseUrl: 'https://me:you@api.vendor.com' }, ['INVALID', 'baseUrl']],
    ['no URL', { baseUrl: null }, ['INVALID', 'baseUrl']],
    ['__proto__', { settings: [{ name: '__proto__', value: 'x' }] }, ['INVALID', 'settings']],
  ])('with %s is refused', async (_what, given, expected) => expect(await errorsOf('Create', card(given))).toEqual([expected]));

  test('is not sent elsewhere with secrets that whoever sends it does not know', async () => {
    const input = card();
    await set('Create', input);
    const move = { code: input['code'], version: 1, baseUrl: 'https://elsewhere.example' };
    expect(await errorsOf('Update', move)).toEqual([['POLICY_FORBIDS', 'secrets']]);
    expect((await set('Update', { ...move, secrets: input['secrets'] })).paymentProvider).toMatchObject({ baseUrl: 'https://elsewhere.example', version: 2 });
  });

  test('takes a currency by its terms', async () => {
    const input = card();
    await set('Create', input);
    const terms = { code: input['code'], version: 1, currency: 'EUR', depositMin: '20.00', depositMax: '500.00', depositFeeBps: 100 };
    expect(await errorsOf('TermsSet', { ...terms, depositMin: '600.00' })).toEqual([['INVALID', 'depositMin']]);
    expect(await errorsOf('TermsSet', { ...terms, depositMin: '0.001' })).toEqual([['INVALID', 'depositMin']]);
    expect(await errorsOf('TermsSet', { ...terms, depositFeeBps: 5001 })).toEqual([['INVALID', 'depositFeeBps']]);
    expect((await set('TermsSet', terms)).paymentProvider?.version).toBe(2);
    expect(await errorsOf('TermsSet', terms)).toEqual([['STALE_VERSION', 'version']]);
    const { paymentProviders } = await fixture.gateway.data<{ paymentProviders: { code: string; terms: unknown[] }[] }>(
      '{ paymentProviders(currency: "EUR") { code terms { currency depositMin depositFeeBps } } }',
      {},
      { as: fixture.finance },
    );
    expect(paymentProviders.find(({ code }) => code === input['code'])?.terms).toEqual([{ currency: 'EUR', depositMin: '20.00', depositFeeBps: 100 }]);
  });

  test.each([
    ['cardway', {}, 'ANSWERS'],
    ['bankwire', {}, 'NOT_TESTABLE'],
    [null, { baseUrl: 'http://127.0.0.1:9' }, 'SILENT'],
    [
      null,
      {
        secrets: [
          { name: 'apiKey', value: 'sk_wrong' },
          { name: 'webhookSecret', value: 'x' },
        ],
      },
      'SILENT',
    ],
  ])('%s %j is tested: %s', async (known, given, outcome) => {
    const input = card(given);
    const code = known ?? input['code'];
    const made = known === null ? (await set('Create', input)).userErrors : [];
    expect(made).toEqual([]);
    const answer = await fixture.call<{ outcome: string }>('paymentProviderTest', { code }, fixture.management, 'outcome message milliseconds');
    expect(answer).toMatchObject({ outcome, userErrors: [] });
  });

  test('is for management: finance may not', async () => {
    const { errors } = await fixture.gateway.graphql('{ paymentProviderSettings(code: "cardway") { baseUrl } }', {}, { as: fixture.finance });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});
