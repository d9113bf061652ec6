import type { Actor, Request } from '../../access/actor.js';
import { isId, newId } from '../../database/ids.js';
import type { Database } from '../../database/orm.js';
import { statement, type Unit } from '../../database/unit.js';
import { checkedName } from '../../runtime/checked-text.js';
import { notFound, refusal, staleVersion } from '../../runtime/refusal.js';
import type { AuditTrail, JsonObject } from '../audit/index.js';
import type { AccrualEngine } from './accrual.engine.js';
import { checkTerms, type Terms } from './plan.rules.js';
import { draftedTerms, greatestMultiplier } from './multiplier.rules.js';
import { chooseDeals, type RecalculationResult } from './recalculation.service.js';

export interface PlanDraft extends Terms {
  /** Of the plan that gets new terms; left out: a plan of its own. */
  readonly id?: string | null;
  /** Of that plan. */
  readonly version?: number | null;
  /** Of a new plan. */
  readonly name?: string | null;
  readonly hedged: 'ONCE' | 'BOTH' | 'NONE';
  readonly note: string | null;
}

interface PlanRow {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly draftId: string | null;
  readonly lastNumber: number;
}

const LOCK = statement(`
  select p.id, p.version, p.name, (select t.id from commission_terms t where t.plan_id = p.id and t.status = 'DRAFT') as "draftId",
    (select coalesce(max(t.number), 0)::int from commission_terms t where t.plan_id = p.id) as "lastNumber"
  from commission_plan p where p.id = $1 for no key update`);
const TAKEN = statement('select id from commission_plan where lower(name) = lower($1)');
// its first terms are the draft: nothing holds before that is published
const ADD = statement(`
  insert into commission_plan (id, name, scheme, tree_mode, currency, rates, min_hold_seconds, effective_from, status) values ($1, $2, $3, $4, $5, $6::numeric[], $7, now(), 'DRAFT')`);
const TOUCH = statement('update commission_plan set version = version + 1 where id = $1');
const DROP_RATES = statement('delete from commission_rate where terms_id = $1');
const TERMS = [
  ...[
    'scheme',
    'tree_mode',
    'currency',
    'rates',
    'min_hold_seconds',
    'max_hold_seconds',
    'hedged',
    'cap_per_deal',
    'cap_per_day',
    'cap_per_month',
    'level_multipliers',
  ],
  ...['tier_by', 'tier_counting', 'tier_window_days', 'tier_active_lots', 'tier_from', 'tier_multipliers', 'revenue', 'negative_carry', 'decimals', 'rounding'],
  ...['cpa_first_deposit', 'cpa_lots', 'cpa_days', 'cpa_from', 'note', 'drafted_by'],
];
const DRAFT = statement(`
  insert into commission_terms (id, plan_id, number, status, valid_from, ${TERMS.join(', ')})
  values ($1, $2, $3, 'DRAFT', '9999-01-01', ${TERMS.map((_, at) => `$${at + 4}`).join(', ')})
  on conflict (id) do update set drafted_at = now(), ${TERMS.map((column) => `${column} = excluded.${column}`).join(', ')}`);
const ADD_RATES = statement(`
  insert into commission_rate (terms_id, symbol, "group", rates, pip_value)
  select $1, r.symbol, r."group", array(select jsonb_array_elements_text(r.rates)::numeric), r."pipValue"
  from jsonb_to_recordset($2::jsonb) as r (symbol text, "group" text, rates jsonb, "pipValue" numeric)`);
const UNKNOWN = statement(`
  select coalesce(r.symbol, r."group") as name from jsonb_to_recordset($1::jsonb) as r (symbol text, "group" text)
  where (r.symbol is not null and not exists (select from instrument i where i.symbol = r.symbol))
    or (r."group" is not null and not exists (select from instrument i where i."group" = r."group")) limit 1`);
const HELD = statement(`select from commission_terms where plan_id = $1 and status <> 'DRAFT' limit 1`);
const END_BEFORE = statement(`
  update commission_terms set valid_to = $2 where plan_id = $1 and status = 'PUBLISHED' and valid_to > $2 and valid_from < $2`);
const WITHDRAW_LATER = statement(`update commission_terms set status = 'WITHDRAWN' where plan_id = $1 and status = 'PUBLISHED' and valid_from >= $2`);
const PUBLISH = statement(`
  update commission_terms set status = 'PUBLISHED', valid_from = $2, valid_to = 'infinity', published_by = $3, published_at = now() where id = $1`);

/** Shows of every plan the terms that are in force. Whoever publishes calls it, and a job for those that come into force later. */
export const PLANS_FOLLOW = `
  update commission_plan p set version = p.version + 1, scheme = t.scheme, tree_mode = t.tree_mode, currency = t.currency, rates = t.rates, min_hold_seconds = t.min_hold_seconds,
    effective_from = case when t.valid_from = '-infinity' then p.created_at else t.valid_from end, status = 'ACTIVE'
  from commission_terms t where t.plan_id = p.id and t.status = 'PUBLISHED' and t.valid_from <= now() and now() < t.valid_to
    and (p.status, p.scheme, p.tree_mode, p.currency, p.rates, p.min_hold_seconds) is distinct from ('ACTIVE', t.scheme, t.tree_mode, t.currency, t.rates, t.min_hold_seconds)`;
const FOLLOW = statement(PLANS_FOLLOW);

/** By the columns of `TERMS`. */
const valuesOf = (draft: PlanDraft, author: string): unknown[] => [
  ...[draft.scheme, draft.treeMode, draft.currency, draft.rates, draft.minHoldSeconds, draft.maxHoldSeconds, draft.hedged, draft.capPerDeal],
  ...[draft.capPerDay, draft.capPerMonth, draft.levelMultipliers, draft.tiers?.by ?? null, draft.tiers?.counting ?? null, draft.tiers?.windowDays ?? null],
  ...[draft.tiers?.activeLots ?? null, draft.tiers?.steps.map(({ from }) => from) ?? null, draft.tiers?.steps.map(({ multiplier }) => multiplier) ?? null],
  ...[draft.revenue, draft.negativeCarry, draft.decimals, draft.rounding, draft.qualification?.firstDeposit ?? null, draft.qualification?.lots ?? null],
  ...[draft.qualification?.days ?? null, draft.qualification?.from ?? null, draft.note, author],
];

function snapshot({ id: _id, version: _version, name: _name, ...terms }: PlanDraft): JsonObject {
  return JSON.parse(JSON.stringify(terms)) as JsonObject;
}

/** Drafts the terms of plans, tries them on past deals, and puts them in force. What is published is never changed. */
export class PlanService {
  readonly #database: Database;
  readonly #audit: AuditTrail;
  readonly #engine: AccrualEngine;

  constructor(database: Database, audit: AuditTrail, engine: AccrualEngine) {
    this.#database = database;
    this.#audit = audit;
    this.#engine = engine;
  }

  /** The draft of a plan, as it is from now on: a plan has one at most. Answers with the plan's id. */
  draft(request: Request, draft: PlanDraft): Promise<string> {
    checkBroker(request.actor);
    checkTerms(draft);
    return this.#database.unit(async (unit) => {
      await checkKnown(unit, draft);
      if (draft.id != null && isId(draft.id)) checkTerms(draft, await greatestMultiplier(unit, draft.id));
      const plan = draft.id == null ? await this.#begin(unit, draft) : await this.#lock(unit, draft.id, draft.version ?? 0);
      const termsId = plan.draftId ?? newId();
      unit.write(DROP_RATES, [termsId]);
      unit.write(DRAFT, [termsId, plan.id, plan.lastNumber + 1, ...valuesOf(draft, request.actor.name)]);
      unit.write(ADD_RATES, [termsId, JSON.stringify(draft.special)]);
      unit.write(TOUCH, [plan.id]);
      this.#audit.append(unit, request, {
        action: 'commissionPlan.draft',
        subjectType: 'CommissionPlan',
        subjectId: plan.id,
        after: { name: plan.name, ...snapshot(draft) },
      });
      return plan.id;
    });
  }

  /** What past deals of the plan's partners would have come to by its draft. Nothing is posted. */
  async simulate(
    actor: Actor,
    { id, period }: { readonly id: string; readonly period: { readonly from?: string | null; readonly to?: string | null } },
  ): Promise<RecalculationResult> {
    checkBroker(actor);
    const { rows } = await this.#database.pool.query<{ id: string }>(`select id from commission_terms where plan_id = $1 and status = 'DRAFT'`, [
      isId(id) ? id : null,
    ]);
    if (rows[0] === undefined) throw refusal('NOT_FOUND', 'There is no plan with this id that has a draft.', ['id']);
    const tickets = await chooseDeals(this.#database.pool, { period, planId: id });
    return { deals: tickets.length, differences: await this.#engine.compare(tickets, rows[0].id) };
  }

  /**
   * Puts the draft in force, at once or from a later time on: trades before it are paid by what held then. The first terms of a plan may begin
   * earlier; what was traded since then and paid nothing is paid when somebody has it worked out anew.
   */
  publish(
    request: Request,
    { id, version, effectiveFrom }: { readonly id: string; readonly version: number; readonly effectiveFrom?: string | null },
  ): Promise<string> {
    checkBroker(request.actor);
    const from = effectiveFrom == null ? new Date() : new Date(effectiveFrom);
    return this.#database.unit(async (unit) => {
      const plan = await this.#lock(unit, id, version);
      if (plan.draftId === null) throw refusal('ILLEGAL_TRANSITION', 'The plan has no draft.', ['id']);
      // where nothing held, nobody was paid by it
      if (from.getTime() < Date.now() - 60_000 && (await unit.row(HELD, [plan.id])) !== undefined)
        throw refusal('INVALID', 'This is over: what was traded then is paid by what held then. Publish it from now on, or later.', ['effectiveFrom']);
      checkTerms(await draftedTerms(unit, plan.draftId), await greatestMultiplier(unit, plan.id));
      const at = from.toISOString();
      unit.write(WITHDRAW_LATER, [plan.id, at]);
      unit.write(END_BEFORE, [plan.id, at]);
      unit.write(PUBLISH, [plan.draftId, at, request.actor.name]);
      unit.write(TOUCH, [plan.id]);
      unit.write(FOLLOW);
      this.#audit.append(unit, request, {
        action: 'commissionPlan.publish',
        subjectType: 'CommissionPlan',
        subjectId: plan.id,
        after: { name: plan.name, effectiveFrom: at },
      });
      return plan.id;
    });
  }

  async #begin(unit: Unit, draft: PlanDraft): Promise<PlanRow> {
    const name = checkedName(draft.name ?? '', 'name');
    if ((await unit.row(TAKEN, [name])) !== undefined) throw refusal('ALREADY_EXISTS', 'There is a plan of this name already.', ['name']);
    const id = newId();
    unit.write(ADD, [id, name, draft.scheme, draft.treeMode, draft.currency, draft.rates, draft.minHoldSeconds]);
    return { id, version: 1, name, draftId: id, lastNumber: 0 };
  }

  async #lock(unit: Unit, id: string, version: number): Promise<PlanRow> {
    const plan = isId(id) ? await unit.row<PlanRow>(LOCK, [id]) : undefined;
    if (plan === undefined) throw notFound('commission plan', 'id');
    if (plan.version !== version) throw staleVersion(plan.version);
    return plan;
  }
}

async function checkKnown(unit: Unit, { special }: PlanDraft): Promise<void> {
  const unknown = special.length === 0 ? undefined : await unit.row<{ name: string }>(UNKNOWN, [JSON.stringify(special)]);
  if (unknown !== undefined) throw refusal('NOT_FOUND', `No instrument or group is called ${unknown.name}.`, ['special']);
}

function checkBroker(actor: Actor): void {
  if (actor.clientId !== null || actor.partnerId !== null) throw refusal('POLICY_FORBIDS', 'The broker alone makes plans.');
}
