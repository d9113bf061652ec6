import type { CustomRelation } from '../../database/reader.js';

/** Whose rewards: a partner's own who asks, and else those of the client's partner as of now. Clients are not told. */
const WHOSE = {
  own: (partnerId: string) => `m.partner_id = ${partnerId}`,
  introducer: () => 'm.partner_id = (select c.partner_id from client c where c.id = k.key)',
  nobody: () => 'false',
} as const;

/** What one partner earned by each client, and the lots behind it, by currency. It is read from the sums by month: one row for a client who trades each day. */
export const clientRewards: CustomRelation = {
  ...{ kind: 'custom', type: 'CommissionSummary', key: { sql: 't.id', cast: 'uuid' }, many: true },
  shape: (_args, actor) => (actor.clientId !== null ? 'nobody' : actor.partnerId !== null ? 'own' : 'introducer'),
  write: ({ parameters, keys, shape }) => {
    const whose = shape === 'own' ? WHOSE.own(parameters.add((b) => b.actor.partnerId, 'uuid')) : WHOSE[shape as 'introducer' | 'nobody']();
    return `
select k.key as "$k", x.* from unnest(${keys}) k(key) cross join lateral (
  select m.currency as key, m.currency, sum(m.amount) as amount, sum(m.lots) as lots, sum(m.deals + m.taken_back)::int as deals
  from commission_client_monthly m where m.client_id = k.key and ${whose} group by m.currency order by m.currency) x`;
  },
};
