import type { Clock } from '../../../runtime/clock.js';
import { VendorHttp } from '../../../runtime/vendor-http.js';
import type { KycAnswer } from '../port.js';
import { requestSignature } from './sumsub.signature.js';

export interface Call {
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** With its query. */
  readonly path: string;
  readonly body?: string | Uint8Array;
  /** JSON when left out. */
  readonly contentType?: string;
  /** That there is no such thing is an answer, too. */
  readonly mayBeGone?: boolean;
}

export interface Answered {
  readonly status: number;
  readonly body: unknown;
}

const CONFLICT = 409;
const GONE = 404;
/** What may be otherwise once somebody has seen to it, or after a while. */
const PASSING = new Set([401, 403, 408, 425, 429]);
const ERROR_NAME = /^[a-z0-9-]{1,60}$/;

/** Signed calls. A conflict is an answer: what it means hangs on what was asked. */
export class SumsubApi {
  readonly #http: VendorHttp;
  readonly #appToken: string;
  readonly #secret: string;
  readonly #clock: Clock;

  constructor(options: { readonly baseUrl: string; readonly timeoutMs: number; readonly appToken: string; readonly secret: string; readonly clock: Clock }) {
    this.#http = new VendorHttp(options);
    this.#appToken = options.appToken;
    this.#secret = options.secret;
    this.#clock = options.clock;
  }

  async ask({ method, path, body, contentType = 'application/json', mayBeGone = false }: Call): Promise<KycAnswer<Answered>> {
    const unixSeconds = Math.floor(this.#clock.now().getTime() / 1000);
    const headers = {
      'content-type': contentType,
      'x-app-token': this.#appToken,
      'x-app-access-ts': String(unixSeconds),
      'x-app-access-sig': requestSignature(this.#secret, unixSeconds, method, path, body),
    };
    const answer = await this.#http.ask({ method, path, headers, body });
    if ('reason' in answer) return { outcome: 'AWAY', reason: answer.reason };
    const { status } = answer;
    const read = json(answer.body);
    if (status >= 200 && status < 300) {
      return read === undefined ? { outcome: 'AWAY', reason: `It answered ${status}, and nothing that can be read.` } : done({ status, body: read });
    }
    if (status === CONFLICT || (mayBeGone && status === GONE)) return done({ status, body: read });
    return { outcome: status >= 500 || PASSING.has(status) ? 'AWAY' : 'REFUSED', reason: saidNo({ status, body: read }) };
  }
}

export const done = <T>(value: T): KycAnswer<T> => ({ outcome: 'DONE', value });

export const isGone = ({ status }: Answered): boolean => status === GONE;

export const isConflict = ({ status }: Answered): boolean => status === CONFLICT;

/** The vendor's name of the error; null: it gave none. */
export function errorNameOf({ body }: Answered): string | null {
  const { errorName } = Object(body) as { errorName?: unknown };
  return typeof errorName === 'string' && ERROR_NAME.test(errorName) ? errorName : null;
}

/** Status and name of the error and no more: the vendor's descriptions repeat what was sent. */
export function saidNo(answer: Answered): string {
  const name = errorNameOf(answer);
  return name === null ? `It answered ${answer.status}.` : `It answered ${answer.status} (${name}).`;
}

/** Undefined: it is none. An empty body is null. */
function json(text: string): unknown {
  if (text.trim() === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
