import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Department } from '../../src/access/departments.js';
import { type AppOptions, createApp, ENTITIES } from '../../src/app.js';
import { type Config, configFrom } from '../../src/config.js';
import type { AnyJob } from '../../src/runtime/jobs.js';
import { createLog } from '../../src/runtime/log.js';
import { type TestDatabase, testDatabase } from './database.js';
import { addClient, addPartner, addStaff, PASSWORD, type Person } from './people.js';

/** Fixed, so that what a test signs today it can compare tomorrow. */
export const TEST_KEYS = {
  SECRET_KEY: '9f2c41d6b38a07e5c1f46a8d2b709e53d84f1b6ac2397e05f8d16b4a3c927e80',
  AUDIT_KEY: '3be7059ad1c84f62e97d20b5836fa41c5e08d72b946fc1a3760e8d5bf2194ac7',
};

export interface Answer<Data = Record<string, unknown>> {
  readonly data?: Data | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: Readonly<Record<string, unknown>> & { readonly code?: string };
  }[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export interface RequestOptions {
  /** A person with a password, who is signed in on the first request; or an access token or API key. */
  readonly as?: Person | string;
  readonly operationName?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface TestGateway extends TestDatabase {
  readonly fastify: FastifyInstance;
  readonly config: Config;
  /** Where it listens, if it does. */
  readonly url: string;
  /** What was logged so far. */
  readonly logged: readonly string[];
  graphql<Data = Record<string, unknown>>(query: string, variables?: Readonly<Record<string, unknown>>, options?: RequestOptions): Promise<Answer<Data>>;
  /** The data of an operation that must answer without errors. */
  data<Data = Record<string, unknown>>(query: string, variables?: Readonly<Record<string, unknown>>, options?: RequestOptions): Promise<Data>;
  token(person: Person): Promise<string>;
  staff(...departments: Department[]): Promise<Person>;
  client(options?: Parameters<typeof addClient>[1]): Promise<Person>;
  partner(options?: Parameters<typeof addPartner>[1]): Promise<Person>;
  /** Stops the gateway and drops its database. */
  close(): Promise<void>;
}

export interface GatewayOptions {
  /** Settings by the names of the environment. */
  readonly settings?: Readonly<Record<string, string>>;
  /** The database of another gateway: two instances of one brokerage. Its owner drops it. */
  readonly over?: TestDatabase;
  /** Serves on a free port too, works off what a worker does, and hears of changes of access at once. */
  readonly listens?: boolean;
  /** Beside those of the services. */
  readonly jobs?: readonly AnyJob[];
  readonly compile?: AppOptions['compile'];
}

const SIGN_IN = 'mutation SignIn($input: SignInInput!) { signIn(input: $input) { accessToken userErrors { message } } }';

/** The gateway over a fresh database, asked through its HTTP server without a network. Call it in `beforeAll`, and `close` in `afterAll`. */
export async function testGateway({ settings = {}, over, listens = false, jobs, compile }: GatewayOptions = {}): Promise<TestGateway> {
  const db = over ?? (await testDatabase(ENTITIES));
  const dataDir = mkdtempSync(join(tmpdir(), 'countinghouse-gateway-'));
  const { host, user, password, database: name } = db.target;
  const url = `postgresql://${user}:${encodeURIComponent(password)}@${encodeURIComponent(host)}/${name}`;
  const config = configFrom({ NODE_ENV: 'test', DATABASE_URL: url, DATA_DIR: dataDir, HOST: '127.0.0.1', PORT: '0', ...TEST_KEYS, ...settings });
  const logged: string[] = [];
  const log = createLog({ level: 'debug', format: 'json', destination: { write: (line) => logged.push(line) } });
  const app = await createApp({ config, database: db.database, log, jobs, compile });
  const address = listens ? await app.listen() : '';
  await app.fastify.ready();
  const close = async (): Promise<void> => {
    await app.stop();
    rmSync(dataDir, { recursive: true, force: true });
    if (!over) await db.drop();
  };
  return { ...db, ...asking(app.fastify), ...people(db), fastify: app.fastify, config, url: address, logged, close };
}

function asking(fastify: FastifyInstance): Pick<TestGateway, 'graphql' | 'data' | 'token'> {
  const tokens = new Map<string, Promise<string>>();
  const send = async (payload: object, headers: Record<string, string>): Promise<Answer<never>> => {
    const response = await fastify.inject({ method: 'POST', url: '/graphql', headers: { 'content-type': 'application/json', ...headers }, payload });
    return response.json<Answer<never>>();
  };
  const signIn = async ({ email }: Person): Promise<string> => {
    const { data, errors } = (await send({ query: SIGN_IN, variables: { input: { email, password: PASSWORD } } }, {})) as Answer<{
      signIn: { accessToken: string | null; userErrors: { message: string }[] };
    }>;
    if (!data?.signIn.accessToken) throw new Error(`${email} cannot sign in: ${JSON.stringify(errors ?? data?.signIn.userErrors)}`);
    return data.signIn.accessToken;
  };
  const token: TestGateway['token'] = (person) => {
    const known = tokens.get(person.id) ?? signIn(person);
    tokens.set(person.id, known);
    return known;
  };
  const graphql: TestGateway['graphql'] = async (query, variables = {}, { as, operationName, headers = {} } = {}) => {
    const bearer = typeof as === 'object' ? await token(as) : as;
    return send({ query, variables, operationName }, bearer ? { authorization: `Bearer ${bearer}`, ...headers } : headers);
  };
  const data: TestGateway['data'] = async <Data>(query: string, variables?: Readonly<Record<string, unknown>>, options?: RequestOptions) => {
    const answer = await graphql<Data>(query, variables, options);
    if (answer.errors || !answer.data) throw new Error(`Answered with errors: ${JSON.stringify(answer.errors)}`);
    return answer.data;
  };
  return { token, graphql, data };
}

const people = ({ sql }: TestDatabase): Pick<TestGateway, 'staff' | 'client' | 'partner'> => ({
  staff: (...departments) => addStaff(sql, departments),
  client: (options) => addClient(sql, options),
  partner: (options) => addPartner(sql, options),
});
