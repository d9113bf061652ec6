import type { ClientBase } from 'pg';
import { CLIENT_EMAIL } from '../sign-ins.js';
import { idFrom } from './derived-ids.js';

export interface BankDetails {
  readonly iban: string;
  readonly holder: string;
}

/** What the table keeps of a bank account. */
export interface SealedDestination {
  readonly label: string;
  readonly fingerprint: string;
  readonly details: string;
}

/** Seals a bank account for the row of this id, as the gateway does. */
export type SealDestination = (id: string, details: BankDetails) => SealedDestination;

/** For a brokerage without a gateway: nobody can pay there. */
export const UNSEALED: SealDestination = (_, { iban }) => ({ label: `${iban.slice(0, 4)}****${iban.slice(-4)}`, fingerprint: iban, details: '' });

interface Account {
  readonly id: string;
  readonly clientId: string | null;
  readonly partnerId: string | null;
  readonly holder: string;
  readonly addedAt: string;
  readonly decidedAt: string | null;
}

// Whoever has money on its way out, or got some by bank lately, has an account that was verified when the relationship began. Some have
// added a second one, which waits for somebody to look at it.
const ACCOUNTS = `
  with owner as (
    select distinct client_id, partner_id from transaction
    where type = 'WITHDRAWAL' and (status in ('HELD', 'IN_REVIEW', 'APPROVED', 'SENT_TO_PROVIDER', 'UNKNOWN') or provider = 'bankwire' and settled_at > $1::timestamptz - interval '30 days')
    union select id, null from client where email = $2
  ), verified as (
    select ${idFrom('coalesce(o.client_id, o.partner_id)', 'bank')} as id, o.client_id, o.partner_id, coalesce(c.display_name, p.name) as holder,
      least(coalesce(c.created_at, p.created_at) + interval '3 hours', $1::timestamptz) as added_at, least(coalesce(c.created_at, p.created_at) + interval '26 hours', $1::timestamptz) as decided_at
    from owner o left join client c on c.id = o.client_id left join partner p on p.id = o.partner_id
  ), pending as (
    select ${idFrom('c.id', 'second bank')} as id, c.id as client_id, null::uuid as partner_id, c.display_name as holder,
      $1::timestamptz - row_number() over (order by t.requested_at desc, c.id) * interval '5 hours' as added_at, null::timestamptz as decided_at
    from (select client_id, max(requested_at) as requested_at from transaction where type = 'WITHDRAWAL' and status = 'IN_REVIEW' and client_id is not null group by 1
      order by 2 desc, 1 limit 8) t
    join client c on c.id = t.client_id and c.email <> $2
  )
  select id, client_id as "clientId", partner_id as "partnerId", holder, added_at::text as "addedAt", decided_at::text as "decidedAt"
  from (select * from verified union all select * from pending) account order by id`;

const INSERT = `
  insert into payout_destination (id, client_id, partner_id, provider, label, fingerprint, details, status, added_by, added_by_id, added_at, decided_by, decided_by_id, decided_at)
  select d.id, d.client_id, d.partner_id, 'bankwire', d.label, d.fingerprint, d.details, case when d.decided_at is null then 'PENDING' else 'VERIFIED' end, d.holder,
    coalesce(d.client_id, d.partner_id), d.added_at, case when d.decided_at is not null then s.name end, case when d.decided_at is not null then s.id end, d.decided_at
  from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::timestamptz[], $6::timestamptz[], $7::text[], $8::text[], $9::text[])
    as d (id, client_id, partner_id, holder, added_at, decided_at, label, fingerprint, details)
  cross join (select id, name from staff_member where email = 'finance2@demo.example') s`;

/** Check digits of 97, as ISO 13616 asks for; `131400` is DE00 in digits. */
function ibanOf(at: number): string {
  const account = `37040044${String(532_013_000 + at).padStart(10, '0')}`;
  return `DE${String(98n - (BigInt(`${account}131400`) % 97n)).padStart(2, '0')}${account}`;
}

/** Bank accounts of clients and partners. */
export async function addDestinations(connection: ClientBase, seal: SealDestination, now: Date): Promise<void> {
  const { rows } = await connection.query<Account>(ACCOUNTS, [now, CLIENT_EMAIL]);
  const sealed = rows.map(({ id, holder }, at) => seal(id, { iban: ibanOf(at), holder }));
  await connection.query(INSERT, [
    ...[rows.map(({ id }) => id), rows.map(({ clientId }) => clientId), rows.map(({ partnerId }) => partnerId), rows.map(({ holder }) => holder)],
    ...[rows.map(({ addedAt }) => addedAt), rows.map(({ decidedAt }) => decidedAt)],
    ...[sealed.map(({ label }) => label), sealed.map(({ fingerprint }) => fingerprint), sealed.map(({ details }) => details)],
  ]);
}
