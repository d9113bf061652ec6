import type { CustomRelation } from '../../database/reader.js';

const OWN_CLIENTS = `
  left join lateral (select count(*) as clients, count(c.first_funded_at) as funded from client c where c.partner_id = b.id) introduced on true`;
/** Kept with the commissions: what the clients of a year have traded is no more to read than that of a day. */
const OWN_LOTS = `
  left join partner_lots earned on earned.partner_id = b.id`;

const TOTALS: Readonly<Record<string, { readonly sum: string; readonly from: string }>> = {
  partners: { sum: 'count(*)::int - 1', from: '' },
  clients: { sum: 'sum(d.clients)::int', from: OWN_CLIENTS },
  fundedClients: { sum: 'sum(d.funded)::int', from: OWN_CLIENTS },
  lots: { sum: 'coalesce(sum(d.lots), 0)', from: OWN_LOTS },
};

/**
 * Totals of all partners of a level at once. The partners asked for mostly lie in each other's subtrees, so each partner below the
 * topmost of them is summed up once, and its sums are then added to every ancestor that was asked for: a page of a hundred costs what
 * its topmost partner alone costs.
 */
function write(keys: string, fields: ReadonlySet<string>): string {
  const wanted = Object.entries(TOTALS).filter(([field]) => fields.has(field));
  const joins = [...new Set(wanted.map(([, total]) => total.from))].join('');
  return `
with asked as materialized (select key as path from unnest(${keys}) key),
topmost as materialized (
  select a.path from asked a, (select array_agg(path) as paths from asked) every_one
  where nlevel(a.path) = 1 or not every_one.paths @> subpath(a.path, 0, -1)),
below as materialized (select b.path, nlevel(top.path) as top_level${columns(joins)} from topmost top join partner b on b.path <@ top.path${joins})
select a.path as "$k"${wanted.map(([field, { sum }]) => `, ${sum} as "${field}"`).join('')}
from below d cross join lateral generate_series(d.top_level, nlevel(d.path)) n(level) join asked a on a.path = subpath(d.path, 0, n.level)
group by a.path`;
}

const columns = (joins: string): string => `${joins.includes(OWN_CLIENTS) ? ', introduced.*' : ''}${joins.includes(OWN_LOTS) ? ', earned.lots' : ''}`;

export const treeTotals: CustomRelation = {
  kind: 'custom',
  type: 'PartnerTreeTotals',
  key: { sql: 't.path', cast: 'ltree' },
  many: false,
  write: ({ keys, fields }) => write(keys, fields),
};
