import type { Department } from './departments.js';
import type { Permission } from './permissions.js';

export const ACTOR_KINDS = ['STAFF', 'CLIENT', 'PARTNER', 'API_KEY', 'SYSTEM'] as const;
export type ActorKind = (typeof ACTOR_KINDS)[number];

/**
 * Who is asking, as of this request. Services and readers take it as their first argument: `permissions` says what may be called,
 * `clientId` and `partnerId` which rows there are at all.
 */
export interface Actor {
  readonly kind: ActorKind;
  /** The staff member, client, partner or API key itself. */
  readonly id: string;
  readonly name: string;
  readonly departments: readonly Department[];
  readonly permissions: ReadonlySet<Permission>;
  /** Set: nothing but this client's rows exist for the actor. */
  readonly clientId: string | null;
  /** Set: nothing but the rows of this partner's subtree exist for the actor. */
  readonly partnerId: string | null;
  /** The session or API key that the request came by; null for the system itself. */
  readonly sessionId: string | null;
  /** One of the departments asks for a second factor that is not set up yet: until it is, `permissions` is empty. */
  readonly totpSetupRequired?: boolean;
}

/** What one request is made as: the actor and what the audit log wants to know of the request. */
export interface Request {
  readonly actor: Actor;
  readonly requestId: string;
}
