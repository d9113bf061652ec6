import type { Pool } from 'pg';
import type { Actor } from '../../access/actor.js';
import { ReadArgumentError } from '../../database/reader.engine.js';
import { Forbidden } from '../../runtime/denial.js';

export const RANK_CRITERIA = ['AMOUNT', 'LOTS', 'NEW_CLIENTS'] as const;

export interface RankChoice {
  readonly period: { readonly from?: string | null; readonly to?: string | null };
  readonly by: (typeof RANK_CRITERIA)[number];
  readonly currency: string;
  readonly first: number;
}

export interface PartnerRank {
  readonly rank: number;
  readonly partnerId: string;
  readonly reference: string;
  readonly name: string;
  /** Earned in the currency that was asked for; a decimal. */
  readonly amount: string;
  /** Of its own clients; a decimal. */
  readonly lots: string;
  readonly newClients: number;
}

export const HEALTH_ISSUES = ['PARENT_NOT_ACTIVE', 'NO_PLAN', 'CLIENTS_OF_STOPPED', 'CLIENT_BY_DEAD_LINK', 'CHANGE_FAILED'] as const;

export interface HealthFinding {
  readonly issue: (typeof HEALTH_ISSUES)[number];
  readonly count: number;
  /** References of partners or clients, some of them. */
  readonly references: readonly string[];
}

const MOST = 100;
const NAMED = 20;
const ORDER = { AMOUNT: 'amount', LOTS: 'lots', NEW_CLIENTS: '"newClients"' } as const;

// Days of the rollup; who is new is told by the client's own time.
const RANK = (by: string): string => `
  with earned as (
    select d.partner_id, coalesce(sum(d.amount) filter (where d.currency = $3), 0) as amount, coalesce(sum(d.lots) filter (where d.level = 1), 0) as lots
    from commission_daily d where d.day >= $1::date and d.day < $2::date group by 1),
  brought as (
    select c.partner_id, count(*)::int as "newClients" from client c
    where c.partner_id is not null and c.created_at >= $1::timestamptz and c.created_at < $2::timestamptz group by 1)
  select row_number() over (order by ${by} desc, number)::int as rank, "partnerId", reference, name, trim_scale(amount)::text as amount, trim_scale(lots)::text as lots, "newClients" from (
    select p.id as "partnerId", p.number, p.reference, p.name, coalesce(e.amount, 0) as amount, coalesce(e.lots, 0) as lots, coalesce(b."newClients", 0) as "newClients"
    from earned e full join brought b using (partner_id) join partner p on p.id = partner_id) r
  where ${by} > 0 order by ${by} desc, number limit $4`;

const finding = (issue: string, rows: string): string => `
  select '${issue}' as issue, count(*)::int as count, coalesce((array_agg(reference order by reference))[:${NAMED}], '{}') as references from (${rows}) f`;
const HEALTH = [
  finding(
    'PARENT_NOT_ACTIVE',
    `select p.reference from partner p join partner above on above.id = p.parent_id where p.status = 'ACTIVE' and above.status in ('PENDING', 'SUSPENDED', 'CLOSED')`,
  ),
  finding('NO_PLAN', `select reference from partner where status = 'ACTIVE' and plan_id is null`),
  finding(
    'CLIENTS_OF_STOPPED',
    `select p.reference from partner p where p.status in ('SUSPENDED', 'CLOSED') and exists (select from client c where c.partner_id = p.id)`,
  ),
  finding('CLIENT_BY_DEAD_LINK', `select c.reference from referral_sign_up s join client c on c.id = s.client_id where s.is_dead and c.partner_id is null`),
  finding(
    'CHANGE_FAILED',
    `select coalesce(p.reference, c.reference) as reference from partner_change x left join partner p on p.id = x.partner_id left join client c on c.id = x.client_id where x.status = 'FAILED'`,
  ),
].join(' union all ');

/** Who brings most, and what is wrong with the tree: the broker's own view over all partners. */
export class PartnershipOverview {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** Partners by what they brought in a span of whole days, the best first; who brought nothing is not in it. */
  async rank(actor: Actor, { period, by, currency, first }: RankChoice): Promise<PartnerRank[]> {
    checkOverseer(actor);
    if (period.from == null || period.to == null) throw new ReadArgumentError('Give a period with both its ends.');
    if (first < 1 || first > MOST) throw new ReadArgumentError(`Ask for 1 to ${MOST} partners, not ${first}.`);
    return (await this.#pool.query<PartnerRank>(RANK(ORDER[by]), [period.from, period.to, currency, first])).rows;
  }

  /** Every issue, also those that nobody has. That the tree has no circle is the database's own rule. */
  async health(actor: Actor): Promise<HealthFinding[]> {
    checkOverseer(actor);
    return (await this.#pool.query<HealthFinding>(HEALTH)).rows;
  }
}

/** Over all partners looks nobody who is one, or a client. */
function checkOverseer(actor: Actor): void {
  if (actor.clientId !== null || actor.partnerId !== null) throw new Forbidden('partners:write');
}
