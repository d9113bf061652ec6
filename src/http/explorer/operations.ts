import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type DefinitionNode, Kind, type OperationDefinitionNode, parse, TokenKind } from 'graphql';
import { DEPARTMENTS } from '../../access/departments.js';

/** Each file of schema/operations is for one audience: a department, or clients, or partners. */
const AUDIENCES: readonly string[] = [...DEPARTMENTS, 'CLIENT', 'PARTNER'];
const VARIABLES = 'variables:';

export interface ExplorerOperation {
  readonly audience: string;
  readonly name: string;
  /** The name as words: `WithdrawalQueue` is "Withdrawal queue". */
  readonly title: string;
  readonly kind: 'query' | 'mutation' | 'subscription';
  /** The comment above the operation: what it is for. */
  readonly about: string;
  /** The operation's own text, as written. */
  readonly query: string;
  /** JSON of the comment line `# variables: {...}`, with dates such as `@date+60d` still to be resolved; null without such a line. */
  readonly variables: string | null;
}

const titleOf = (name: string): string => {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const commentsAbove = (operation: OperationDefinitionNode): string[] => {
  const lines: string[] = [];
  for (let token = operation.loc?.startToken.prev; token?.kind === TokenKind.COMMENT; token = token.prev) lines.unshift(token.value.trim());
  return lines;
};

const isOperation = (definition: DefinitionNode): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION;

const operationOf = (audience: string, operation: OperationDefinitionNode): ExplorerOperation => {
  const name = operation.name?.value;
  if (name === undefined || operation.loc === undefined) throw new Error('each operation needs a name');
  const comments = commentsAbove(operation);
  const variables = comments.find((line) => line.startsWith(VARIABLES))?.slice(VARIABLES.length);
  const about = comments.filter((line) => !line.startsWith(VARIABLES)).join(' ');
  const query = operation.loc.source.body.slice(operation.loc.start, operation.loc.end);
  const indented = variables === undefined ? null : JSON.stringify(JSON.parse(variables), null, 2);
  return { audience, name, title: titleOf(name), kind: operation.operation, about, query, variables: indented };
};

const readFile = (path: string): ExplorerOperation[] => {
  const audience = basename(path, '.graphql').toUpperCase();
  try {
    if (!AUDIENCES.includes(audience)) throw new Error(`its name must be one of ${AUDIENCES.join(', ').toLowerCase()}`);
    return parse(readFileSync(path, 'utf8'))
      .definitions.filter(isOperation)
      .map((operation) => operationOf(audience, operation));
  } catch (error) {
    throw new Error(`${path}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
};

/** All operations of a directory, in the order of the files' text. A file that cannot be read as one ends the start. */
export const readOperations = (directory: string): ExplorerOperation[] =>
  readdirSync(directory)
    .filter((file) => file.endsWith('.graphql'))
    .sort()
    .flatMap((file) => readFile(join(directory, file)));

const DAY_MS = 86_400_000;
const RELATIVE_DATE = /"@(date|time|month)(?:([+-]\d+)d)?"/g;

/**
 * A day's work asks for "the next sixty days" or "this month", which no fixed text can say: `"@date+60d"` becomes a Date, `"@time-7d"` the
 * DateTime of that day's midnight, `"@month"` that of the month's first day. All UTC.
 */
export const resolveDates = (variables: string, now: Date): string =>
  variables.replace(RELATIVE_DATE, (_text, unit: string, days: string | undefined) => {
    const day = new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS + Number(days ?? 0) * DAY_MS);
    if (unit === 'month') day.setUTCDate(1);
    return JSON.stringify(unit === 'date' ? day.toISOString().slice(0, 10) : day.toISOString());
  });
