import type { Actor } from '../../access/actor.js';
import type { CustomRelation } from '../../database/reader.js';
import { clientScopeOf, ownClientScopes } from '../../database/row-scopes.js';
import type { Parameters } from '../../database/statement.js';

type Args = Readonly<Record<string, unknown>>;

/** What rows `e` are grouped by, and how the group is written. Groups by client ask who the client is, as far as the actor may see. */
interface Grouping {
  readonly by: string;
  readonly key: string;
  readonly sums: Sums;
  readonly needsClient?: true;
}

/** Where whole spans are summed up already. */
interface Sums {
  readonly table: string;
  readonly span: 'day' | 'month';
  /** What can be grouped by, beside the span: here, and in the rows themselves. */
  readonly columns: string;
  readonly rowColumns: string;
}

const BY_DAY: Sums = {
  ...{ table: 'commission_daily', span: 'day' },
  ...{ columns: `m.level, nullif(m.symbol, '') as symbol`, rowColumns: 'm.level, m.symbol' },
};
const BY_CLIENT: Sums = { table: 'commission_client_monthly', span: 'month', columns: 'm.client_id', rowColumns: 'm.client_id' };

const GROUPINGS: Readonly<Record<string, Grouping>> = {
  CURRENCY: { by: 'e.currency', key: 's.by', sums: BY_DAY },
  DAY: { by: 'e.at', key: `to_char(s.by, 'YYYY-MM-DD')`, sums: BY_DAY },
  MONTH: { by: `date_trunc('month', e.at::timestamp)`, key: `to_char(s.by, 'YYYY-MM')`, sums: BY_DAY },
  LEVEL: { by: 'e.level', key: 's.by::text', sums: BY_DAY },
  SYMBOL: { by: 'e.symbol', key: `coalesce(s.by, '')`, sums: BY_DAY },
  CLIENT: { by: 'c.id', key: `coalesce(s.by::text, '')`, sums: BY_CLIENT, needsClient: true },
  PARTNER: { by: 'c.partner_id', key: `coalesce(s.by::text, '')`, sums: BY_CLIENT, needsClient: true },
};

const MAX_GROUPS = 1000;

/** An end of the period: left out, where a span begins, or inside of one. */
type End = 'none' | 'whole' | 'inside';

function endOf(value: unknown, span: Sums['span']): End {
  if (value == null) return 'none';
  const at = new Date(value as string);
  return at.getTime() % 86_400_000 === 0 && (span === 'day' || at.getUTCDate() === 1) ? 'whole' : 'inside';
}

/** Grouping, ends of the period, and the scope of clients where they are asked for. */
function shapeOf(args: Args, actor: Actor): string {
  const groupBy = args['groupBy'] as string;
  const period = args['period'] as Args | null | undefined;
  const { sums, needsClient } = GROUPINGS[groupBy] as Grouping;
  const scope = needsClient ? (clientScopeOf(actor) ?? '') : '';
  return `${groupBy} ${endOf(period?.['from'], sums.span)} ${endOf(period?.['to'], sums.span)} ${scope}`;
}

/** Of a period, as SQL: the instants themselves, and the first and last span that lies in it whole. */
interface Period {
  readonly from: string | null;
  readonly to: string | null;
  readonly first: string | null;
  readonly last: string | null;
}

function periodOf([, from, to]: readonly string[], span: Sums['span'], parameters: Parameters): Period {
  const bound = (end: 'from' | 'to'): string => parameters.add((b) => (b.args['period'] as Args)[end], 'timestamptz');
  const [start, stop] = [from === 'none' ? null : bound('from'), to === 'none' ? null : bound('to')];
  const floor = (at: string): string => `date_trunc('${span}', ${at} at time zone 'UTC')`;
  return {
    ...{ from: start, to: stop, last: stop === null ? null : floor(stop) },
    first: start === null ? null : from === 'inside' ? `(${floor(start)} + interval '1 ${span}')` : floor(start),
  };
}

const within = (at: string, from: string | null, to: string | null): string =>
  `${from === null ? '' : ` and ${at} >= ${from}`}${to === null ? '' : ` and ${at} < ${to}`}`;

/**
 * Rows of a span that the period has not whole. A row counts when its trade was made; one without a trade (a correction by hand, say) when
 * it accrued, or no month would ever hold it. The two are read apart, since each has an index of its own.
 */
function edge({ rowColumns }: Sums, from: string, to: string): string {
  const rows = (at: string, where: string): string => `
    select m.currency, m.amount, coalesce(m.lots, 0) as lots, (m.deal_ticket is not null and m.corrects_id is null)::int as deals, ${rowColumns}, (${at} at time zone 'UTC')::date as at
    from commission m where m.partner_id = k.key${where}${within(at, from, to)}`;
  return `${rows('m.traded_at', '')} union all ${rows('m.accrued_at', ' and m.traded_at is null')}`;
}

/** What one partner earned in the period: whole spans from where they are summed up, the others from the rows themselves. */
function rowsOf(shape: readonly string[], sums: Sums, parameters: Parameters): string {
  const { from, to, first, last } = periodOf(shape, sums.span, parameters);
  const utc = (at: string | null): string => `(${at}) at time zone 'UTC'`;
  const at = `m.${sums.span}`;
  const parts = [
    `select m.currency, m.amount, m.lots, m.deals + m.taken_back as deals, ${sums.columns}, ${at} as at from ${sums.table} m where m.partner_id = k.key${within(at, first, last)}`,
  ];
  if (shape[1] === 'inside') parts.push(edge(sums, from as string, to === null ? utc(first) : `least(${utc(first)}, ${to})`));
  if (shape[2] === 'inside') parts.push(edge(sums, first === null ? utc(last) : `greatest(${utc(first)}, ${utc(last)})`, to as string));
  return parts.join(' union all ');
}

function clientOf(scope: string, parameters: Parameters): string {
  const visible = scope === '' ? '' : ` and (${ownClientScopes[scope as keyof typeof ownClientScopes](parameters)})`;
  return ` left join lateral (select t.id, t.partner_id from client t where t.id = e.client_id${visible}) c on true`;
}

function write(keys: string, shape: readonly string[], parameters: Parameters): string {
  const { by, key, sums, needsClient } = GROUPINGS[shape[0] ?? ''] as Grouping;
  return `
select k.key as "$k", x.* from unnest(${keys}) k(key) cross join lateral (
  select ${key} as key, s.currency, s.amount, s.lots, s.deals from (
    select ${by} as by, e.currency, sum(e.amount) as amount, sum(e.lots) as lots, sum(e.deals)::int as deals
    from (${rowsOf(shape, sums, parameters)}) e${needsClient ? clientOf(shape[3] ?? '', parameters) : ''}
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
