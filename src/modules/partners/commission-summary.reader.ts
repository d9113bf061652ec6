import type { Actor } from '../../access/actor.js';
import type { CustomRelation } from '../../database/reader.js';
import { clientScopeOf, ownClientScopes } from '../../database/row-scopes.js';
import type { Parameters } from '../../database/statement.js';

type Args = Readonly<Record<string, unknown>>;

/** What rows `e` are grouped by, and how the group is written. Groups by client ask who the client is, as far as the actor may see. */
interface Grouping {
  readonly by: string;
  readonly key: string;
  readonly needs?: 'level' | 'symbol' | 'client';
}

const GROUPINGS: Readonly<Record<string, Grouping>> = {
  CURRENCY: { by: 'e.currency', key: 's.by' },
  // arithmetic alone: date_trunc would look up the time zone for each row
  DAY: { by: `date_bin('1 day', e.at, 'epoch'::timestamptz)`, key: `to_char(s.by at time zone 'UTC', 'YYYY-MM-DD')` },
  MONTH: { by: `date_trunc('month', e.at at time zone 'UTC')`, key: `to_char(s.by, 'YYYY-MM')` },
  LEVEL: { by: 'e.level', key: 's.by::text', needs: 'level' },
  SYMBOL: { by: 'e.symbol', key: `coalesce(s.by, '')`, needs: 'symbol' },
  CLIENT: { by: 'c.id', key: `coalesce(s.by::text, '')`, needs: 'client' },
  PARTNER: { by: 'c.partner_id', key: `coalesce(s.by::text, '')`, needs: 'client' },
};

const MAX_GROUPS = 1000;

/** Grouping, ends of the period, and the scope of clients where they are asked for. */
function shapeOf(args: Args, actor: Actor): string {
  const groupBy = args['groupBy'] as string;
  const period = args['period'] as Args | null | undefined;
  const scope = GROUPINGS[groupBy]?.needs === 'client' ? (clientScopeOf(actor) ?? '') : '';
  return `${groupBy} ${period?.['from'] == null ? '' : 'from'} ${period?.['to'] == null ? '' : 'to'} ${scope}`;
}

const bound = (end: 'from' | 'to', parameters: Parameters): string => parameters.add((b) => (b.args['period'] as Args)[end], 'timestamptz');

/**
 * What one partner earned in the period. A row counts when its trade was made; one without a trade (a correction by hand, say) when it
 * accrued, or no month would ever hold it. The two are read apart, since each has an index of its own.
 */
function rowsOf(shape: readonly string[], column: string, parameters: Parameters): string {
  const [from, to] = [shape[1] !== '' && bound('from', parameters), shape[2] !== '' && bound('to', parameters)];
  const rows = (at: string, where: string): string =>
    `select m.currency, m.amount, m.lots, m.deal_ticket, m.corrects_id${column}, ${at} as at from commission m where m.partner_id = k.key${where}`;
  if (from === false && to === false) return rows('coalesce(m.traded_at, m.accrued_at)', '');
  const within = (at: string): string => `${from === false ? '' : ` and ${at} >= ${from}`}${to === false ? '' : ` and ${at} < ${to}`}`;
  return `${rows('m.traded_at', within('m.traded_at'))} union all ${rows('m.accrued_at', ` and m.traded_at is null${within('m.accrued_at')}`)}`;
}

function clientOf(scope: string, parameters: Parameters): string {
  const visible = scope === '' ? '' : ` and (${ownClientScopes[scope as keyof typeof ownClientScopes](parameters)})`;
  return ` left join lateral (select t.id, t.partner_id from client t where t.id = e.client_id${visible}) c on true`;
}

function write(keys: string, shape: readonly string[], parameters: Parameters): string {
  const { by, key, needs } = GROUPINGS[shape[0] ?? ''] as Grouping;
  const column = needs === undefined ? '' : `, m.${needs === 'client' ? 'client_id' : needs}`;
  return `
select k.key as "$k", x.* from unnest(${keys}) k(key) cross join lateral (
  select ${key} as key, s.currency, s.amount, s.lots, s.deals from (
    select ${by} as by, e.currency, sum(e.amount) as amount, coalesce(sum(e.lots), 0) as lots, (count(e.deal_ticket) filter (where e.corrects_id is null))::int as deals
    from (${rowsOf(shape, column, parameters)}) e${needs === 'client' ? clientOf(shape[3] ?? '', parameters) : ''}
    group by 1, 2) s
  order by s.by, s.currency limit ${MAX_GROUPS + 1}) x`;
}

export const commissionSummary: CustomRelation = {
  kind: 'custom',
  type: 'CommissionSummary',
  key: { sql: 't.id', cast: 'uuid' },
  many: true,
  limit: { rows: MAX_GROUPS, advice: 'narrow the period, or group by something coarser' },
  shape: shapeOf,
  write: ({ parameters, keys, shape }) => write(keys, shape.split(' '), parameters),
};
