import type { ClientBase } from 'pg';
import { addApplications } from './applications.js';
import type { DemoSealing } from './sealing.js';
import { factsOf, factsSql, rulesSql, type StoredFacts } from '../../../modules/kyc/kyc.facts.js';
import { assess, type LevelRule } from '../../../modules/kyc/kyc.rules.js';

// Everybody was verified before levels were data: what nothing is known of is carried. The last document that was approved was the last
// review; where that is too long ago for the risk, there was one since.
const STANDINGS = `
  insert into kyc_standing (id, carried_level, reviewed_at, review_due_on, assessed_on)
  select c.id, c.kyc_level, r.reviewed_at, (r.reviewed_at + i.months * interval '1 month')::date, $1::date
  from client c join kyc_review_interval i on i.risk_level = c.risk_level
    cross join lateral (select coalesce(max(reviewed_at), c.created_at) as last_at from document where client_id = c.id and status = 'APPROVED') l
    cross join lateral (
      select case when l.last_at + i.months * interval '1 month' > $1::timestamptz + interval '7 days' then l.last_at
        else $1::timestamptz - (('x' || left(md5(c.id::text), 6))::bit(24)::int % (i.months * 20)) * interval '1 day' end as reviewed_at) r
  where c.kyc_level > 0 or l.last_at > c.created_at`;

const APPLICATIONS = `
  insert into kyc_check (client_id, kind, outcome, detail, checked_at)
  select id, 'APPLICATION', 'PASSED', 'Approved before applications were kept here.', updated_at from client where kyc_level > 1`;

/** Who was turned down may not send another. */
const FOR_GOOD = `
  update document d set may_resubmit = c.onboarding_status <> 'REJECTED' from client c where c.id = d.client_id and d.status = 'REJECTED'`;

const BATCH = 5000;
const RULES = `select c.type || c.jurisdiction as kind, ${rulesSql('c')} as rules from (select distinct type, jurisdiction from client) c`;
const FACTS = `
  select c.id, c.type || c.jurisdiction as kind, ${factsSql('c', '$1::date', 'null::jsonb')} as facts from client c where c.id > $2 order by c.id limit ${BATCH}`;
const SETTLE = `
  with found as (select * from jsonb_to_recordset($1::jsonb) as f (id uuid, status text, level smallint, "expiresOn" date)),
    clients as (update client c set kyc_status = f.status, kyc_level = f.level from found f
      where f.id = c.id and (c.kyc_status, c.kyc_level) is distinct from (f.status, f.level))
  update kyc_standing s set expires_on = f."expiresOn" from found f where f.id = s.id and f."expiresOn" is not null`;

/** On what the clients' KYC levels rest, beside their documents; and the levels that follow from it. */
export async function addKyc(connection: ClientBase, now: Date, { sealing, seed }: { readonly sealing: DemoSealing; readonly seed: number }): Promise<void> {
  for (const statement of [STANDINGS, APPLICATIONS, FOR_GOOD]) await connection.query(statement, statement.includes('$1') ? [now] : []);
  await addApplications(connection, sealing, seed);
  const { rows: kinds } = await connection.query<{ kind: string; rules: LevelRule[] }>(RULES);
  const rulesOf = new Map(kinds.map(({ kind, rules }) => [kind, rules]));
  let last = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const { rows } = await connection.query<{ id: string; kind: string; facts: StoredFacts }>(FACTS, [now, last]);
    const found = rows.map(({ id, kind, facts }) => ({ id, ...assess({ ...factsOf(facts), rules: rulesOf.get(kind) ?? [] }), steps: undefined }));
    await connection.query(SETTLE, [JSON.stringify(found)]);
    last = rows.at(-1)?.id ?? last;
    if (rows.length < BATCH) break;
  }
  await connection.query('analyze kyc_standing, kyc_check, application');
}
