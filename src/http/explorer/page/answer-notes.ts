import type { GraphqlAnswer, GraphqlError, UserError } from './api.js';

/** What the viewer may not see: one line per field, however many rows it was asked for. */
export interface ForbiddenField {
  readonly path: string;
  readonly permission: string | null;
  readonly times: number;
}

/** A fault of the operation or of the gateway; the request id is what support asks for. */
export interface Fault {
  readonly message: string;
  readonly code: string;
  readonly requestId: string | null;
}

export interface Cost {
  readonly requested: number;
  readonly maximum: number;
  readonly remaining: number;
}

export interface AnswerNotes {
  readonly forbidden: readonly ForbiddenField[];
  readonly faults: readonly Fault[];
  /** What a change was refused for. */
  readonly refusals: readonly UserError[];
  readonly cost: Cost | null;
}

const NOTHING: AnswerNotes = { forbidden: [], faults: [], refusals: [], cost: null };

type Path = readonly (string | number)[];

const pathText = (path: Path, index: (position: number) => string): string =>
  path.map((step, at) => (typeof step === 'number' ? `[${index(step)}]` : `${at === 0 ? '' : '.'}${step}`)).join('');

const isForbidden = (error: GraphqlError): boolean => error.extensions?.code === 'FORBIDDEN';

const forbiddenFields = (errors: readonly GraphqlError[]): ForbiddenField[] => {
  const byField = Map.groupBy(errors.filter(isForbidden), ({ path, extensions }) =>
    JSON.stringify([pathText(path ?? [], () => ''), extensions?.permission ?? null]),
  );
  return [...byField.values()].map((same) => {
    const [first] = same;
    const path = first?.path ?? [];
    const text = pathText(path, same.length === 1 ? String : () => '…');
    return { path: text === '' ? 'this operation' : text, permission: first?.extensions?.permission ?? null, times: same.length };
  });
};

const faultOf = ({ message, extensions }: GraphqlError): Fault => ({
  message,
  code: extensions?.code ?? 'ERROR',
  requestId: extensions?.requestId ?? null,
});

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const refusalsIn = (data: unknown): UserError[] =>
  isRecord(data)
    ? Object.values(data).flatMap((payload) => (isRecord(payload) && Array.isArray(payload['userErrors']) ? (payload['userErrors'] as UserError[]) : []))
    : [];

const costIn = (extensions: GraphqlAnswer['extensions']): Cost | null => {
  const cost = extensions?.['cost'];
  return isRecord(cost) && typeof cost['requested'] === 'number' ? (cost as unknown as Cost) : null;
};

/** Reads an answer, as the response editor holds it, for what deserves saying in words. */
export const notesOn = (response: string | null): AnswerNotes => {
  if (!response) return NOTHING;
  let answer: unknown;
  try {
    answer = JSON.parse(response);
  } catch {
    // not JSON: what the editor itself says when the variables are not
    return NOTHING;
  }
  if (!isRecord(answer)) return NOTHING;
  const { data, errors = [], extensions } = answer as GraphqlAnswer;
  return {
    forbidden: forbiddenFields(errors),
    faults: errors.filter((error) => !isForbidden(error)).map(faultOf),
    refusals: refusalsIn(data),
    cost: costIn(extensions),
  };
};
