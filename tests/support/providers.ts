import { setTimeout as sleep } from 'node:timers/promises';
import { type RunningSimulators, SIMULATOR_CREDENTIALS, startPaymentSimulators } from '../../src/connectors/payments/simulator/simulators.js';
import { secretsRow } from '../../src/modules/payments/provider.directory.js';
import { Vault } from '../../src/runtime/vault.js';
import type { TestGateway } from './gateway.js';

export interface TestProviders {
  readonly urls: RunningSimulators['urls'];
  /** Does something to a payment at its vendor, as `pay` or `dispute`. */
  act(vendor: 'card' | 'cashier', orderId: string, action: string, processed?: { readonly amount: string; readonly currency?: string }): Promise<void>;
  /** How a vendor behaves from now on; `reset` by no argument. */
  behave(vendor: 'card' | 'cashier', behaviour?: Readonly<Record<string, string>>): Promise<void>;
  stop(): Promise<void>;
}

const PROVIDERS = [
  { code: 'cardway', kind: 'CARD', currencies: ['USD', 'EUR', 'JPY'], feeBps: 0 },
  { code: 'praxis-cashier', kind: 'CASHIER', currencies: ['USD', 'EUR', 'USDT'], feeBps: 100 },
  { code: 'bankwire', kind: 'BANK', currencies: ['USD', 'EUR'], feeBps: 0 },
] as const;

/** Simulated vendors over real HTTP, and the rows by which the gateway knows them. The gateway must listen. */
export async function testProviders(gateway: TestGateway): Promise<TestProviders> {
  const simulators = await startPaymentSimulators({ port: 0, retryMs: 200 });
  const { urls } = simulators;
  const { card, cashier, bank } = SIMULATOR_CREDENTIALS;
  const { merchantSecret, ...merchant } = cashier;
  const settings = { CARD: {}, CASHIER: merchant, BANK: bank };
  const secrets = { CARD: card, CASHIER: { merchantSecret }, BANK: {} };
  const baseUrls = { CARD: urls.card, CASHIER: urls.cashier, BANK: null };
  const vault = new Vault(gateway.config.secrets.paymentKey);
  for (const { code, kind, currencies, feeBps } of PROVIDERS) {
    await gateway.sql(`insert into payment_provider (code, title, kind, base_url, settings, secrets, timeout_ms) values ($1, $1, $2, $3, $4, $5, 1500)`, [
      code,
      kind,
      baseUrls[kind],
      JSON.stringify(settings[kind]),
      vault.seal(secretsRow(code), JSON.stringify(secrets[kind])),
    ]);
    for (const currency of currencies)
      await gateway.sql(
        `insert into payment_provider_currency (provider, currency, deposit_min, deposit_max, withdrawal_min, withdrawal_max, withdrawal_fee_bps)
         values ($1, $2, 10, 1000000, 10, 1000000, $3)`,
        [code, currency, feeBps],
      );
  }
  const control = async (path: string, fields: Readonly<Record<string, string>>): Promise<void> => {
    const answer = await fetch(`${new URL(urls.card).origin}/control/${path}`, { method: 'POST', body: new URLSearchParams(fields) });
    if (!answer.ok) throw new Error(`The simulator refuses ${path}: ${await answer.text()}`);
  };
  return {
    urls,
    act: (vendor, orderId, action, processed = { amount: '' }) =>
      control(
        `${vendor}/payments/${orderId}/${action}`,
        processed.amount === '' ? {} : { amount: processed.amount, ...(processed.currency && { currency: processed.currency }) },
      ),
    behave: (vendor, behaviour) => control(behaviour === undefined ? `${vendor}/reset` : `${vendor}/behaviour`, behaviour ?? {}),
    stop: () => simulators.stop(),
  };
}

/** Asks again until the answer fits; fails with the last answer when it does not in time. */
export async function eventually<T>(ask: () => Promise<T>, fits: (answer: T) => boolean, withinMs = 15_000): Promise<T> {
  const until = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (fits(answer)) return answer;
    if (Date.now() > until) throw new Error(`It never came to be; at last it was ${JSON.stringify(answer)}`);
    await sleep(50);
  }
}
