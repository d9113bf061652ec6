import type { Request } from '../../access/actor.js';
import type { Unit } from '../../database/unit.js';

/** What follows from a change of a client's documents, in the transaction that changes them; `cause` is a sentence for the audit log. */
export interface DocumentFollower {
  reassess(unit: Unit, request: Request, clientId: string, cause: string): Promise<void>;
}
