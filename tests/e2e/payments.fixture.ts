import { randomUUID } from 'node:crypto';
import { type Failure, type MoneyTransaction, TRANSACTION_FIELDS } from '../support/money.js';
import { type GatewayOptions, type TestGateway, testGateway } from '../support/gateway.js';
import { type Person, setKycLevel } from '../support/people.js';
import { eventually, type TestProviders, testProviders } from '../support/providers.js';

export interface PaymentCaseSeen {
  readonly id: string;
  readonly version: number;
  readonly kind: string;
  readonly status: string;
  readonly provider: string | null;
  readonly amount: string | null;
  readonly currency: string | null;
  readonly inSuspense: boolean;
  readonly resolution: string | null;
  readonly note: string | null;
  readonly proposedBy: string | null;
  readonly detail: string;
  readonly providerReference: string | null;
  readonly assignee: { readonly id: string } | null;
  readonly transaction: { readonly id: string; readonly status: string } | null;
  readonly event: { readonly id: string } | null;
}

export interface PaymentsFixture {
  readonly gateway: TestGateway;
  readonly providers: TestProviders;
  /** Two of finance, and somebody of management. */
  readonly finance: Person;
  readonly finance2: Person;
  readonly management: Person;
  /** A client of its own, verified. */
  client(): Promise<Person>;
  deposit(client: Person, given?: Readonly<Record<string, unknown>>): Promise<MoneyTransaction>;
  /** A deposit that is paid and settled. */
  paidIn(client: Person, amount: string): Promise<string>;
  read(id: string): Promise<MoneyTransaction & { payouts: { id: string; status: string }[]; relatedTransaction: { id: string } | null }>;
  until(id: string, status: string): Promise<MoneyTransaction>;
  cases(filter: Readonly<Record<string, unknown>>): Promise<readonly PaymentCaseSeen[]>;
  /** The only case of a filter, once there is one. */
  theCase(filter: Readonly<Record<string, unknown>>): Promise<PaymentCaseSeen>;
  /** A mutation on a case or another payload: its object under `field`, or the errors. */
  call<T>(mutation: string, input: Readonly<Record<string, unknown>>, as: Person, selection: string): Promise<T & { userErrors: Failure[] }>;
  onCase(deed: string, input: Readonly<Record<string, unknown>>, as: Person): Promise<{ paymentCase: PaymentCaseSeen | null; userErrors: Failure[] }>;
  /** What the ledger holds for the house or a provider. */
  ledger(code: string): Promise<string>;
  close(): Promise<void>;
}

const CASE = `id version kind status provider amount currency inSuspense resolution note proposedBy detail providerReference assignee { id } transaction { id status } event { id }`;

/** The gateway over simulated vendors, as operators see it. */
export async function paymentsFixture(options: GatewayOptions = {}): Promise<PaymentsFixture> {
  const gateway = await testGateway({ listens: true, ...options });
  const providers = await testProviders(gateway);
  const [finance, finance2, management] = await Promise.all([gateway.staff('FINANCE'), gateway.staff('FINANCE'), gateway.staff('MANAGEMENT')]);
  const call: PaymentsFixture['call'] = async <T>(mutation: string, input: Readonly<Record<string, unknown>>, as: Person, selection: string) => {
    const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
    const text = `mutation Call($input: ${type}!) { ${mutation}(input: $input) { ${selection} userErrors { code message field } } }`;
    return (await gateway.data<Record<string, T & { userErrors: Failure[] }>>(text, { input }, { as }))[mutation] as T & { userErrors: Failure[] };
  };
  const deposit: PaymentsFixture['deposit'] = async (client, given = {}) => {
    const input = { clientId: client.id, amount: '120.00', currency: 'USD', provider: 'cardway', idempotencyKey: randomUUID(), ...given };
    const { transaction, userErrors } = await call<{ transaction: MoneyTransaction | null }>(
      'depositCreate',
      input,
      client,
      `transaction { ${TRANSACTION_FIELDS} }`,
    );
    if (transaction === null) throw new Error(JSON.stringify(userErrors));
    return transaction;
  };
  const read: PaymentsFixture['read'] = async (id) =>
    (
      await gateway.data<{ transaction: never }>(
        `query T($id: ID!) { transaction(id: $id) { ${TRANSACTION_FIELDS} payouts { id status } relatedTransaction { id } } }`,
        { id },
        { as: finance },
      )
    ).transaction;
  const until: PaymentsFixture['until'] = (id, status) =>
    eventually(
      () => read(id),
      (transaction) => transaction.status === status,
    );
  const cases: PaymentsFixture['cases'] = async (filter) => {
    const text = `query Cases($filter: PaymentCaseFilter) { paymentCases(filter: $filter) { nodes { ${CASE} } } }`;
    return (await gateway.data<{ paymentCases: { nodes: PaymentCaseSeen[] } }>(text, { filter }, { as: finance })).paymentCases.nodes;
  };
  return {
    ...{ gateway, providers, finance, finance2, management, call, deposit, read, until, cases },
    client: async () => {
      const client = await gateway.client();
      await setKycLevel(gateway.sql, client.id, 2);
      return client;
    },
    paidIn: async (client, amount) => {
      const { id } = await deposit(client, { amount });
      await providers.act('card', id, 'pay');
      await until(id, 'SETTLED');
      return id;
    },
    theCase: async (filter) => {
      const found = await eventually(
        () => cases(filter),
        (all) => all.length > 0,
      );
      if (found.length > 1) throw new Error(`There are ${found.length} cases`);
      return found[0] as PaymentCaseSeen;
    },
    onCase: (deed, input, as) => call(`paymentCase${deed}`, input, as, `paymentCase { ${CASE} }`),
    ledger: async (code) => (await gateway.sql<{ balance: string }>('select balance::text from ledger_account where code = $1', [code]))[0]?.balance ?? '0',
    close: async () => {
      await providers.stop();
      await gateway.close();
    },
  };
}
