import type { Actor } from '../../access/actor.js';
import { column, type CustomRelation, defineReader, one, type Reader } from '../../database/reader.js';
import { idEquals, yesOrNo } from '../../database/reader.filters.js';
import type { Parameters } from '../../database/statement.js';

type Args = Readonly<Record<string, unknown>>;

const MAX_DAYS = 1000;

/** Which days count, by which ends of the period there are. */
function shapeOf(args: Args): string {
  const period = args['period'] as Args | null | undefined;
  return `${period?.['from'] == null ? '' : 'from'} ${period?.['to'] == null ? '' : 'to'}`;
}

function within(shape: string, parameters: Parameters): string {
  const bound = (end: 'from' | 'to'): string => parameters.add((b) => (b.args['period'] as Args)[end], 'date');
  const [from, to] = shape.split(' ');
  return `${from === '' ? '' : ` and d.day >= ${bound('from')}`}${to === '' ? '' : ` and d.day < ${bound('to')}`}`;
}

const SUMS = `coalesce(sum(d.clicks), 0)::int as clicks, coalesce(sum(d.sign_ups), 0)::int as "signUps", coalesce(sum(d.first_deposits), 0)::int as "firstDeposits"`;

const totals: CustomRelation = {
  ...{ kind: 'custom', type: 'ReferralTotals', key: { sql: 't.id', cast: 'uuid' }, many: false },
  shape: shapeOf,
  write: ({ parameters, keys, shape }) => `
select k.key as "$k", x.* from unnest(${keys}) k(key) cross join lateral (
  select ${SUMS} from referral_daily d where d.link_id = k.key${within(shape, parameters)}) x`,
};

const days: CustomRelation = {
  ...{ kind: 'custom', type: 'ReferralDay', key: { sql: 't.id', cast: 'uuid' }, many: true },
  limit: { rows: MAX_DAYS, advice: 'narrow the period' },
  shape: shapeOf,
  write: ({ parameters, keys, shape }) => `
select k.key as "$k", x.* from unnest(${keys}) k(key) cross join lateral (
  select d.day::text as day, d.campaign, ${SUMS} from referral_daily d where d.link_id = k.key${within(shape, parameters)}
  group by d.day, d.campaign order by d.day desc, d.campaign limit ${MAX_DAYS + 1}) x`,
};

/** Partners see their own links, and not those of partners below: how somebody else wins clients is that partner's affair. */
export const referralLinkReader = (urlOf: (code: string) => string): Reader =>
  defineReader({
    type: 'ReferralLink',
    table: 'referral_link',
    columns: {
      id: column('id'),
      version: column('version'),
      code: column('code'),
      url: { sql: 't.code', derive: (code) => urlOf(code as string) },
      label: column('label'),
      landingPage: column('landing_page'),
      isActive: { sql: 't.retired_at is null' },
      createdAt: column('created_at'),
      retiredAt: column('retired_at'),
    },
    relations: { partner: one('Partner', 'partner_id'), totals, days },
    filters: {
      partnerId: idEquals('t.partner_id'),
      isActive: yesOrNo('t.retired_at is null', 't.retired_at is not null'),
    },
    scopeOf: (actor: Actor) => (actor.clientId !== null ? 'none' : actor.partnerId !== null ? 'own' : null),
    scopes: { none: () => 'false', own: (parameters) => `t.partner_id = ${parameters.add((b) => b.actor.partnerId, 'uuid')}` },
  });
