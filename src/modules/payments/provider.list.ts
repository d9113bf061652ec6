import type { Pool } from 'pg';

export interface ProviderRow {
  readonly code: string;
  readonly title: string;
  readonly kind: string;
  readonly depositsEnabled: boolean;
  readonly payoutsEnabled: boolean;
  readonly priority: number;
  readonly terms: readonly object[];
}

const LIST = `
  select p.code, p.title, p.kind, p.deposits_enabled as "depositsEnabled", p.payouts_enabled as "payoutsEnabled", p.priority,
    coalesce((select json_agg(json_build_object('currency', c.currency, 'depositMin', c.deposit_min::text, 'depositMax', c.deposit_max::text,
      'withdrawalMin', c.withdrawal_min::text, 'withdrawalMax', c.withdrawal_max::text, 'depositFeeBps', c.deposit_fee_bps, 'depositFeeFixed', c.deposit_fee_fixed::text,
      'withdrawalFeeBps', c.withdrawal_fee_bps, 'withdrawalFeeFixed', c.withdrawal_fee_fixed::text) order by c.currency)
      from payment_provider_currency c where c.provider = p.code and ($1::text is null or c.currency = $1)), '[]') as terms
  from payment_provider p
  where ($1::text is null or exists (select from payment_provider_currency c where c.provider = p.code and c.currency = $1))
    and ($2::text is null or case $2 when 'DEPOSIT' then p.deposits_enabled else p.payouts_enabled end)
  order by p.priority, p.code`;

/** The providers in the order in which they are offered; by currency and direction those that can be used for it. */
export async function listProviders(pool: Pool, filter: { readonly currency?: string | null; readonly direction?: string | null }): Promise<ProviderRow[]> {
  return (await pool.query<ProviderRow>(LIST, [filter.currency ?? null, filter.direction ?? null])).rows;
}
