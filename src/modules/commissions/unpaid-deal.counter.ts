import type { Pool } from 'pg';
import type { Actor } from '../../access/actor.js';

export interface ReasonCount {
  readonly reason: string;
  readonly deals: number;
  readonly lots: string;
}

const COUNT = `
  select reason, count(*)::int as deals, trim_scale(sum(lots))::text as lots from deal_unpaid t
  where time >= now() - interval '90 days' and ($1::uuid is null or t.partner_id in (select s.id from partner s where s.path <@ (select o.path from partner o where o.id = $1)))
  group by reason order by count(*) desc, reason`;

/** How often which reason was in the way: for all of the brokerage, or a partner's own subtree. */
export class UnpaidDealCounter {
  constructor(private readonly pool: Pool) {}

  async count(actor: Actor): Promise<readonly ReasonCount[]> {
    if (actor.clientId !== null) return [];
    return (await this.pool.query<ReasonCount>(COUNT, [actor.partnerId])).rows;
  }
}
