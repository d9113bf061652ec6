import { type GraphqlAnswer, type GraphqlOperation, hasCode, NoAnswer, postGraphql, type UserError } from './api.js';

export interface Viewer {
  readonly kind: string;
  readonly name: string;
  readonly departments: readonly string[];
  /** A department asks for a second factor that is not set up: until it is, nothing is permitted. */
  readonly totpSetupRequired: boolean;
}

export interface Credentials {
  readonly email: string;
  readonly password: string;
  readonly totp?: string;
}

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresAtMs: number;
}

interface SignInPayload {
  readonly accessToken: string | null;
  readonly expiresAt: string | null;
  readonly refreshToken: string | null;
  readonly viewer: Viewer | null;
  readonly userErrors: readonly UserError[];
}

/** A sign-in that was refused, in the gateway's words. */
export class SignInRefused extends Error {
  override readonly name = 'SignInRefused';
  readonly asksForCode: boolean;

  constructor(errors: readonly Pick<UserError, 'message' | 'field'>[]) {
    super(errors.map((error) => error.message).join(' '));
    this.asksForCode = errors.some((error) => error.field?.[0] === 'totp');
  }
}

const PAYLOAD = '{ accessToken expiresAt refreshToken viewer { kind name departments totpSetupRequired } userErrors { code message field } }';
const SIGN_IN = `mutation ExplorerSignIn($input: SignInInput!) { payload: signIn(input: $input) ${PAYLOAD} }`;
const REFRESH = `mutation ExplorerRefresh($refreshToken: String!) { payload: signInRefresh(input: { refreshToken: $refreshToken }) ${PAYLOAD} }`;
const SIGN_OUT = 'mutation ExplorerSignOut { signOut { __typename } }';

/** The access token is in memory alone; the refresh token outlives a reload of this browser tab, and nothing else. */
const REFRESH_KEY = 'countinghouse.refresh';
const REFRESH_AHEAD_MS = 60_000;
/** A timer of a sleeping browser tab comes late: an operation does not go out with a token that has less than this left. */
const REFRESH_LATEST_MS = 5_000;
const LOCK = 'countinghouse.refresh';
/** How long the lock is kept after the news of new tokens, so that the news arrives before the next holder looks. */
const NEWS_MS = 50;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
// Locks exist on https and localhost only; elsewhere two tabs may, once in a long while, refresh at the same moment.
const alone = (work: () => Promise<void>): Promise<void> => (navigator.locks === undefined ? work() : navigator.locks.request(LOCK, work));

const requestTokens = async (operation: GraphqlOperation): Promise<{ tokens: Tokens; viewer: Viewer }> => {
  const { answer, gatewayTimeMs } = await postGraphql<{ payload: SignInPayload }>(operation, null);
  const payload = answer.data?.payload;
  if (payload?.accessToken && payload.refreshToken && payload.expiresAt && payload.viewer) {
    const expiresAtMs = Date.now() + Date.parse(payload.expiresAt) - gatewayTimeMs;
    return { tokens: { accessToken: payload.accessToken, refreshToken: payload.refreshToken, expiresAtMs }, viewer: payload.viewer };
  }
  const errors = [...(payload?.userErrors ?? []), ...(answer.errors ?? []).map(({ message }) => ({ message, field: null }))];
  throw new SignInRefused(errors.length > 0 ? errors : [{ message: 'The gateway refused the sign-in and did not say why.', field: null }]);
};

/** Somebody's signed-in session: hands out a valid access token, and renews it before it runs out. */
export class Session {
  readonly viewer: Viewer;
  /** Called once when the session cannot go on. */
  onEnd: (why: string) => void = () => undefined;
  #tokens: Tokens;
  #refreshing: Promise<void> | null = null;
  #hasEnded = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  // A duplicated browser tab carries a copy of the refresh token, which works once: whoever uses it tells the others what replaced it.
  readonly #news = new BroadcastChannel(LOCK);

  private constructor(tokens: Tokens, viewer: Viewer) {
    this.viewer = viewer;
    this.#tokens = tokens;
    this.#adopt(tokens);
    this.#news.onmessage = ({ data }: MessageEvent<{ replaced: string; tokens: Tokens }>) => {
      if (data.replaced === this.#tokens.refreshToken) this.#adopt(data.tokens);
    };
  }

  static async signIn(input: Credentials): Promise<Session> {
    const { tokens, viewer } = await requestTokens({ query: SIGN_IN, variables: { input } });
    sessionStorage.clear();
    return new Session(tokens, viewer);
  }

  /** The session that this browser tab had before a reload; null when there was none, or it is over. */
  static async restore(): Promise<Session | null> {
    const refreshToken = sessionStorage.getItem(REFRESH_KEY);
    if (refreshToken === null) return null;
    try {
      const { tokens, viewer } = await requestTokens({ query: REFRESH, variables: { refreshToken } });
      const session = new Session(tokens, viewer);
      session.#news.postMessage({ replaced: refreshToken, tokens });
      return session;
    } catch (error) {
      if (error instanceof NoAnswer) throw error;
      sessionStorage.removeItem(REFRESH_KEY);
      return null;
    }
  }

  async accessToken(): Promise<string> {
    if (this.#tokens.expiresAtMs - Date.now() < REFRESH_LATEST_MS) await this.#refresh();
    return this.#tokens.accessToken;
  }

  /** Sends an operation as this session's viewer. A token that was revoked meanwhile is renewed once, else the session ends. */
  async send(operation: GraphqlOperation): Promise<GraphqlAnswer> {
    const token = await this.accessToken();
    const { answer } = await postGraphql(operation, token);
    if (!hasCode(answer, 'UNAUTHENTICATED')) return answer;
    if (token === this.#tokens.accessToken) await this.#refresh();
    const again = (await postGraphql(operation, this.#tokens.accessToken)).answer;
    if (hasCode(again, 'UNAUTHENTICATED')) this.#end('Your session has ended. Sign in again.');
    return again;
  }

  /** Where the editor keeps its tabs. It writes some time after a change: what comes after the end of the session is not kept. */
  readonly storage = {
    getItem: (key: string): string | null => sessionStorage.getItem(key),
    setItem: (key: string, value: string): void => {
      if (!this.#hasEnded) sessionStorage.setItem(key, value);
    },
    removeItem: (key: string): void => sessionStorage.removeItem(key),
    clear: (): void => sessionStorage.clear(),
    get length(): number {
      return sessionStorage.length;
    },
  };

  /** Revokes the session at the gateway; this browser tab forgets it even when the gateway does not answer. */
  async signOut(): Promise<void> {
    await postGraphql({ query: SIGN_OUT }, this.#tokens.accessToken).catch(() => undefined);
    this.#end('');
  }

  #adopt(tokens: Tokens): void {
    this.#tokens = tokens;
    sessionStorage.setItem(REFRESH_KEY, tokens.refreshToken);
    clearTimeout(this.#timer);
    const remainingMs = tokens.expiresAtMs - Date.now();
    // Without an answer the token in hand still holds for a while, and the next operation tries again.
    this.#timer = setTimeout(() => void this.#refresh().catch(() => undefined), Math.max(remainingMs - REFRESH_AHEAD_MS, remainingMs / 2, 1_000));
  }

  #refresh(): Promise<void> {
    const before = this.#tokens;
    this.#refreshing ??= alone(async () => {
      if (this.#tokens !== before) return;
      const { tokens } = await requestTokens({ query: REFRESH, variables: { refreshToken: before.refreshToken } });
      this.#adopt(tokens);
      this.#news.postMessage({ replaced: before.refreshToken, tokens });
      await pause(NEWS_MS);
    })
      .catch((error: unknown) => {
        if (error instanceof SignInRefused) this.#end('Your session has ended. Sign in again.');
        throw error;
      })
      .finally(() => (this.#refreshing = null));
    return this.#refreshing;
  }

  #end(why: string): void {
    clearTimeout(this.#timer);
    this.#news.close();
    this.#hasEnded = true;
    sessionStorage.clear();
    this.onEnd(why);
  }
}
