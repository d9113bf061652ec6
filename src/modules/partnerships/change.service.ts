import type { Actor, Request } from '../../access/actor.js';
import { isId } from '../../database/ids.js';
import type { Database } from '../../database/orm.js';
import { statement, type Unit } from '../../database/unit.js';
import { checkedReason } from '../../runtime/checked-text.js';
import { notFound, Refusal, refusal, staleVersion } from '../../runtime/refusal.js';
import type { AuditTrail } from '../audit/index.js';
import { activePartner, checkPlan, checkTreeKeeper, lockPartner, lockTree, laterTime, planChange } from '../partners/index.js';

export interface PlanAssignment {
  readonly id: string;
  readonly version: number;
  /** Null: none any more. */
  readonly planId?: string | null;
  readonly effectiveFrom?: string | null;
  readonly reason: string;
}

interface Due {
  readonly id: string;
  readonly version: number;
  readonly kind: 'MOVE' | 'PLAN' | 'INTRODUCER';
  readonly partnerId: string | null;
  readonly clientId: string | null;
  readonly newParentId: string | null;
  readonly newPlanId: string | null;
  readonly newIntroducerId: string | null;
  readonly effectiveFrom: string;
  readonly reason: string;
  readonly requestedBy: string;
}

const COLUMNS = `id, version, kind, partner_id as "partnerId", client_id as "clientId", new_parent_id as "newParentId", new_plan_id as "newPlanId",
  new_introducer_id as "newIntroducerId", effective_from::text as "effectiveFrom", reason, requested_by as "requestedBy"`;
const DUE = `select ${COLUMNS} from partner_change where status = 'SCHEDULED' and effective_from <= now() order by effective_from, id limit 100`;
const LOCK = statement(`select id, version, kind, status from partner_change where id = $1 for no key update`);
const CANCEL = statement(`update partner_change set version = version + 1, status = 'CANCELLED', ended_at = now(), detail = $2 where id = $1`);
const END = statement(`update partner_change set version = version + 1, status = $2, ended_at = now(), detail = $3 where id = $1 and status = 'SCHEDULED'`);
const AS_OF = statement(`select set_config('countinghouse.effective_from', $1, true)`);
const SET_PLAN = statement('update partner set version = version + 1, plan_id = $2, updated_at = now() where id = $1');
const SET_PARENT = statement('update partner set version = version + 1, parent_id = $2, updated_at = now() where id = $1');
const LOCK_CLIENT = statement('select id from client where id = $1 for no key update');
const SET_INTRODUCER = statement('update client set version = version + 1, partner_id = $2, updated_at = now() where id = $1');

/** Carries out what was put down for later. Nobody is asking then. */
const CLOCK: Actor = {
  ...({ kind: 'SYSTEM', id: '00000000-0000-0000-0000-000000000000', name: 'changes', departments: [], permissions: new Set() } as const),
  ...{ clientId: null, partnerId: null, sessionId: null },
};

/** Changes of partners that hold from now on or from a later time; the past they leave alone. */
export class PartnerChangeService {
  readonly #database: Database;
  readonly #audit: AuditTrail;

  constructor(database: Database, audit: AuditTrail) {
    this.#database = database;
    this.#audit = audit;
  }

  /** Answers with the partner's id: it has the plan by then, or will have it. */
  assignPlan(request: Request, { id, version, planId, effectiveFrom, reason }: PlanAssignment): Promise<string> {
    checkTreeKeeper(request.actor);
    const why = checkedReason(reason);
    if (planId === undefined) throw refusal('INVALID', 'Name the plan, or null for none.', ['planId']);
    const at = laterTime(effectiveFrom);
    return this.#database.unit(async (unit) => {
      const partner = await lockPartner(unit, { id, version });
      if (planId !== null) await checkPlan(unit, planId, 'planId');
      if (at === null && planId === partner.planId) throw refusal('INVALID', `${partner.reference} has this plan already.`, ['planId']);
      const entry = { subjectType: 'Partner', subjectId: id, reason: why, before: { planId: partner.planId } };
      if (at === null) unit.write(SET_PLAN, [id, planId]);
      else await planChange(unit, request.actor, { kind: 'PLAN', partnerId: id, newPlanId: planId }, { at, reason: why });
      const action = at === null ? 'partner.assignPlan' : 'partner.planChange';
      this.#audit.append(unit, request, { ...entry, action, after: { planId, effectiveFrom: at?.toISOString() ?? null } });
      return id;
    });
  }

  /** Answers with the change's id. */
  cancel(request: Request, { id, version, reason }: { readonly id: string; readonly version: number; readonly reason: string }): Promise<string> {
    checkTreeKeeper(request.actor);
    const why = checkedReason(reason);
    return this.#database.unit(async (unit) => {
      const change = isId(id) ? await unit.row<{ version: number; kind: string; status: string }>(LOCK, [id]) : undefined;
      if (change === undefined) throw notFound('change', 'id');
      if (change.version !== version) throw staleVersion(change.version);
      if (change.status !== 'SCHEDULED') throw refusal('ILLEGAL_TRANSITION', `The change is ${change.status}: there is nothing to cancel.`, ['id']);
      unit.write(CANCEL, [id, why]);
      const entry = { action: 'partnerChange.cancel', subjectType: 'PartnerChange', subjectId: id, reason: why };
      this.#audit.append(unit, request, { ...entry, before: { kind: change.kind, status: change.status }, after: { status: 'CANCELLED' } });
      return id;
    });
  }

  /**
   * Does all whose time has come, each as of its own time and in a transaction of its own. What cannot be done any more is put away with the
   * reason. Whoever works commissions out calls it first, so that no deal is paid by what held before.
   */
  async carryOut(): Promise<void> {
    for (;;) {
      const { rows } = await this.#database.pool.query<Due>(DUE);
      for (const due of rows) await this.#attempt(due);
      if (rows.length === 0) return;
    }
  }

  async #attempt(due: Due): Promise<void> {
    try {
      await this.#database.unit((unit) => this.#apply(unit, due));
    } catch (error) {
      const why = whyNot(error);
      if (why === null) throw error;
      await this.#database.unit(async (unit) => {
        unit.write(END, [due.id, 'FAILED', why]);
        this.#record(unit, due, 'partnerChange.fail', { status: 'FAILED', detail: why });
      });
    }
  }

  async #apply(unit: Unit, due: Due): Promise<void> {
    if (due.kind === 'MOVE') lockTree(unit);
    if (due.clientId !== null) unit.write(LOCK_CLIENT, [due.clientId]);
    const found = await unit.row<{ status: string }>(LOCK, [due.id]);
    if (found?.status !== 'SCHEDULED') return;
    unit.write(AS_OF, [due.effectiveFrom]);
    if (due.newParentId !== null) await activePartner(unit, due.newParentId, 'newParentId');
    if (due.newIntroducerId !== null) await activePartner(unit, due.newIntroducerId, 'partnerId');
    if (due.kind === 'MOVE') await unit.rows(SET_PARENT, [due.partnerId, due.newParentId]);
    if (due.kind === 'PLAN') unit.write(SET_PLAN, [due.partnerId, due.newPlanId]);
    if (due.kind === 'INTRODUCER') unit.write(SET_INTRODUCER, [due.clientId, due.newIntroducerId]);
    unit.write(END, [due.id, 'DONE', null]);
    this.#record(unit, due, 'partnerChange.carryOut', { status: 'DONE' });
  }

  #record(unit: Unit, { id, clientId, reason, kind, effectiveFrom, requestedBy, ...due }: Due, action: string, outcome: Record<string, string>): void {
    const { partnerId, newParentId, newPlanId, newIntroducerId } = due;
    const request = { actor: CLOCK, requestId: `partner-change/${id}` };
    const after = { kind, effectiveFrom, requestedBy, partnerId, newParentId, newPlanId, newIntroducerId, ...outcome };
    this.#audit.append(unit, request, { action, subjectType: 'PartnerChange', subjectId: id, clientId, reason, after });
  }
}

/** In words, where it is the change that cannot be done any more; null where the machine has failed. */
function whyNot(error: unknown): string | null {
  if (error instanceof Refusal) return error.message;
  return (error as { constraint?: string } | null)?.constraint === 'partner_no_cycle' ? 'The new parent stands below this partner by now.' : null;
}
