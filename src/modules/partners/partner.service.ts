import type { Request } from '../../access/actor.js';
import type { Database } from '../../database/orm.js';
import { statement, type Unit } from '../../database/unit.js';
import { checkedName, checkedReason } from '../../runtime/checked-text.js';
import { refusal } from '../../runtime/refusal.js';
import type { AuditTrail, JsonObject } from '../audit/index.js';
import { laterTime, planChange } from './change.record.js';
import { activePartner, addPartner, checkPlan, checkTreeKeeper, isTakenCode, lockPartner, lockTree } from './partner.record.js';

export interface PartnerCreation {
  readonly name: string;
  readonly email: string;
  readonly country: string;
  readonly parentId?: string | null;
  readonly planId?: string | null;
}

export interface PartnerMove {
  readonly id: string;
  readonly version: number;
  /** Null makes it a root. */
  readonly newParentId?: string | null;
  /** From when on; left out: now. */
  readonly effectiveFrom?: string | null;
  readonly reason: string;
}

const CODE_ATTEMPTS = 5;

const PLACE = statement(`
  select p.parent_id as "parentId", q.reference as "parent", p.level, (select count(*)::int - 1 from partner b where b.path <@ p.path) as "partnersBelow"
  from partner p left join partner q on q.id = p.parent_id where p.id = $1`);
const MOVE = statement('update partner set version = version + 1, parent_id = $2, updated_at = now() where id = $1');
const STANDS_BELOW = statement(`
  select below.reference from partner below, partner p where p.id = $1 and below.id = $2 and below.path <@ p.path`);

/** Adds partners and moves them. Each method is one transaction with one audit entry; both refuse by throwing `Refusal`. */
export class PartnerService {
  readonly #database: Database;
  readonly #audit: AuditTrail;

  constructor(database: Database, audit: AuditTrail) {
    this.#database = database;
    this.#audit = audit;
  }

  /** Answers with the new partner's id. A referral code that somebody has already is drawn again. */
  async create(request: Request, input: PartnerCreation): Promise<string> {
    checkTreeKeeper(request.actor);
    const name = checkedName(input.name, 'name', 200);
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#database.unit((unit) => this.#insert(unit, request, { ...input, name }));
      } catch (error) {
        if (!isTakenCode(error) || attempt === CODE_ATTEMPTS) throw error;
      }
    }
  }

  /** Answers with the partner's id. Commissions hold their partner and level themselves, so that a move rewrites no history. */
  async move(request: Request, input: PartnerMove): Promise<string> {
    checkTreeKeeper(request.actor);
    const reason = checkedReason(input.reason);
    const { newParentId } = input;
    if (newParentId === undefined) throw refusal('INVALID', 'Name the new parent, or null to make the partner a root.', ['newParentId']);
    const at = laterTime(input.effectiveFrom);
    return this.#database.unit(async (unit) => {
      lockTree(unit);
      const partner = await lockPartner(unit, input);
      await this.#checkPlace(unit, partner.id, newParentId);
      if (at === null && newParentId === partner.parentId) throw refusal('INVALID', `${partner.reference} stands there already.`, ['newParentId']);
      if (at === null) await this.#moveNow(unit, request, { id: partner.id, newParentId, reason });
      else await this.#moveLater(unit, request, { id: partner.id, newParentId, reason, at });
      return partner.id;
    });
  }

  async #insert(unit: Unit, request: Request, { name, email, country, parentId = null, planId = null }: PartnerCreation): Promise<string> {
    lockTree(unit);
    if (parentId !== null) await activePartner(unit, parentId, 'parentId');
    if (planId !== null) await checkPlan(unit, planId, 'planId');
    const { id, after } = await addPartner(unit, { name, email, country, parentId, planId });
    this.#audit.append(unit, request, { action: 'partner.create', subjectType: 'Partner', subjectId: id, after });
    return id;
  }

  async #checkPlace(unit: Unit, id: string, newParentId: string | null): Promise<void> {
    if (newParentId === null) return;
    await activePartner(unit, newParentId, 'newParentId');
    if ((await unit.row(STANDS_BELOW, [id, newParentId])) !== undefined)
      throw refusal('CYCLE', 'The new parent stands below this partner: a partner cannot move under its own subtree.', ['newParentId']);
  }

  async #moveNow(unit: Unit, request: Request, { id, newParentId, reason }: { id: string; newParentId: string | null; reason: string }): Promise<void> {
    const before = await unit.row<JsonObject>(PLACE, [id]);
    unit.write(MOVE, [id, newParentId]);
    const after = await unit.row<JsonObject>(PLACE, [id]);
    this.#audit.append(unit, request, { action: 'partner.move', subjectType: 'Partner', subjectId: id, reason, before: before ?? {}, after: after ?? {} });
  }

  async #moveLater(
    unit: Unit,
    request: Request,
    { id, newParentId, reason, at }: { id: string; newParentId: string | null; reason: string; at: Date },
  ): Promise<void> {
    const changeId = await planChange(unit, request.actor, { kind: 'MOVE', partnerId: id, newParentId }, { at, reason });
    const after = { newParentId, effectiveFrom: at.toISOString(), changeId };
    this.#audit.append(unit, request, { action: 'partner.planMove', subjectType: 'Partner', subjectId: id, reason, after });
  }
}
