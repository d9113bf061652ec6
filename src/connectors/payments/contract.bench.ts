import { randomUUID } from 'node:crypto';
import type {
  DepositOrder,
  IncomingWebhook,
  PaymentDirection,
  PaymentEvent,
  PaymentFacts,
  PaymentProvider,
  PayoutOrder,
  ProviderMaker,
  ProviderSettings,
  ProviderSupport,
} from './port.js';

/** A connector, and the vendor's side of it in the hands of the test. */
export interface ProviderBench {
  readonly maker: ProviderMaker;
  readonly settings: ProviderSettings;
  readonly provider: PaymentProvider;
  /** The same connector where nobody listens. */
  readonly stranded: PaymentProvider;
  /** A destination that does. */
  readonly destination: Readonly<Record<string, unknown>>;
  readonly webhookUrl: string;
  /** How the vendor behaves from now on: see the simulators' README. */
  behave(fields: Readonly<Record<string, string>>): Promise<void>;
  /** What somebody does to a payment with the vendor; `minor`: with this as what was processed. */
  act(orderId: string, action: string, minor?: string): Promise<void>;
  /** The next webhook that `wanted` takes, as it came in; those before it stay out of sight. */
  webhook(wanted: (webhook: IncomingWebhook) => boolean, waitMs?: number): Promise<IncomingWebhook>;
  /** Refuses so many webhooks from now on. */
  refuseWebhooks(count: number): void;
  /** Sends a transfer into the account or back, and gives the statement of the day as the bank does. */
  statement(transfer: Readonly<Record<string, string>>, format: 'xml' | 'csv'): Promise<Buffer>;
}

/** What each payment provider must do, whoever makes it. `needs`: asked only of those that offer it. */
export interface ProviderGuarantee {
  readonly title: string;
  readonly needs?: keyof ProviderSupport;
  readonly check: (bench: ProviderBench) => Promise<void>;
}

let references = 2_000_000;

export const depositOrder = (bench: ProviderBench, change: Partial<DepositOrder> = {}): DepositOrder => ({
  ...{ orderId: randomUUID(), reference: `T${++references}`, amount: '250.00', currency: 'EUR', customer: 'C1000123' },
  ...{ webhookUrl: bench.webhookUrl, returnUrl: 'https://portal.broker.example/wallet' },
  ...change,
});

export const payoutOrder = (bench: ProviderBench, change: Partial<PayoutOrder> = {}): PayoutOrder => {
  const { returnUrl: _, ...order } = depositOrder(bench);
  return { ...order, destination: bench.destination, returnOf: null, ...change };
};

/** Waits for the webhook that says this of an order. */
export async function told(bench: ProviderBench, orderId: string, state: string, waitMs?: number): Promise<PaymentEvent> {
  let found: PaymentEvent | undefined;
  await bench.webhook((webhook) => {
    found = bench.provider.readWebhook(webhook).find((event) => event.orderId === orderId && event.state === state);
    return found !== undefined;
  }, waitMs);
  return found!;
}

export const lookUp = (bench: ProviderBench, direction: PaymentDirection, orderId: string): Promise<PaymentFacts | null> =>
  bench.provider.lookUp({ direction, orderId, providerReference: null });

export const today = (): string => new Date().toISOString().slice(0, 10);
