import { AsyncLocalStorage } from 'node:async_hooks';
import { Pipeline } from '../../src/database/pipeline.js';
import { ACTOR_OF_API_KEY, ACTOR_OF_SESSION } from '../../src/modules/sign-in/actor.rows.js';
import type { RequestOptions, TestGateway } from './gateway.js';

interface PageAnswer {
  readonly nodes: readonly { readonly id: string }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

export interface ListQuestion {
  /** The root field: `tradingAccounts`. */
  readonly list: string;
  /** Further arguments, as text: `orderBy: { field: LOGIN }`. */
  readonly args?: string;
  readonly size: number;
  readonly as: RequestOptions['as'];
}

const argumentsOf = (...all: readonly (string | undefined)[]): string => all.filter((one) => one !== undefined && one !== '').join(', ');

/** The ids of a whole list, page by page, from the first row to the last or the other way round. */
export async function walk(gateway: TestGateway, question: ListQuestion, way: 'forwards' | 'backwards'): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const page: PageAnswer = await readPage(gateway, question, way, cursor);
    const found = page.nodes.map((node) => node.id);
    if (way === 'forwards') ids.push(...found);
    else ids.unshift(...found);
    const { hasNextPage, hasPreviousPage, startCursor, endCursor } = page.pageInfo;
    // the other side of the page is where we come from
    if ((way === 'forwards' ? hasPreviousPage : hasNextPage) !== (cursor !== null)) throw new Error('The page does not tell where it stands');
    cursor = (way === 'forwards' ? hasNextPage : hasPreviousPage) ? (way === 'forwards' ? endCursor : startCursor) : null;
  } while (cursor !== null);
  return ids;
}

async function readPage(
  gateway: TestGateway,
  { list, args, size, as }: ListQuestion,
  way: 'forwards' | 'backwards',
  cursor: string | null,
): Promise<PageAnswer> {
  const window = way === 'forwards' ? 'first: $size, after: $cursor' : 'last: $size, before: $cursor';
  const query = `query ($size: Int, $cursor: String) { page: ${list}(${argumentsOf(args, window)}) { nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;
  return (await gateway.data<{ page: PageAnswer }>(query, { size, cursor }, { as })).page;
}

/** A statement as it was sent. */
export interface Sent {
  readonly name?: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

const asked = new AsyncLocalStorage<Sent[]>();

/** What an operation sends to the database: the readers' statements, and what goes straight to the pool. What jobs send meanwhile is not its. */
export async function sent(gateway: TestGateway, work: () => Promise<unknown>): Promise<Sent[]> {
  const { pool } = gateway.database;
  const { query } = pool;
  const { run } = Pipeline.prototype;
  pool.query = ((...args: [Sent | string]) => {
    asked.getStore()?.push(typeof args[0] === 'string' ? { text: args[0], values: [] } : args[0]);
    return Reflect.apply(query, pool, args) as unknown;
  }) as typeof query;
  Pipeline.prototype.run = function (this: Pipeline, statement, values) {
    asked.getStore()?.push({ name: statement.name, text: statement.text, values });
    return run.call(this, statement, values);
  };
  const all: Sent[] = [];
  try {
    await asked.run(all, work);
  } finally {
    pool.query = query;
    Pipeline.prototype.run = run;
  }
  return all;
}

/** Who asks is remembered between operations, until the next change of anybody's access: on which of them it is read again is a matter of chance. */
const WHO_ASKS: readonly string[] = [ACTOR_OF_SESSION, ACTOR_OF_API_KEY];

/** How many statements an operation sends to the database for its answer. */
export async function statements(gateway: TestGateway, work: () => Promise<unknown>): Promise<number> {
  const { length } = (await sent(gateway, work)).filter(({ text }) => !WHO_ASKS.includes(text));
  if (length === 0) throw new Error('Nothing was seen to be sent: two blind counts would be equal');
  return length;
}
