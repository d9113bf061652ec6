import type { Request } from '../../access/actor.js';
import type { Unit } from '../../database/unit.js';

/** What somebody else does with a document that people may look at by now, in the transaction that lets it through. */
export interface DocumentTaker {
  documentCame(unit: Unit, clientId: string): Promise<void>;
}

/** What follows from a change of a client's documents, in the transaction that changes them; `cause` is a sentence for the audit log. */
export interface DocumentFollower {
  reassess(unit: Unit, request: Request, clientId: string, cause: string): Promise<void>;
}
