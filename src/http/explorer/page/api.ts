export interface GraphqlError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: string; readonly permission?: string; readonly requestId?: string };
}

export interface GraphqlAnswer<Data = unknown> {
  readonly data?: Data | null;
  readonly errors?: readonly GraphqlError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export interface GraphqlOperation {
  readonly query: string;
  readonly variables?: unknown;
  readonly operationName?: string | null;
}

export interface UserError {
  readonly code: string;
  readonly message: string;
  readonly field: readonly string[] | null;
}

/** The gateway did not answer, or not in GraphQL: a matter of the connection, not of the operation. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

interface Received<Data> {
  readonly answer: GraphqlAnswer<Data>;
  /** The gateway's clock, by its Date header: what it says of times is measured against this, not against the reader's clock. */
  readonly gatewayTimeMs: number;
}

export const postGraphql = async <Data>(operation: GraphqlOperation, accessToken: string | null): Promise<Received<Data>> => {
  const authorization: Record<string, string> = accessToken === null ? {} : { authorization: `Bearer ${accessToken}` };
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...authorization },
    body: JSON.stringify(operation),
  }).catch(() => {
    throw new NoAnswer('The gateway does not answer. Check the connection, then try again.');
  });
  const answer = (await response.json().catch(() => null)) as GraphqlAnswer<Data> | null;
  if (answer === null) throw new NoAnswer(`The gateway answered ${response.status} and nothing readable. Try again in a moment.`);
  return { answer, gatewayTimeMs: Date.parse(response.headers.get('date') ?? '') || Date.now() };
};

export const hasCode = (answer: GraphqlAnswer, code: string): boolean => answer.errors?.some((error) => error.extensions?.code === code) ?? false;

export interface Operation {
  readonly audience: string;
  readonly name: string;
  readonly title: string;
  readonly kind: 'query' | 'mutation' | 'subscription';
  readonly about: string;
  readonly query: string;
  readonly variables: string | null;
}

export interface DemoSignIn {
  readonly email: string;
  readonly title: string;
  readonly password: string;
}

const getJson = async (path: string, accessToken: string | null): Promise<unknown> => {
  const response = await fetch(path, accessToken === null ? {} : { headers: { authorization: `Bearer ${accessToken}` } });
  if (!response.ok) throw new NoAnswer(`The gateway answered ${response.status} for ${path}.`);
  return response.json();
};

export const fetchDemoSignIns = async (): Promise<readonly DemoSignIn[]> =>
  ((await getJson('/explorer/settings.json', null)) as { signIns: readonly DemoSignIn[] }).signIns;

export const fetchOperations = async (accessToken: string): Promise<readonly Operation[]> =>
  ((await getJson('/explorer/operations.json', accessToken)) as { operations: readonly Operation[] }).operations;
