import type { Actor } from '../../access/actor.js';

/** Whoever is suspected must not hear of it, nor whoever looks after them: nobody sees anything here who does not see the whole brokerage. */
export const wholeHouse = {
  scopeOf: (actor: Actor): 'outside' | null =>
    actor.clientId !== null || actor.partnerId !== null || !actor.permissions.has('clients:all') ? 'outside' : null,
  scopes: { outside: () => 'false' },
} as const;
