import type { Actor } from '../../access/actor.js';
import { newId } from '../../database/ids.js';
import { statement, type Unit } from '../../database/unit.js';
import { READ_FACTS, type RiskFacts } from './risk.facts.js';
import type { FiredRule, Rated, RiskLevel, RiskRuleSet } from './risk.rules.js';

/** The rating that holds. */
export interface RatingRecord {
  readonly id: string;
  readonly ruleSet: number;
  readonly score: number;
  readonly ratedLevel: RiskLevel;
  readonly level: RiskLevel;
  readonly factors: readonly FiredRule[];
  readonly nextReviewOn: string;
  readonly reviewedBy: string | null;
  readonly reviewedById: string | null;
  readonly reviewedAt: string | null;
  readonly overrideId: string | null;
}

export interface OverrideRecord {
  readonly id: string;
  readonly version: number;
  readonly clientId: string;
  readonly level: RiskLevel;
  readonly fromLevel: RiskLevel;
  readonly ratedLevel: RiskLevel;
  readonly status: 'PROPOSED' | 'ACTIVE' | 'DECLINED' | 'ENDED';
  readonly reason: string;
  readonly until: string | null;
  readonly isOver: boolean;
  readonly askedById: string | null;
}

const RULE_SET = `
  select s.number, s.medium_from as "mediumFrom", s.high_from as "highFrom",
    (select jsonb_agg(jsonb_build_object('factor', r.factor, 'code', r.code, 'title', r.title, 'condition', r.condition, 'points', r.points, 'atLeast', r.at_least) order by r.number)
     from risk_rule r where r.set_id = s.id) as rules
  from risk_rule_set s where s.status = 'PUBLISHED'`;
export const READ_RULE_SET = RULE_SET;

const LOCK_CLIENT = statement('select id, risk_level as level from client where id = $1 for no key update');
const FACTS = statement(READ_FACTS);
const PUBLISHED = statement(RULE_SET);
const CURRENT = statement(`
  select id, rule_set as "ruleSet", score, rated_level as "ratedLevel", level, factors, next_review_on::text as "nextReviewOn", reviewed_by as "reviewedBy",
    reviewed_by_id as "reviewedById", reviewed_at as "reviewedAt", override_id as "overrideId" from risk_rating where client_id = $1 and superseded_at is null`);
const OVERRIDE_COLUMNS = `id, version, client_id as "clientId", level, from_level as "fromLevel", rated_level as "ratedLevel", status, reason, until::text as until,
  coalesce(until < current_date, false) as "isOver", asked_by_id as "askedById"`;
const ACTIVE_OVERRIDE = statement(`select ${OVERRIDE_COLUMNS} from risk_override where client_id = $1 and status = 'ACTIVE'`);
const LOCK_OVERRIDE_CLIENT = statement('select from client where id = (select client_id from risk_override where id = $1) for no key update');
const LOCK_OVERRIDE = statement(`select ${OVERRIDE_COLUMNS} from risk_override where id = $1 for no key update`);
const END_OVERRIDE = statement(`
  update risk_override set version = version + 1, status = 'ENDED', ended_by = $2, ended_by_id = $3, ended_at = now(), end_reason = $4 where id = $1`);
/** As long from today as clients of the level are left alone. */
const NEXT_REVIEW = (level: string): string =>
  `(select (current_date + i.months * interval '1 month')::date from kyc_review_interval i where i.risk_level = ${level})`;
const SUPERSEDE = statement('update risk_rating set superseded_at = now() where client_id = $1 and superseded_at is null');
const ADD = statement(`
  insert into risk_rating (id, client_id, rule_set, score, rated_level, level, override_id, inputs, factors, cause, rated_by, rated_by_id, next_review_on, reviewed_by,
    reviewed_by_id, reviewed_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, coalesce($13::date, ${NEXT_REVIEW('$6')}), $14, $15, $16)
  returning next_review_on::text as "nextReviewOn"`);
const SET_LEVEL = statement('update client set version = version + 1, risk_level = $2, updated_at = now() where id = $1');
const REVIEWED = statement(`
  update risk_rating set next_review_on = ${NEXT_REVIEW('level')}, reviewed_by = $2, reviewed_by_id = $3, reviewed_at = now()
  where id = $1 returning next_review_on::text as "nextReviewOn"`);

/** Everything about a client that a rating follows from, under the client's lock. */
export interface RiskFile {
  readonly clientId: string;
  /** As the client has it. */
  readonly level: RiskLevel;
  readonly facts: RiskFacts;
  readonly ruleSet: RiskRuleSet;
  readonly current: RatingRecord | undefined;
  readonly override: OverrideRecord | undefined;
}

/** Undefined: there is no such client. */
export async function lockRiskFile(unit: Unit, clientId: string): Promise<RiskFile | undefined> {
  const [client, [row], ruleSet, current, override] = await Promise.all([
    unit.row<{ level: RiskLevel }>(LOCK_CLIENT, [clientId]),
    unit.rows<{ facts: RiskFacts }>(FACTS, [[clientId], new Date().toISOString()]),
    unit.row<RiskRuleSet>(PUBLISHED),
    unit.row<RatingRecord>(CURRENT, [clientId]),
    unit.row<OverrideRecord>(ACTIVE_OVERRIDE, [clientId]),
  ]);
  if (client === undefined || row === undefined) return undefined;
  if (ruleSet === undefined) throw new Error('No rules for risk ratings are published');
  return { clientId, level: client.level, facts: row.facts, ruleSet, current, override };
}

/** The client first, as everybody does who works on its rating. */
export async function lockOverride(unit: Unit, id: string): Promise<OverrideRecord | undefined> {
  const [, override] = await Promise.all([unit.row(LOCK_OVERRIDE_CLIENT, [id]), unit.row<OverrideRecord>(LOCK_OVERRIDE, [id])]);
  return override;
}

export function endOverride(unit: Unit, id: string, by: Actor, reason: string): void {
  unit.write(END_OVERRIDE, [id, by.name, by.kind === 'SYSTEM' ? null : by.id, reason]);
}

export interface NewRating {
  readonly rated: Rated;
  readonly level: RiskLevel;
  readonly overrideId: string | null;
  readonly cause: string;
  /** Null: as long from now as the level says. */
  readonly nextReviewOn: string | null;
  /** Who has looked at the client at this level. */
  readonly reviewed: Pick<RatingRecord, 'reviewedBy' | 'reviewedById' | 'reviewedAt'>;
}

/** Takes the place of the rating that held; answers with the day of the next review. */
export async function addRating(unit: Unit, { clientId, facts, ruleSet, level }: RiskFile, rating: NewRating, by: Actor): Promise<string> {
  unit.write(SUPERSEDE, [clientId]);
  if (rating.level !== level) unit.write(SET_LEVEL, [clientId, rating.level]);
  const { rated, reviewed } = rating;
  const added = await unit.row<{ nextReviewOn: string }>(ADD, [
    ...[newId(), clientId, ruleSet.number, rated.score, rated.level, rating.level, rating.overrideId, JSON.stringify(facts), JSON.stringify(rated.factors)],
    ...[rating.cause, by.name, by.kind === 'SYSTEM' ? null : by.id, rating.nextReviewOn],
    ...[reviewed.reviewedBy, reviewed.reviewedById, reviewed.reviewedAt],
  ]);
  return (added as { nextReviewOn: string }).nextReviewOn;
}

export async function markReviewed(unit: Unit, ratingId: string, by: Actor): Promise<string> {
  const row = await unit.row<{ nextReviewOn: string }>(REVIEWED, [ratingId, by.name, by.id]);
  return (row as { nextReviewOn: string }).nextReviewOn;
}
