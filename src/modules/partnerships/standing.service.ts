import type { Request } from '../../access/actor.js';
import type { Database } from '../../database/orm.js';
import { statement } from '../../database/unit.js';
import { checkedReason } from '../../runtime/checked-text.js';
import { refusal } from '../../runtime/refusal.js';
import type { AuditTrail } from '../audit/index.js';
import { checkTreeKeeper, lockPartner, type PartnerState } from '../partners/index.js';

export interface StandingChange {
  readonly id: string;
  readonly version: number;
  readonly reason: string;
}

/** From where a contract may go on to each state. Who is closed applies anew. */
const FROM: Readonly<Record<'ACTIVE' | 'SUSPENDED' | 'CLOSED', readonly PartnerState[]>> = {
  ACTIVE: ['PENDING', 'SUSPENDED'],
  SUSPENDED: ['ACTIVE'],
  CLOSED: ['PENDING', 'ACTIVE', 'SUSPENDED'],
};
const ACTIONS = { ACTIVE: 'partner.reactivate', SUSPENDED: 'partner.suspend', CLOSED: 'partner.close' } as const;

const SET = statement('update partner set version = version + 1, status = $2, updated_at = now() where id = $1');

/** Suspends partners, lets them work again, and closes them. What they earned stays; by trades of the time when they were stopped they earn nothing. */
export class PartnerStandingService {
  readonly #database: Database;
  readonly #audit: AuditTrail;
  readonly #actors: { forget(): void };

  constructor(database: Database, audit: AuditTrail, actors: { forget(): void }) {
    this.#database = database;
    this.#audit = audit;
    this.#actors = actors;
  }

  /** Answers with the partner's id. Partners and clients below stay where they are. */
  async change(request: Request, to: 'ACTIVE' | 'SUSPENDED' | 'CLOSED', { id, version, reason }: StandingChange): Promise<string> {
    checkTreeKeeper(request.actor);
    const why = checkedReason(reason);
    await this.#database.unit(async (unit) => {
      const partner = await lockPartner(unit, { id, version });
      if (!FROM[to].includes(partner.status))
        throw refusal('ILLEGAL_TRANSITION', `${partner.reference} is ${partner.status}: only ${FROM[to].join(' and ')} partners become ${to}.`, ['id']);
      unit.write(SET, [id, to]);
      const entry = { action: ACTIONS[to], subjectType: 'Partner', subjectId: id, reason: why };
      this.#audit.append(unit, request, { ...entry, before: { status: partner.status }, after: { status: to } });
    });
    // whoever is stopped is out by the next request
    this.#actors.forget();
    return id;
  }
}
