import type { Actor } from '../../access/actor.js';
import type { AccessTokens } from './access-tokens.js';
import type { OpenedSession } from './sessions.js';

/** Where a request comes from, whoever makes it. */
export interface Visitor {
  readonly requestId: string;
  /** The network address, behind the trusted proxies. */
  readonly address: string;
}

/** What whoever signed in goes away with. */
export interface SignedIn {
  readonly accessToken: string;
  readonly expiresAt: Date;
  readonly refreshToken: string;
  readonly actor: Actor;
}

export async function signedIn(tokens: AccessTokens, { sessionId, refreshToken }: OpenedSession, credentialId: string, actor: Actor): Promise<SignedIn> {
  const { token, expiresAt } = await tokens.issue({ sessionId, credentialId });
  return { accessToken: token, expiresAt, refreshToken, actor };
}

/** The audit log's name for somebody who has not signed in. */
export const ANONYMOUS: Actor = {
  ...({ kind: 'SYSTEM', id: '00000000-0000-0000-0000-000000000000', name: 'anonymous', departments: [], permissions: new Set() } as const),
  ...{ clientId: null, partnerId: null, sessionId: null },
};
