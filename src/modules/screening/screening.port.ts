import type { Request } from '../../access/actor.js';
import type { Unit } from '../../database/unit.js';

/** What a decision on a hit calls, so that the client's risk follows in the same transaction. */
export interface RiskRater {
  /** Rates the client anew. `cause` is a sentence for the rating: "A hit was confirmed.". */
  assess(unit: Unit, request: Request, clientId: string, cause: string): Promise<unknown>;
}
