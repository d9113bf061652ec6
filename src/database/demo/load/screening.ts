import { createHash } from 'node:crypto';
import type { ClientBase } from 'pg';
import { matchScore } from '../../../connectors/screening/match.score.js';
import { normalName } from '../../../connectors/screening/name.normal.js';
import { nameScore } from '../../../connectors/screening/name.score.js';
import type { ListedParty, ScreeningList, ScreeningSubject } from '../../../connectors/screening/port.js';
import { matchPolicy, READ_POLICY, type ScreeningPolicyRow } from '../../../modules/screening/screening.policy.js';
import { idFrom } from './derived-ids.js';

/** An entry that is made for somebody, and what was decided on it. */
interface Case {
  readonly list: ScreeningList;
  readonly kind: 'PERSON' | 'ORGANISATION';
  readonly status: 'WAITING' | 'TRUE_MATCH' | 'FALSE_POSITIVE' | 'WITHDRAWN';
  /** How the list writes the name. */
  readonly name: (name: string) => string;
  readonly countries: 'own' | 'other' | 'none';
  readonly programmes: readonly string[];
  readonly reason: string | null;
}

const capitals = (name: string): string => name.toUpperCase();
const swapped = (name: string): string => {
  const [first = '', ...rest] = name.split(' ');
  return `${rest.join(' ').toUpperCase()}, ${first}`;
};
const withSecondName = (name: string): string => name.replace(' ', ' Marek ');

const waiting = { status: 'WAITING', reason: null } as const;
const CASES: readonly Case[] = [
  { ...waiting, list: 'EU', kind: 'PERSON', name: swapped, countries: 'own', programmes: ['BLR'] },
  {
    list: 'PEP',
    kind: 'PERSON',
    status: 'TRUE_MATCH',
    name: capitals,
    countries: 'own',
    programmes: ['Member of parliament'],
    reason: 'Says so in the application',
  },
  { ...waiting, list: 'OFAC', kind: 'PERSON', name: withSecondName, countries: 'none', programmes: ['SDGT'] },
  { ...waiting, list: 'PEP', kind: 'PERSON', name: swapped, countries: 'own', programmes: ['Mayor', 'Member of a regional council'] },
  {
    list: 'EU',
    kind: 'PERSON',
    status: 'TRUE_MATCH',
    name: swapped,
    countries: 'own',
    programmes: ['RUS'],
    reason: 'Passport and place of birth are the same',
  },
  {
    list: 'EU',
    kind: 'PERSON',
    status: 'FALSE_POSITIVE',
    name: capitals,
    countries: 'other',
    programmes: ['SYR'],
    reason: 'Another photograph, thirty years older',
  },
  { ...waiting, list: 'OFAC_CONSOLIDATED', kind: 'ORGANISATION', name: capitals, countries: 'none', programmes: ['SSI'] },
  {
    list: 'OFAC',
    kind: 'PERSON',
    status: 'FALSE_POSITIVE',
    name: swapped,
    countries: 'none',
    programmes: ['IRAN'],
    reason: 'Never lived there, passport checked',
  },
  {
    list: 'PEP',
    kind: 'PERSON',
    status: 'FALSE_POSITIVE',
    name: swapped,
    countries: 'own',
    programmes: ['Judge'],
    reason: 'A common name; the judge is a woman',
  },
  { list: 'EU', kind: 'PERSON', status: 'WITHDRAWN', name: capitals, countries: 'none', programmes: ['BLR'], reason: null },
];

// Names that nobody shares, so that nobody else fits; the client who signs in stays out of it.
const PICKS = `
  select id, first_name || ' ' || last_name as person, company_name as "companyName", country from client c
  where (company_name is not null) = $1 and onboarding_status in ('APPROVED', 'SUSPENDED') and email <> 'client@demo.example'
    and not exists (select from client o where o.id <> c.id and (o.first_name, o.last_name) = (c.first_name, c.last_name)) order by md5(id::text) limit $2`;

interface Chosen {
  readonly id: string;
  readonly person: string;
  readonly companyName: string | null;
  readonly country: string;
}

const LISTS = `
  insert into watchlist (code, version, published_at, entries, imported_at, checked_at)
  select l.list, 1, to_char($2::timestamptz - interval '1 day', 'YYYY-MM-DD'), l.entries, $2::timestamptz - interval '9 hours', $2::timestamptz - interval '9 hours'
  from jsonb_to_recordset($1::jsonb) as l (list text, entries int)`;
const FOLLOWING = [
  `insert into watchlist_import (list, version, published_at, sha256, entries, changed, removed, imported_at)
   select code, 1, published_at, encode(sha256(code::bytea), 'hex'), entries, entries, 0, imported_at from watchlist`,
  `insert into screening_progress (list, version, at) select code, version, imported_at + interval '5 minutes' from watchlist`,
  `insert into screening_run (id, cause, lists, clients, new_hits, asked_by, at)
   select md5('run ' || w.code)::uuid, 'LIST_CHANGED', jsonb_build_object(w.code, 1), (select count(*) from client), (select count(*) from screening_hit h where h.list = w.code),
     'Countinghouse', w.imported_at + interval '5 minutes' from watchlist w`,
];
const PARTIES = `
  insert into watchlist_party (id, list, ref, kind, name, aliases, birth_dates, countries, programmes, hash, changed_in, seen_in)
  select md5(p.list || p.ref)::uuid, p.list, p.ref, p.kind, p.name, p.aliases, p."birthDates", p.countries, p.programmes, p.hash, 1, 1
  from jsonb_to_recordset($1::jsonb) as p (list text, ref text, kind text, name text, aliases text[], "birthDates" text[], countries text[], programmes text[], hash text)`;
const NAMES = `
  insert into watchlist_name (party_id, number, name, is_weak, normal, keys)
  select md5(n.list || n.ref)::uuid, 0, n.name, false, n.normal, n.keys from jsonb_to_recordset($1::jsonb) as n (list text, ref text, name text, normal text, keys text[])`;
const HITS = `
  insert into screening_hit (id, version, client_id, list, kind, entry_ref, entry_hash, entry, identity_version, status, score, matched_name, name_score, is_weak_name, birth_date,
    country, found_at, reason, decided_by, decided_by_id, decided_at, superseded_at)
  select ${idFrom('h."clientId"', 'hit')}, case h.status when 'WAITING' then 1 else 2 end, h."clientId", h.list, case h.list when 'PEP' then 'PEP' else 'SANCTIONS' end, h.ref,
    h.hash, h.entry, 1, h.status, h.score, h."matchedName", h."nameScore", false, h."birthDate", h.country, t.found_at, h.reason, s.name, s.id,
    case when s.id is not null then t.found_at + interval '3 hours' end, case when h.status = 'WITHDRAWN' then t.found_at + interval '20 hours' end
  from jsonb_to_recordset($1::jsonb) as h (at int, "clientId" uuid, list text, ref text, hash text, entry jsonb, status text, score numeric, "matchedName" text, "nameScore" numeric,
    "birthDate" text, country text, reason text)
  cross join lateral (select $2::timestamptz - case h.status when 'WAITING' then (h.at + 1) * interval '70 minutes' else (h.at + 2) * interval '26 hours' end as found_at) t
  left join staff_member s on s.email = 'compliance@demo.example' and h.reason is not null`;
const STANDS = [
  `insert into client_screening (client_id, status, is_pep, identity_version, screened_at)
   select c.id, case when h.is_match then 'MATCH' when h.waits then 'HITS_WAITING' when c.onboarding_status = 'REJECTED' and c.kyc_level = 0 then 'NOT_SCREENED' else 'CLEAR' end,
     coalesce(h.is_pep, false), 1,
     case when h.client_id is null and c.onboarding_status = 'REJECTED' and c.kyc_level = 0 then null else greatest(c.created_at, $1::timestamptz - interval '8 hours') end
   from client c left join (select client_id, bool_or(status = 'TRUE_MATCH' and kind = 'SANCTIONS') as is_match, bool_or(status = 'TRUE_MATCH' and kind = 'PEP') as is_pep,
     bool_or(status = 'WAITING') as waits from screening_hit where superseded_at is null group by 1) h on h.client_id = c.id`,
  `insert into kyc_check (client_id, kind, outcome, detail, checked_at)
   select client_id, 'SCREENING', case status when 'CLEAR' then 'PASSED' when 'MATCH' then 'FAILED' else 'PENDING' end,
     case status when 'CLEAR' then 'On no list, or on none that was meant.' when 'MATCH' then 'On a list of sanctions.' when 'HITS_WAITING' then 'Entries of lists wait for a decision.'
       else 'No list of sanctions was taken over yet.' end, coalesce(screened_at, $1::timestamptz - interval '8 hours') from client_screening`,
  `insert into screening_run (id, cause, client_id, lists, clients, new_hits, asked_by, asked_by_id, at)
   select ${idFrom('r.client_id', 'run')}, r.cause, r.client_id, (select jsonb_object_agg(code, version) from watchlist), 1, 0, coalesce(s.name, 'Countinghouse'), s.id, r.at
   from (select id as client_id, 'REGISTERED' as cause, created_at + interval '1 minute' as at from client where created_at between $1::timestamptz - interval '3 days' and $1::timestamptz - interval '1 hour'
     union all (select client_id, 'BY_HAND', $1::timestamptz - interval '2 hours' from screening_hit where status = 'FALSE_POSITIVE' order by client_id limit 2)
     union all (select client_id, 'IDENTITY_CHANGED', $1::timestamptz - interval '3 hours' from screening_hit where status = 'WAITING' order by client_id limit 1)) r
   left join staff_member s on s.email = 'compliance@demo.example' and r.cause = 'BY_HAND'`,
  `insert into restriction (id, client_id, kind, reason, created_by, created_by_id, created_at)
   select ${idFrom('h.client_id', 'frozen', 'k.kind')}, h.client_id, k.kind, 'On a list of sanctions: ' || h.list || ' ' || h.entry_ref, h.decided_by, h.decided_by_id, h.decided_at
   from screening_hit h cross join (values ('NO_DEPOSIT'), ('NO_WITHDRAWAL'), ('NO_TRANSFER'), ('NO_TRADE')) k (kind)
   where h.status = 'TRUE_MATCH' and h.kind = 'SANCTIONS'
     and not exists (select from restriction r where r.client_id = h.client_id and r.trading_account_id is null and r.kind = k.kind and r.lifted_at is null and r.expires_at is null)`,
  `insert into task (id, kind, department, priority, subject_type, subject_id, client_id, detail, opened_at, due_at)
   select ${idFrom('h.id', 'task')}, p.kind, p.department, p.priority, 'ScreeningHit', h.id, h.client_id, h.list || ' ' || h.entry_ref || ' may be this client: ' || round(h.score, 2) || ' of 1.',
     h.found_at, h.found_at + p.due_within from screening_hit h join task_policy p on p.kind = 'SCREENING_HIT' where h.status = 'WAITING'`,
];
const OTHER_COUNTRY = 'SY';

/** Lists with a few entries that fit somebody, all made up, and what was decided on them: the screener finds the same. */
export async function addScreening(connection: ClientBase, now: Date): Promise<void> {
  const policy = matchPolicy((await connection.query<ScreeningPolicyRow>(READ_POLICY)).rows[0] as ScreeningPolicyRow);
  const [people, companies] = await Promise.all([picks(connection, 'PERSON'), picks(connection, 'ORGANISATION')]);
  const found = CASES.flatMap((one, at) => {
    const client = (one.kind === 'PERSON' ? people : companies).shift();
    return client === undefined ? [] : [hitOf(one, client, at, policy)];
  });
  const listed = [...found.filter(({ hit }) => hit.status !== 'WITHDRAWN').map(({ party }) => party), VESSEL];
  const counts = ['EU', 'OFAC', 'OFAC_CONSOLIDATED', 'PEP'].map((list) => ({ list, entries: listed.filter((party) => party.list === list).length }));
  await connection.query(LISTS, [JSON.stringify(counts), now]);
  await connection.query(PARTIES, [JSON.stringify(listed)]);
  await connection.query(NAMES, [JSON.stringify(listed.map(nameOf))]);
  await connection.query(HITS, [JSON.stringify(found.map(({ hit }) => hit)), now]);
  for (const statement of FOLLOWING) await connection.query(statement);
  for (const statement of STANDS) await connection.query(statement, statement.includes('$1') ? [now] : []);
}

const VESSEL: ListedParty = partyOf({ list: 'OFAC', ref: '900900', kind: 'OTHER', name: 'OCEAN LANTERN', countries: [], programmes: ['IRAN'] });

const picks = async (connection: ClientBase, kind: Case['kind']): Promise<Chosen[]> =>
  (await connection.query<Chosen>(PICKS, [kind === 'ORGANISATION', CASES.filter((one) => one.kind === kind).length])).rows;

function partyOf(given: Pick<ListedParty, 'list' | 'ref' | 'kind' | 'name' | 'countries' | 'programmes'>): ListedParty {
  const party = { ...given, aliases: [], birthDates: [] };
  return { ...party, hash: createHash('sha256').update(JSON.stringify(party)).digest('hex') };
}

function nameOf({ list, ref, kind, name }: ListedParty) {
  const { tokens, keys } = normalName(name, kind === 'PERSON' ? 'PERSON' : 'ORGANISATION');
  return { list, ref, name, normal: tokens.join(' '), keys };
}

function hitOf(one: Case, client: Chosen, at: number, policy: ReturnType<typeof matchPolicy>) {
  const own = one.kind === 'PERSON' ? client.person : (client.companyName as string);
  const countries = { own: [client.country], other: [OTHER_COUNTRY], none: [] }[one.countries];
  const ref = one.list === 'EU' ? `EU.90${at}.1` : one.list === 'PEP' ? `PEP-90${at}` : `90000${at}`;
  const party = partyOf({ list: one.list, ref, kind: one.kind, name: one.name(own), countries, programmes: one.programmes });
  // of the birth date the list says nothing
  const subject: ScreeningSubject = { clientId: client.id, kind: one.kind, name: own, birthDate: null, country: client.country };
  const alike = nameScore(normalName(own, one.kind), normalName(party.name, one.kind));
  const { score, why } = matchScore(subject, party, { name: party.name, score: alike, isWeak: false }, policy);
  const { list, hash, ...entry } = party;
  return { party, hit: { at, clientId: client.id, list, ref, hash, entry, status: one.status, score, ...why, reason: one.reason } };
}
