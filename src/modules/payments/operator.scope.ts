import type { Actor } from '../../access/actor.js';

/** What operators work on is the brokerage's: clients and partners, and keys that are bound to them, see none of it. */
export const operatorScope = {
  scopeOf: (actor: Actor): 'outside' | null => (actor.clientId !== null || actor.partnerId !== null ? 'outside' : null),
  scopes: { outside: () => 'false' },
} as const;
