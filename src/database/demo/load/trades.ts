import { startOfMonth } from '../calendar.js';
import type { Traded } from '../commissions.js';
import type { Candidate, Commission, Deal, DealFacts, Partner, Setting, Time } from '../model.js';
import { Random } from '../random.js';
import type { CopyRow } from './copy.js';
import { load, type TableLoad } from './table-load.js';

/** Deals lie in a partition for each month: a year that begins within a month touches thirteen of them. */
const monthsUntil = (now: Time): Time[] => Array.from({ length: 14 }, (_, back) => startOfMonth(now, back - 13));
const partitionOf = (month: Time): string => `deal_${new Date(month).toISOString().slice(0, 7).replace('-', '_')}`;

/** The names of the tables that are filled with deals, and with what follows from them. */
export const tradeTables = (now: Time): string[] => [
  ...monthsUntil(now).map(partitionOf),
  'deal_correction',
  'deal_unpaid',
  'commission_candidate',
  'commission',
];

/** They stand before the payments of the year are made up. */
export function tradeTablesOf({ deals, commissions, candidates }: Traded, setting: Setting): TableLoad[] {
  const byMonth = Map.groupBy(deals, ({ closedAt }) => startOfMonth(closedAt));
  const [corrections, unpaid] = [new Random(setting.seed, 'deal corrections'), new Random(setting.seed, 'unpaid deals')];
  return [
    load('commission', COMMISSION_COLUMNS, commissions, putCommission),
    ...monthsUntil(setting.now).map((month) => load(partitionOf(month), DEAL_COLUMNS, byMonth.get(month) ?? [], putDeal)),
    load('deal_correction', 'id, server, ticket, batch, at, before, after', deals.filter(isAmended), (row, deal) =>
      row
        .uuid(corrections.id(deal.amended.at))
        .text(deal.account.server)
        .int8(Number(deal.ticket))
        .int8(0)
        .time(deal.amended.at)
        .json(told(deal, deal.amended.before))
        .json(told(deal, deal)),
    ),
    load('deal_unpaid', UNPAID_COLUMNS, deals.filter(isUnpaid), (row, deal) => putUnpaid(row, deal, unpaid.id(deal.closedAt))),
    load('commission_candidate', CANDIDATE_COLUMNS, candidates, putCandidate),
  ];
}

/** The plans of partners, and their multipliers, since when. */
export function contractTables(partners: readonly Partner[], setting: Setting): TableLoad[] {
  const random = new Random(setting.seed, 'multipliers');
  return [
    load(
      'partner_plan_version',
      'partner_id, valid_from, plan_id',
      partners.filter(({ plan }) => plan !== null),
      (row, { id, plan, planFrom }) =>
        row
          .uuid(id)
          .time(planFrom ?? -Infinity)
          .uuid(plan?.id ?? null),
    ),
    load('partner_multiplier_version', 'id, partner_id, valid_from, multiplier', partners.flatMap(multiplied), (row, { id, value, from }) =>
      row.uuid(random.id(from)).uuid(id).time(from).decimal(value),
    ),
  ];
}

const multiplied = ({ id, multiplier }: Partner) => (multiplier === null ? [] : [{ id, ...multiplier }]);

const COMMISSION_COLUMNS = `id, partner_id, client_id, trading_account_id, plan_id, terms_id, deal_server, deal_ticket, symbol, lots, level, amount, currency, status, explanation,
  corrects_id, traded_at, accrued_at, statement_id, rebate, is_cpa`;

const putCommission = (row: CopyRow, { deal, ...commission }: Commission): void => {
  row
    .uuid(commission.id)
    .uuid(commission.partner.id)
    .uuid(commission.client.id)
    .uuid(deal?.account.id ?? null)
    .uuid(commission.plan.id)
    .uuid(commission.plan.id);
  row
    .text(deal?.account.server ?? null)
    .text(deal?.ticket ?? null)
    .text(deal?.instrument ?? null)
    .thousandths(commission.lots)
    .int2(commission.level);
  row.fine(commission.amount).text(commission.currency).text(commission.status).text(commission.explanation);
  row
    .uuid(commission.corrects?.id ?? null)
    .time(commission.tradedAt)
    .time(commission.accruedAt);
  row
    .uuid(commission.statement?.id ?? null)
    .fine(commission.rebate === 0 ? null : commission.rebate)
    .bool(deal === null);
};

const DEAL_COLUMNS = `server, ticket, time, batch, trading_account_id, action, entry, position_id, symbol, lots, closed_lots, price, opened_at, profit, swap, commission, spread,
  is_cancelled`;

const actionOf = ({ ticket }: Deal): string => (Number(ticket) % 2 === 0 ? 'BUY' : 'SELL');

const putDeal = (row: CopyRow, deal: Deal): void => {
  row.text(deal.account.server).int8(Number(deal.ticket)).time(deal.closedAt).int8(0).uuid(deal.account.id).text(actionOf(deal)).text(deal.entry);
  row
    .int8(Number(deal.ticket) - 1)
    .text(deal.symbol)
    .hundredths(deal.hundredthLots)
    .hundredths(deal.hundredthLots)
    .decimal(deal.price);
  row.time(openedAt(deal)).hundredths(deal.profit).hundredths(deal.swap).hundredths(deal.commission);
  row.hundredths(deal.spread === null ? null : deal.spread * 10).bool(deal.isCancelled);
};

const openedAt = ({ closedAt, heldSeconds }: Deal): Time | null => (heldSeconds === null ? null : closedAt - heldSeconds * 1000);

/** What the platform told at one time, by the columns of the table. */
function told(deal: Deal, { price, profit, swap, commission, spread, isCancelled }: DealFacts & { readonly isCancelled: boolean }): Record<string, unknown> {
  const opened = openedAt(deal);
  return {
    ...{ server: deal.account.server, ticket: Number(deal.ticket), time: new Date(deal.closedAt).toISOString(), trading_account_id: deal.account.id },
    ...{ action: actionOf(deal), entry: deal.entry, position_id: Number(deal.ticket) - 1, symbol: deal.symbol },
    ...{
      lots: deal.hundredthLots / 100,
      closed_lots: deal.hundredthLots / 100,
      price: Number(price),
      opened_at: opened === null ? null : new Date(opened).toISOString(),
    },
    ...{ profit: profit / 100, swap: swap / 100, commission: commission / 100, spread: spread === null ? null : spread / 10, is_cancelled: isCancelled },
  };
}

type Amended = Deal & { readonly amended: NonNullable<Deal['amended']> };
type Unpaid = Deal & { readonly unpaid: NonNullable<Deal['unpaid']> };
const isAmended = (deal: Deal): deal is Amended => deal.amended !== null;
const isUnpaid = (deal: Deal): deal is Unpaid => deal.unpaid !== null;

const UNPAID_COLUMNS = 'id, server, ticket, time, trading_account_id, client_id, partner_id, symbol, lots, reason, detail';

const putUnpaid = (row: CopyRow, { account, ticket, closedAt, instrument, symbol, hundredthLots, unpaid }: Unpaid, id: string): void => {
  row.uuid(id).text(account.server).int8(Number(ticket)).time(closedAt).uuid(account.id).uuid(account.client.id);
  row
    .uuid(account.client.partner?.id ?? null)
    .text(instrument ?? symbol)
    .hundredths(hundredthLots)
    .text(unpaid.reason)
    .text(unpaid.detail);
};

const CANDIDATE_COLUMNS = 'id, partner_id, plan_id, status, first_deposit, currency, lots, until, qualified_at, missing, updated_at';

const putCandidate = (row: CopyRow, of: Candidate): void => {
  row.uuid(of.client.id).uuid(of.partner.id).uuid(of.plan.id).text(of.status).fine(of.firstDeposit).text(of.plan.currency);
  row.thousandths(of.lots).time(of.until).time(of.qualifiedAt).text(of.missing).time(of.updatedAt);
};
