import { ReadArgumentError } from '../../database/reader.engine.js';
import type { CustomRelation } from '../../database/reader.js';
import type { Parameters } from '../../database/statement.js';
import { TICKET } from '../deals/index.js';

type Args = Readonly<Record<string, unknown>>;

export const MOST_DEALS_AT_ONCE = 100;

const of = (args: Args, name: 'from' | 'to'): unknown => (args['period'] as Args | null | undefined)?.[name];

/** Which conditions there are, and whether what came of a deal is told: it is the partner's, not the client's. */
function shapeOf(args: Args, tellsOutcome: boolean): string {
  const first = args['first'] as number;
  if (first < 1 || first > MOST_DEALS_AT_ONCE) throw new ReadArgumentError(`first must be from 1 to ${MOST_DEALS_AT_ONCE}, not ${first}.`);
  for (const name of ['ticket', 'before'] as const) {
    const ticket = args[name] as string | null | undefined;
    if (ticket != null && !TICKET.test(ticket))
      throw new ReadArgumentError(`${name} is the ticket of a deal, in digits, not ${JSON.stringify(ticket.slice(0, 40))}.`);
  }
  const given = [of(args, 'from') != null && 'from', of(args, 'to') != null && 'to', args['ticket'] != null && 'ticket', args['before'] != null && 'before'];
  return [...given, tellsOutcome && 'outcome'].filter((one) => one !== false).join(' ');
}

/** A deal's place among those of its account is its time, and its ticket among those of one moment. */
function where(shape: ReadonlySet<string>, parameters: Parameters): string {
  const tests = {
    from: () => `d.time >= ${parameters.add((b) => of(b.args, 'from'), 'timestamptz')}`,
    to: () => `d.time < ${parameters.add((b) => of(b.args, 'to'), 'timestamptz')}`,
    ticket: () => `d.server = a.server and d.ticket = ${parameters.add((b) => b.args['ticket'], 'bigint')}`,
    before: () =>
      `(d.time, d.ticket) < (select b.time, b.ticket from deal b where b.server = a.server and b.ticket = ${parameters.add((b) => b.args['before'], 'bigint')} and b.trading_account_id = k.key)`,
  };
  return Object.entries(tests)
    .filter(([name]) => shape.has(name))
    .map(([, test]) => ` and ${test()}`)
    .join('');
}

// What a correction posted later is the same deal's.
const PAID = `exists (select from commission c where c.deal_server = x.server and c.deal_ticket = x.ticket)`;
const OUTCOME = `case when x."closedLots" = 0 then 'OPENING' when u.reason is not null then 'UNPAID' when ${PAID} then 'PAID' else 'WAITING' end as outcome,
  u.reason as "unpaidReason", u.detail as "unpaidDetail"`;
const NO_OUTCOME = `null as outcome, null as "unpaidReason", null as "unpaidDetail"`;

/** What is kept of a deal, and what it is called here. The account that it was moved from may be somebody else's. */
const NAMES = {
  ...{ time: 'time', action: 'side', entry: 'entry', position_id: 'positionId', symbol: 'symbol', lots: 'lots', closed_lots: 'closedLots', price: 'price' },
  ...{ opened_at: 'openedAt', profit: 'profit', swap: 'swap', commission: 'commission', spread: 'spread', is_cancelled: 'isCancelled' },
} as const;

/** What the platform told otherwise later, field by field. */
const CHANGES = `(
  select coalesce(jsonb_agg(jsonb_build_object('at', to_char(z.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'field', n.name, 'before', z.before ->> n.key, 'after', z.after ->> n.key)
    order by z.at, z.id, n.place), '[]')
  from deal_correction z cross join (values ${Object.entries(NAMES)
    .map(([key, name], place) => `('${key}', '${name}', ${place})`)
    .join(', ')}) n (key, name, place)
  where z.server = x.server and z.ticket = x.ticket::bigint and z.before -> n.key is distinct from z.after -> n.key) as changes`;

/** The deals of an account, the latest first: what the platform told, and what came of it for partners. */
export const dealHistory: CustomRelation = {
  ...{ kind: 'custom', type: 'Deal', key: { sql: 't.id', cast: 'uuid' }, many: true },
  shape: (args, actor) => shapeOf(args, actor.permissions.has('commissions:read')),
  write: ({ parameters, keys, shape, fields }) => {
    const shapes = new Set(shape.split(' '));
    const told = shapes.has('outcome');
    return `
select k.key as "$k", x.*, ${told ? OUTCOME : NO_OUTCOME}${fields.has('changes') ? `, ${CHANGES}` : ''} from unnest(${keys}) k(key) join trading_account a on a.id = k.key cross join lateral (
  select d.server, d.ticket::text as ticket, d.time, d.action as side, d.entry, d.position_id::text as "positionId", d.symbol, d.lots, d.closed_lots as "closedLots",
    d.price, d.opened_at as "openedAt", d.profit, d.swap, d.commission, d.spread, d.is_cancelled as "isCancelled"
  from deal d where d.trading_account_id = k.key${where(shapes, parameters)}
  order by d.time desc, d.ticket desc limit ${parameters.add((b) => b.args['first'], 'int')}) x
${told ? 'left join deal_unpaid u on u.server = x.server and u.ticket = x.ticket::bigint' : ''} order by x.time desc, x.ticket::bigint desc`;
  },
};
