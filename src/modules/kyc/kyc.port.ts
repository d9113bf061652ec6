import type { Request } from '../../access/actor.js';
import type { Unit } from '../../database/unit.js';

/** What decisions on a client's documents, application, screening and rating call, so that level and status follow. */
export interface Reassessor {
  /**
   * Works out the KYC level and status of a client anew from its documents and checks, in the transaction that changed one of them, and
   * writes them with an audit entry should they differ. `cause` is a sentence for that entry, such as "A document was approved.".
   *
   * It locks the client's row. Whoever inserts what refers to the client before calls `lockClient` (of clients) first: under the lock of a foreign key two
   * transactions that both go on to this one wait for each other in a circle.
   */
  reassess(unit: Unit, request: Request, clientId: string, cause: string): Promise<void>;
}
