import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { bankMaker } from '../../src/connectors/payments/bank/index.js';
import { cardMaker } from '../../src/connectors/payments/card/index.js';
import { cashierMaker } from '../../src/connectors/payments/cashier/index.js';
import type { ProviderBench } from '../../src/connectors/payments/contract.js';
import type { IncomingWebhook, PaymentProvider, ProviderMaker, ProviderSettings } from '../../src/connectors/payments/port.js';
import { type RunningSimulators, SIMULATOR_CREDENTIALS, startPaymentSimulators } from '../../src/connectors/payments/simulator/simulators.js';

const WAIT_MS = 3_000;

/** Takes webhooks over HTTP, as the gateway would, and keeps them in their order. */
class Receiver {
  provider: PaymentProvider | null = null;
  toRefuse = 0;
  readonly #arrived: IncomingWebhook[] = [];
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      void this.#take(request).then(({ status, headers, body }) => response.writeHead(status, headers).end(body));
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', () => resolve()));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/webhooks`;
  }

  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }

  forget(): void {
    this.toRefuse = 0;
    this.#arrived.length = 0;
  }

  async next(wanted: (webhook: IncomingWebhook) => boolean, waitMs: number): Promise<IncomingWebhook> {
    const until = Date.now() + waitMs;
    while (Date.now() < until) {
      const webhook = this.#arrived.shift();
      if (!webhook) await new Promise((resolve) => setTimeout(resolve, 10));
      else if (wanted(webhook)) return webhook;
    }
    throw new Error(`There came no such webhook within ${waitMs} ms.`);
  }

  async #take(request: IncomingMessage) {
    const webhook = { rawBody: await buffer(request), headers: request.headers, receivedAt: new Date() };
    const isTaken = this.toRefuse === 0;
    if (!isTaken) this.toRefuse--;
    this.#arrived.push(webhook);
    return this.provider!.answerWebhook(isTaken);
  }
}

/** An address that nobody listens on any more. */
async function deserted(): Promise<string> {
  const receiver = new Receiver();
  const url = await receiver.listen();
  await receiver.stop();
  return url;
}

export interface PaymentBench extends ProviderBench {
  readonly simulators: RunningSimulators;
  readonly receiver: Receiver;
  /** As it was at the beginning. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

interface BenchParts {
  readonly maker: ProviderMaker;
  readonly vendor: 'card' | 'cashier' | 'bank';
  readonly settings: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly destination: Readonly<Record<string, unknown>>;
}

const { card, cashier, bank } = SIMULATOR_CREDENTIALS;
const { merchantSecret, ...cashierSettings } = cashier;

/** How each connector is set up for its simulator. */
export const PAYMENT_BENCHES = {
  card: { vendor: 'card', maker: cardMaker, settings: {}, secrets: { ...card }, destination: { token: 'pm_1a2b3c4d5e6f', last4: '4242' } },
  cashier: {
    vendor: 'cashier',
    maker: cashierMaker,
    settings: cashierSettings,
    secrets: { merchantSecret },
    destination: { method: 'tron', account: 'TN3W4H6rK2ce4vX9YnFQHwKENnHjoxb3m9' },
  },
  bank: {
    vendor: 'bank',
    maker: bankMaker,
    settings: { ...bank },
    secrets: {},
    destination: { iban: 'DE89 3704 0044 0532 0130 00', bic: 'COBADEFF', holder: 'Anna Müller' },
  },
} as const satisfies Record<string, BenchParts>;

async function post(url: string, fields: Readonly<Record<string, string>>): Promise<void> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(fields) });
  if (!response.ok) throw new Error(`${url}: ${await response.text()}`);
}

/** A connector on the simulator of its vendor, over real HTTP. */
export async function startPaymentBench({ maker, vendor, settings, secrets, destination }: BenchParts): Promise<PaymentBench> {
  const simulators = await startPaymentSimulators({ port: 0, retryMs: 30 });
  const receiver = new Receiver();
  const webhookUrl = await receiver.listen();
  const root = new URL(simulators.urls.card).origin;
  const all: ProviderSettings = { code: vendor, baseUrl: vendor === 'bank' ? null : simulators.urls[vendor], settings, secrets, timeoutMs: 1_200 };
  const provider = maker.make(all);
  receiver.provider = provider;
  return {
    ...{ maker, settings: all, provider, destination, webhookUrl, simulators, receiver },
    stranded: maker.make({ ...all, baseUrl: vendor === 'bank' ? null : await deserted() }),
    behave: (fields) => post(`${root}/control/${vendor}/behaviour`, fields),
    act: (orderId, action, minor) => post(`${root}/control/${vendor}/payments/${orderId}/${action}`, minor === undefined ? {} : { amount: minor }),
    webhook: (wanted, waitMs = WAIT_MS) => receiver.next(wanted, waitMs),
    refuseWebhooks: (count) => void (receiver.toRefuse = count),
    statement: async (transfer, format) => {
      await post(`${root}/control/bank/transfers`, transfer);
      const response = await fetch(`${simulators.urls.bank}/statements/${transfer.day}.${transfer.currency}.${format}`);
      return Buffer.from(await response.arrayBuffer());
    },
    reset: async () => {
      receiver.forget();
      if (vendor !== 'bank') await post(`${root}/control/${vendor}/reset`, {});
      if (vendor !== 'bank') await post(`${root}/control/${vendor}/behaviour`, { settleMs: '600000' });
    },
    stop: async () => {
      await simulators.stop();
      await receiver.stop();
    },
  };
}
