import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

/** `npm run test:chaos` goes on for a minute; every run of the tests, for long enough that each is killed. */
export const CHAOS_SECONDS = Number(process.env['CHAOS_SECONDS'] ?? 12);

/** Somebody's wallet and trading accounts, all in one currency; null stands for the wallet. */
export interface Purse {
  readonly clientId: string;
  readonly accounts: readonly (string | null)[];
}

/** What a writer was told, by the key that it chose. */
export type Acknowledged = ReadonlyMap<string, string>;

const TRANSFER = `mutation Transfer($input: TransferCreateInput!) { transferCreate(input: $input) { transaction { id } userErrors { code } } }`;
const TIMEOUT_MS = 4_000;
/** A tenth of the answers is thrown away, as if the line had broken. */
const LOST = 10;

interface Answer {
  readonly data?: {
    readonly transferCreate: { readonly transaction: { readonly id: string } | null; readonly userErrors: readonly { readonly code: string }[] };
  };
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
}

/**
 * Moves money between the accounts of one client after another until it is told to stop, and takes no silence for an answer: the same
 * request goes out again, with the same key, until the gateway says what became of it.
 */
export class MoneyWriter {
  readonly acknowledged = new Map<string, string>();
  readonly doubled: string[] = [];
  refused = 0;
  retried = 0;
  readonly #where: () => { readonly url: string; readonly token: string };
  readonly #purses: readonly Purse[];

  constructor(where: () => { readonly url: string; readonly token: string }, purses: readonly Purse[]) {
    this.#where = where;
    this.#purses = purses;
  }

  async write(isOver: () => boolean): Promise<void> {
    while (!isOver()) await this.#transfer();
  }

  async #transfer(): Promise<void> {
    const { clientId, accounts } = this.#purses[randomInt(this.#purses.length)] as Purse;
    const [from, to] = [randomInt(accounts.length), randomInt(accounts.length - 1)];
    const input = {
      ...{ clientId, fromTradingAccountId: accounts[from], toTradingAccountId: accounts[to >= from ? to + 1 : to] },
      ...{ amount: `${randomInt(0, 20)}.${String(randomInt(1, 100)).padStart(2, '0')}`, currency: 'USD', idempotencyKey: randomUUID() },
    };
    for (let tries = 0; ; tries++) {
      const told = await this.#ask(input);
      if (told === 'silence') {
        await sleep(50);
        continue;
      }
      if (told === 'refused') return void (this.refused += 1);
      const before = this.acknowledged.get(input.idempotencyKey);
      if (before !== undefined && before !== told) this.doubled.push(input.idempotencyKey);
      this.acknowledged.set(input.idempotencyKey, told);
      if (tries > 0 || randomInt(LOST) > 0) return;
      this.retried += 1;
    }
  }

  async #ask(input: object): Promise<string> {
    const { url, token } = this.#where();
    try {
      const response = await fetch(`${url}/graphql`, {
        ...{ method: 'POST', signal: AbortSignal.timeout(TIMEOUT_MS), body: JSON.stringify({ query: TRANSFER, variables: { input } }) },
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      });
      const { data } = (await response.json()) as Answer;
      if (data?.transferCreate.transaction) return data.transferCreate.transaction.id;
      return data?.transferCreate.userErrors[0]?.code === 'INSUFFICIENT_FUNDS' ? 'refused' : 'silence';
    } catch {
      return 'silence';
    }
  }
}
