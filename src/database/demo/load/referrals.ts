import type { ClientBase } from 'pg';
import { PARTNER_EMAIL } from '../sign-ins.js';
import { idFrom } from './derived-ids.js';

const DICE = (id: string): string => `('x' || right(${id}::text, 6))::bit(24)::int`;

const PAGES = `
  insert into referral_landing_page (code, url, is_default, updated_at) values
    ('open-account', 'https://www.demo-broker.example/open-account', true, $1::timestamptz - interval '300 days'),
    ('gold', 'https://www.demo-broker.example/markets/gold', false, $1::timestamptz - interval '80 days')`;

// Everybody has a link from the beginning; some have made others since, and have taken a few of them back.
const LINKS = [
  `insert into referral_link (id, partner_id, code, created_at) select id, id, referral_code, created_at from partner`,
  `insert into referral_link (id, version, partner_id, code, label, landing_page, created_at, retired_at)
   select ${idFrom('p.id', 'link', 'n.label')}, case when d.is_retired then 2 else 1 end, p.id, upper(left(md5(p.id::text || n.label), 6)) || '-' || upper(right(md5(p.id::text || n.label), 4)), n.label,
     n.page, p.created_at + interval '9 days', case when d.is_retired then p.created_at + interval '40 days' end
   from partner p cross join (values ('Video channel', null), ('Gold seminar', 'gold')) n (label, page)
   cross join lateral (select n.label = 'Gold seminar' and ${DICE('p.id')} % 3 = 0 and p.email <> '${PARTNER_EMAIL}' as is_retired) d
   where (${DICE('p.id')} % 4 = 0 or p.email = '${PARTNER_EMAIL}') and p.created_at < $1::timestamptz - interval '60 days'`,
];

// Of those whom partners introduced, four in five came by a link; of the others a few by one that was dead.
const SIGN_UPS = [
  `insert into referral_sign_up (client_id, link_id, campaign, clicked_at, signed_up_at, first_deposit_at)
   select c.id, l.id, (array['', 'newsletter', 'video', 'spring'])[1 + d.dice % 4], case when d.dice % 7 > 0 then c.created_at - (1 + d.dice % 9000) * interval '1 minute' end, c.created_at, c.first_funded_at
   from client c cross join lateral (select ${DICE('c.id')} as dice) d
   cross join lateral (select l.id from referral_link l where l.partner_id = c.partner_id and l.created_at < c.created_at and (l.retired_at is null or l.retired_at > c.created_at)
     order by md5(l.id::text || c.id::text) limit 1) l
   where c.partner_id is not null and d.dice % 5 > 0`,
  `insert into referral_sign_up (client_id, link_id, campaign, clicked_at, signed_up_at, is_dead, first_deposit_at)
   select c.id, l.id, 'video', c.created_at - interval '3 days', c.created_at, true, c.first_funded_at
   from (select *, row_number() over (order by created_at desc, id) as nth from client where partner_id is null) c
   join (select l.id, row_number() over (order by l.id) as nth from referral_link l join partner p on p.id = l.partner_id where p.status in ('SUSPENDED', 'CLOSED')) l on l.nth = c.nth
   where c.nth <= 5`,
];

const DAILY = `
  insert into referral_daily (link_id, day, campaign, clicks, sign_ups, first_deposits)
  select link_id, day, campaign, sum(clicks)::int, sum(sign_ups)::int, sum(first_deposits)::int from (
    select link_id, (coalesce(clicked_at, signed_up_at) at time zone 'UTC')::date as day, campaign, 2 + ${DICE('client_id')} % 17 as clicks, 0 as sign_ups, 0 as first_deposits from referral_sign_up
    union all select link_id, (signed_up_at at time zone 'UTC')::date, campaign, 0, 1, 0 from referral_sign_up
    union all select link_id, (first_deposit_at at time zone 'UTC')::date, campaign, 0, 0, 1 from referral_sign_up where first_deposit_at is not null) d
  group by 1, 2, 3`;

/** Links of partners, who came by them, and what came of that. */
export async function addReferrals(connection: ClientBase, now: Date): Promise<void> {
  for (const statement of [PAGES, ...LINKS, ...SIGN_UPS, DAILY]) await connection.query(statement, statement.includes('$1') ? [now] : []);
  await connection.query('analyze referral_landing_page, referral_link, referral_sign_up, referral_daily');
}
