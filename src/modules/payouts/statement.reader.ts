import type { Actor } from '../../access/actor.js';
import { type Column, column, type CustomRelation, defineReader, list, one, page, type Reader, textScope } from '../../database/reader.js';
import { idEquals, oneOf } from '../../database/reader.filters.js';
import type { Parameters } from '../../database/statement.js';
import type { StatementLinks } from '../documents/index.js';
import { ownPartnerId, ownPartnerScopes } from './payout.scope.js';
import type { StatementFormat } from './statement.content.js';

/** One that is being made is none yet. */
const MADE = 't.closed_at is not null';

const urlColumn = (links: StatementLinks, format: StatementFormat): Column => ({
  sql: 't.id',
  audited: true,
  derive: (id, { actor }) => {
    const url = links.urlFor(id as string, actor);
    return url === null ? null : `${url}&format=${format}`;
  },
});

/** What it holds, by when it was traded: as the sums have it that summaries are read from. */
const tradedMonths: CustomRelation = {
  ...{ kind: 'custom', type: 'CommissionStatementMonth', key: { sql: 't.id', cast: 'uuid' }, many: true },
  write: ({ keys }) => `
select k.key as "$k", x.* from unnest(${keys}) k(key) cross join lateral (
  select to_char(coalesce(m.traded_at, m.accrued_at) at time zone 'UTC', 'YYYY-MM') as month, trim_scale(sum(m.amount)) as amount, count(*)::int as "commissionCount"
  from commission m where m.statement_id = k.key group by 1 order by 1) x`,
};

export const statementReader = (links: StatementLinks): Reader =>
  defineReader({
    type: 'CommissionStatement',
    table: 'commission_statement',
    columns: {
      id: column('id'),
      reference: column('reference'),
      currency: column('currency'),
      opening: { sql: 'trim_scale(t.opening)' },
      accrued: { sql: 'trim_scale(t.accrued)' },
      corrections: { sql: 'trim_scale(t.corrections)' },
      rebates: { sql: 'trim_scale(t.rebates)' },
      paid: { sql: 'trim_scale(t.paid)' },
      closing: { sql: 'trim_scale(t.closing)' },
      commissionCount: column('commissions'),
      closedAt: column('closed_at'),
      pdfUrl: urlColumn(links, 'pdf'),
      csvUrl: urlColumn(links, 'csv'),
      xlsxUrl: urlColumn(links, 'xlsx'),
    },
    relations: {
      partner: one('Partner', 'partner_id'),
      period: one('CommissionPeriod', 'period_id'),
      commissions: page('Commission', 'statement_id'),
      clientRebates: list('CommissionRebate', 'statement_id', 't.id'),
      tradedMonths,
    },
    filters: { partnerId: idEquals('t.partner_id'), periodId: idEquals('t.period_id'), currency: oneOf('t.currency') },
    orders: { NUMBER: { sql: 't.number', cast: 'bigint' } },
    defaultOrder: { field: 'NUMBER', direction: 'DESC' },
    audit: { action: 'commissionStatement.readUrl', client: 'null::uuid' },
    scopeOf: ({ clientId, partnerId }: Actor) => (clientId !== null ? 'none' : partnerId !== null ? 'own' : 'made'),
    scopes: {
      none: ownPartnerScopes.none,
      own: (parameters: Parameters) => `${ownPartnerScopes.own(parameters)} and ${MADE}`,
      made: textScope(MADE),
    },
  });

export const commissionRebateReader = defineReader({
  type: 'CommissionRebate',
  table: 'commission_rebate',
  columns: { id: column('id'), currency: column('currency'), amount: { sql: 'trim_scale(t.amount)' } },
  relations: { client: one('Client', 'client_id') },
  scopeOf: ({ clientId, partnerId }: Actor) => (clientId !== null ? 'none' : partnerId !== null ? 'own' : null),
  scopes: {
    none: () => 'false',
    own: (parameters: Parameters) => `exists (select from commission_statement s where s.id = t.statement_id and s.partner_id = ${ownPartnerId(parameters)})`,
  },
});
