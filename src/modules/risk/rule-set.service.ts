import type { Request } from '../../access/actor.js';
import { isId, newId } from '../../database/ids.js';
import type { Database } from '../../database/orm.js';
import { statement } from '../../database/unit.js';
import { notFound, refusal, staleVersion } from '../../runtime/refusal.js';
import type { AuditTrail } from '../audit/index.js';
import { RISK_RERATE } from './risk.sweep.js';
import { conditionOf, type GivenLevel, ratable, type RiskFactor } from './risk.rules.js';
import { checkPerson } from './risk.service.js';

export interface RuleInput {
  readonly factor: RiskFactor;
  readonly code: string;
  readonly title: string;
  readonly condition: unknown;
  readonly points: number;
  readonly atLeast?: GivenLevel | null;
}

export interface RuleSetInput {
  readonly note: string;
  readonly mediumFrom: number;
  readonly highFrom: number;
  readonly rules: readonly RuleInput[];
}

const ADD = statement(`
  insert into risk_rule_set (id, number, note, medium_from, high_from, drafted_by, drafted_by_id)
  select $1, max(number) + 1, $2, $3, $4, $5, $6 from risk_rule_set returning number`);
const ADD_RULES = statement(`
  insert into risk_rule (set_id, number, factor, code, title, condition, points, at_least)
  select $1, r.number, r.factor, r.code, r.title, r.condition, r.points, r."atLeast"
  from jsonb_to_recordset($2::jsonb) as r (number int, factor text, code text, title text, condition jsonb, points int, "atLeast" text)`);
const ONE_AT_A_TIME = statement(`select pg_advisory_xact_lock(hashtext('risk rule sets'))`);
const LOCK = statement('select id, version, number, status, drafted_by_id as "draftedById" from risk_rule_set where id = $1 for update');
const RETIRE = statement(`update risk_rule_set set version = version + 1, status = 'RETIRED' where status = 'PUBLISHED'`);
const PUBLISH = statement(`
  update risk_rule_set set version = version + 1, status = 'PUBLISHED', published_by = $2, published_by_id = $3, published_at = now() where id = $1`);

const MOST_RULES = 100;

/** Drafts and publishes the rules. A set is never changed: what a rating was made by can be read years later. */
export class RiskRuleSetService {
  readonly #database: Database;
  readonly #audit: AuditTrail;

  constructor(database: Database, audit: AuditTrail) {
    this.#database = database;
    this.#audit = audit;
  }

  /** A whole new set; it holds once somebody else has published it. */
  async draft(request: Request, input: RuleSetInput): Promise<string> {
    checkPerson(request.actor);
    checkSet(input);
    const { note, mediumFrom, highFrom, rules } = input;
    return this.#database.unit(async (unit) => {
      const id = newId();
      unit.write(ONE_AT_A_TIME);
      const values = [id, note.trim(), mediumFrom, highFrom, request.actor.name, request.actor.id];
      const added = await unit.row<{ number: number }>(ADD, values);
      unit.write(ADD_RULES, [id, JSON.stringify(rules.map((rule, at) => ({ ...rule, number: at + 1 })))]);
      this.#audit.append(unit, request, {
        ...{ action: 'riskRuleSet.draft', subjectType: 'RiskRuleSet', subjectId: id, reason: note.trim() },
        after: { number: added?.number ?? null, mediumFrom, highFrom, rules: rules.map(({ code, points }) => `${code} ${points}`) },
      });
      return id;
    });
  }

  /** From now on ratings are made by it; all clients are rated anew in the background. */
  async publish(request: Request, input: { readonly id: string; readonly version: number }): Promise<string> {
    const { actor } = request;
    checkPerson(actor);
    return this.#database.unit(async (unit) => {
      unit.write(ONE_AT_A_TIME);
      const set = isId(input.id)
        ? await unit.row<{ id: string; version: number; number: number; status: string; draftedById: string | null }>(LOCK, [input.id])
        : undefined;
      if (set === undefined) throw notFound('set of rules', 'id');
      if (set.version !== input.version) throw staleVersion(set.version);
      if (set.status !== 'DRAFT') throw refusal('ILLEGAL_TRANSITION', `The set is ${set.status}: draft another one.`, ['id']);
      if (set.draftedById === actor.id) throw refusal('MAKER_CANNOT_CHECK', 'You drafted this yourself: somebody else has to publish it.', ['id']);
      unit.write(RETIRE);
      unit.write(PUBLISH, [set.id, actor.name, actor.id]);
      unit.enqueue(RISK_RERATE, {}, { key: 'published' });
      this.#audit.append(unit, request, {
        ...{ action: 'riskRuleSet.publish', subjectType: 'RiskRuleSet', subjectId: set.id },
        ...{ before: { status: 'DRAFT' }, after: { status: 'PUBLISHED', number: set.number } },
      });
      return set.id;
    });
  }
}

function checkSet({ note, mediumFrom, highFrom, rules }: RuleSetInput): void {
  if (note.trim().length < 3 || note.length > 1000) throw refusal('INVALID', 'Say in 3 to 1000 characters what the set changes.', ['note']);
  if (mediumFrom < 1 || highFrom <= mediumFrom) throw refusal('INVALID', 'MEDIUM begins above 0, and HIGH above MEDIUM.', ['highFrom']);
  if (rules.length === 0 || rules.length > MOST_RULES) throw refusal('INVALID', `A set has 1 to ${MOST_RULES} rules.`, ['rules']);
  if (new Set(rules.map(({ code }) => code)).size < rules.length) throw refusal('INVALID', 'Each rule has a code of its own.', ['rules']);
  for (const [at, rule] of rules.entries()) checkRule(rule, ['rules', String(at)]);
}

function checkRule({ code, title, condition, points, atLeast }: RuleInput, path: readonly string[]): void {
  if (!/^[a-z][a-z0-9-]{1,39}$/.test(code)) throw refusal('INVALID', 'A code is of lower-case letters, digits and hyphens.', [...path, 'code']);
  if (title.trim().length < 3 || title.length > 200) throw refusal('INVALID', 'A title has 3 to 200 characters.', [...path, 'title']);
  if (points < -100 || points > 100) throw refusal('INVALID', 'A rule gives from -100 to 100 points.', [...path, 'points']);
  if (atLeast != null && ratable(atLeast, [...path, 'atLeast']) === 'LOW') throw refusal('INVALID', 'Nobody is below LOW: leave it out.', [...path, 'atLeast']);
  if (conditionOf(condition) === null)
    throw refusal('INVALID', 'A condition is such as {"input": "chargebacks", "atLeast": 1}, or several of them in "all" or "any".', [...path, 'condition']);
}
