import { pino, stdTimeFunctions } from 'pino';

export type Logger = pino.Logger;

export interface LogOptions {
  readonly level: string;
  readonly format: 'json' | 'lines';
  /** Standard output when left out. */
  readonly destination?: { write(line: string): void };
}

/**
 * All that a log line may hold besides its message. What is not here is left out, and only its name is kept under `omitted`: a
 * name, an e-mail or an input cannot reach the log by carelessness. Messages are constant texts.
 */
const FIELDS: ReadonlySet<string> = new Set([
  ...['requestId', 'reqId', 'operation', 'operationHash', 'operationType', 'method', 'path', 'statusCode', 'durationMs', 'responseTime', 'cost', 'req', 'res'],
  ...['actorKind', 'actorId', 'sessionId', 'departments', 'permission', 'action', 'subjectType', 'subjectId', 'code', 'err'],
  ...[
    'component',
    'job',
    'jobId',
    'attempt',
    'count',
    'number',
    'bytes',
    'channel',
    'connector',
    'url',
    'role',
    'version',
    'migration',
    'pid',
    'signal',
    'exitCode',
  ],
]);

function allowed(fields: object): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  const omitted: string[] = [];
  for (const [name, value] of Object.entries(fields)) {
    if (FIELDS.has(name)) kept[name] = value;
    else omitted.push(name);
  }
  if (omitted.length > 0) kept.omitted = omitted;
  return kept;
}

/** Texts of errors quote what they choke on: values in quotes and brackets, addresses and long numbers are taken out. */
function withoutValues(text: string): string {
  return text
    .slice(0, 1000)
    .replace(/"[^"]*"|'[^']*'|`[^`]*`|\([^()]*\)/g, '…')
    .replace(/[^\s@]+@[^\s@]+/g, '…')
    .replace(/\d{5,}/g, '…');
}

const FRAMES = 12;
// Drivers put the whole statement with its parameters into the message; PostgreSQL's own code and constraint say enough.
const FROM_DATABASE = /^[0-9A-Z]{5}$/;

function describeError(error: unknown, depth = 0): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, constraint, table, column } = error as Error & Record<string, unknown>;
  const isDatabase = typeof code === 'string' && FROM_DATABASE.test(code);
  return {
    type: error.name,
    ...(isDatabase ? {} : { message: withoutValues(error.message) }),
    ...Object.fromEntries(Object.entries({ code, constraint, table, column }).filter(([, value]) => typeof value === 'string')),
    stack: (error.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, FRAMES)
      .map((line) => line.trim()),
    ...(error.cause instanceof Error && depth < 3 ? { cause: describeError(error.cause, depth + 1) } : {}),
  };
}

/** One line on an error as the log has it: without values, SQL and stack. */
export function errorText(error: unknown): string {
  const { type, code, message } = describeError(error);
  return [type, code, message].filter(Boolean).join(' ');
}

interface LoggedRequest {
  readonly method?: string;
  readonly url?: string;
}

const SERIALIZERS = {
  err: (error: unknown) => describeError(error),
  // A query string may hold a signed link or a whole operation.
  req: ({ method, url }: LoggedRequest) => ({ method, path: url?.split('?')[0] }),
  res: ({ statusCode }: { statusCode?: number }) => ({ statusCode }),
};

/** JSON lines of allowed fields, or the same as lines for people. */
export function createLog(options: LogOptions): Logger {
  const destination = options.destination ?? process.stdout;
  const log = pino(
    {
      level: options.level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      serializers: SERIALIZERS,
      formatters: { level: (level) => ({ level }), log: allowed },
    },
    options.format === 'json' ? destination : { write: (line: string) => void destination.write(readable(line)) },
  );
  // pino hands bindings of children past its formatters
  const child = log.child;
  log.child = function (this: Logger, bindings: pino.Bindings, childOptions) {
    return child.call(this, allowed(bindings), childOptions);
  } as typeof child;
  return log;
}

function readable(line: string): string {
  const { level, time, msg, err, ...fields } = JSON.parse(line) as Record<string, unknown> & {
    level: string;
    time: string;
    msg?: string;
    err?: Record<string, unknown>;
  };
  const shown = Object.entries(fields).map(([name, value]) => ` ${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  return `${time.slice(11, 19)} ${level.toUpperCase().padEnd(5)} ${msg ?? ''}${shown.join('')}\n${err ? readableError(err) : ''}`;
}

function readableError({ type, code, message, stack }: Record<string, unknown>): string {
  const frames = (stack as string[]).map((frame) => `    ${frame}\n`).join('');
  return `  ${[type, code, message].filter(Boolean).join(' ')}\n${frames}`;
}
