import type { ClientBase } from 'pg';
import { READ_FACTS, type RiskFacts } from '../../../modules/risk/risk.facts.js';
import { READ_RULE_SET } from '../../../modules/risk/risk.record.js';
import { rate, type RiskRuleSet } from '../../../modules/risk/risk.rules.js';
import { idFrom } from './derived-ids.js';

/** The facts of so many are read in one walk over the transactions. */
const BATCH = 25_000;
const NEXT = `select id from client where id > $1 order by id limit ${BATCH}`;

// A number of the client's own, so that the same brokerage has the same history.
const CHANCE = (id: string): string => `('x' || left(md5(${id}::text || 'risk'), 6))::bit(24)::int`;

const RATINGS = `
  insert into risk_rating (id, client_id, rule_set, score, rated_level, level, inputs, factors, cause, rated_by, rated_at, next_review_on, reviewed_by, reviewed_by_id, reviewed_at)
  select ${idFrom('c.id', 'rating')}, c.id, $2, r.score, r.level, r.level, r.facts, r.factors, 'What the rules ask about has changed.', 'Countinghouse', t.at,
    (t.at + i.months * interval '1 month')::date, s.name, s.id, case when s.id is not null then least(t.at + interval '20 hours', $3::timestamptz) end
  from jsonb_to_recordset($1::jsonb) as r ("clientId" uuid, score int, level text, facts jsonb, factors jsonb)
  join client c on c.id = r."clientId" join kyc_review_interval i on i.risk_level = r.level
  cross join lateral (select greatest(c.created_at, $3::timestamptz - (${CHANCE('c.id')} % 300) * interval '1 day' - interval '11 hours') as at) t
  left join staff_member s on s.email = 'compliance@demo.example' and r.level = 'HIGH' and ${CHANCE('c.id')} % 5 > 0`;

/** One of each kind: who asked is the compliance officer who signs in, who confirmed is a colleague. */
const override = (status: string, rated: string, level: string, reason: string, more: string): string => `
  insert into risk_override (id, version, client_id, level, from_level, rated_level, status, reason, asked_by, asked_by_id, asked_at, decided_by, decided_by_id, decided_at,
    ended_by, ended_by_id, ended_at, end_reason)
  select ${idFrom('r.client_id', 'override')}, 1, r.client_id, '${level}', r.level, r.level, '${status}', '${reason}', s.name, s.id, $1::timestamptz - interval '5 days', ${more}
  from (select r.client_id, r.level from risk_rating r join client c on c.id = r.client_id where r.rated_level = '${rated}' and c.onboarding_status = 'APPROVED'
      and c.email <> 'client@demo.example' and not exists (select from risk_override o where o.client_id = r.client_id)
      and not exists (select from screening_hit h where h.client_id = r.client_id) order by md5(r.client_id::text) limit 1) r
  cross join (select id, name from staff_member where email = 'compliance@demo.example') s
  cross join (select id, name from staff_member where departments @> '{COMPLIANCE}' and is_active and email <> 'compliance@demo.example' order by id limit 1) o`;
const DECIDED = `o.name, o.id, $1::timestamptz - interval '4 days'`;
const NOT_DECIDED = 'null, null::uuid, null::timestamptz';
const NOT_ENDED = 'null, null::uuid, null::timestamptz, null';

const OVERRIDES = [
  override('ACTIVE', 'LOW', 'HIGH', 'The press writes of an investigation', `${NOT_DECIDED}, ${NOT_ENDED}`),
  override('ACTIVE', 'MEDIUM', 'LOW', 'Salary account of a listed employer, seen for years', `${DECIDED}, ${NOT_ENDED}`),
  override('PROPOSED', 'MEDIUM', 'LOW', 'Source of funds documented in full', `${NOT_DECIDED}, ${NOT_ENDED}`),
  override('DECLINED', 'MEDIUM', 'LOW', 'A good customer', `${DECIDED}, ${NOT_ENDED}`),
  override(
    'ENDED',
    'LOW',
    'MEDIUM',
    'Until the new address is proven',
    `${NOT_DECIDED}, o.name, o.id, $1::timestamptz - interval '1 day', 'The address was proven'`,
  ),
  `update risk_rating r set level = o.level, override_id = o.id, cause = 'Overridden: ' || o.reason, rated_by = o.asked_by, rated_by_id = o.asked_by_id, rated_at = coalesce(o.decided_at, o.asked_at),
     next_review_on = (coalesce(o.decided_at, o.asked_at) + i.months * interval '1 month')::date, reviewed_by = null, reviewed_by_id = null, reviewed_at = null
   from risk_override o join kyc_review_interval i on i.risk_level = o.level where o.client_id = r.client_id and o.status = 'ACTIVE'`,
];

// Some have come of age: those who were rated longest ago.
const REVIEWS = [
  `update risk_rating set next_review_on = $1::date - 1 where id in (select r.id from risk_rating r join client c on c.id = r.client_id
     where c.onboarding_status = 'APPROVED' and r.level <> 'HIGH' and r.override_id is null order by r.rated_at, r.id limit 6)`,
  `update client c set risk_level = r.level from risk_rating r where r.client_id = c.id and r.level <> c.risk_level`,
  `insert into task (id, kind, department, priority, subject_type, subject_id, client_id, detail, opened_at, due_at)
   select ${idFrom('r.id', 'task')}, p.kind, p.department, p.priority, 'Client', r.client_id, r.client_id,
     case when r.level = 'HIGH' then 'Rated HIGH with ' || r.score || ' points: ' || r.cause else 'Rated ' || r.level || ', to be reviewed by ' || r.next_review_on || '.' end, t.at, t.at + p.due_within
   from risk_rating r join client c on c.id = r.client_id join task_policy p on p.kind = 'RISK_REVIEW'
   cross join lateral (select case when r.next_review_on <= $1::date then $1::timestamptz - interval '10 hours' else r.rated_at end as at) t
   where c.onboarding_status not in ('REJECTED', 'CLOSED', 'TERMINATED') and (r.level = 'HIGH' and r.reviewed_at is null or r.next_review_on <= $1::date)`,
  `insert into task (id, kind, department, priority, subject_type, subject_id, client_id, detail, opened_at, due_at)
   select ${idFrom('o.id', 'task')}, p.kind, p.department, p.priority, 'RiskOverride', o.id, o.client_id, 'To be rated ' || o.level || ' instead of ' || o.from_level || '.', o.asked_at,
     o.asked_at + p.due_within from risk_override o join task_policy p on p.kind = 'RISK_OVERRIDE' where o.status = 'PROPOSED'`,
  `insert into kyc_check (client_id, kind, outcome, valid_until, detail, checked_at)
   select r.client_id, 'RISK_RATING', case when w.waits then 'PENDING' else 'PASSED' end, case when not w.waits then r.next_review_on end,
     case when w.waits then 'Rated HIGH: somebody has to look at it.' else 'Rated ' || r.level || ', to be reviewed by ' || r.next_review_on || '.' end, r.rated_at
   from risk_rating r cross join lateral (select r.level = 'HIGH' and r.reviewed_at is null as waits) w`,
];

/** Everybody's rating by the published rules, out of what the year has left; the clients have the levels that follow. */
export async function addRisk(connection: ClientBase, now: Date): Promise<void> {
  const ruleSet = (await connection.query<RiskRuleSet>(READ_RULE_SET)).rows[0] as RiskRuleSet;
  for (let last = '00000000-0000-0000-0000-000000000000'; ;) {
    const { rows } = await connection.query<{ id: string }>(NEXT, [last]);
    if (rows.length === 0) break;
    const facts = await connection.query<{ clientId: string; facts: RiskFacts }>(READ_FACTS, [rows.map(({ id }) => id), now]);
    const rated = facts.rows.map((row) => ({ ...row, ...rate(row.facts, ruleSet) }));
    await connection.query(RATINGS, [JSON.stringify(rated), ruleSet.number, now]);
    last = (rows.at(-1) as { id: string }).id;
  }
  for (const statement of [...OVERRIDES, ...REVIEWS]) await connection.query(statement, statement.includes('$1') ? [now] : []);
  for (const table of ['risk_rating', 'screening_hit', 'client_screening', 'watchlist_name']) await connection.query(`analyze ${table}`);
}
