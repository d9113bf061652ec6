import { MINUTE } from '../calendar.js';
import type { Client, Fine, Partner, PayoutRun, Period, Setting, Statement } from '../model.js';
import { aboutInMinor } from '../money.js';
import { Random } from '../random.js';
import { type Account, Closing, LEAST_PAYOUT_USD, SHARE } from '../statements.js';
import type { CopyRow } from './copy.js';
import { load, type TableLoad } from './table-load.js';

interface Balance {
  readonly account: Account;
  readonly client: Client | null;
  readonly stated: Fine;
  readonly paid: Fine;
}

/** Periods, statements, runs, and what is left to be paid. */
export function payoutTables(closing: Closing, setting: Setting): TableLoad[] {
  const random = new Random(setting.seed, 'periods');
  return [
    load('commission_period', PERIOD_COLUMNS, closing.periods, putPeriod),
    load('commission_statement', STATEMENT_COLUMNS, closing.statements, putStatement),
    load('commission_rebate', 'id, statement_id, client_id, currency, amount', rebatesOf(closing.statements), (row, { statement, client, fine }) =>
      row.uuid(random.id(statement.closedAt)).uuid(statement.id).uuid(client.id).text(statement.currency).fine(fine),
    ),
    load('commission_balance', 'partner_id, client_id, currency, stated, paid', balancesOf(closing.accounts), putBalance),
    load('commission_payout_run', RUN_COLUMNS, closing.runs, putRun),
    load('commission_payout', PAYOUT_COLUMNS, closing.payouts, putPayout),
    load('rebate_share', 'id, partner_id, share, valid_from, set_by, set_at', sharersOf(closing.accounts), (row, partner) =>
      row
        .uuid(random.id(closing.sharedFrom))
        .uuid(partner.id)
        .hundredths(SHARE * 100)
        .time(closing.sharedFrom)
        .text('partner')
        .time(closing.sharedFrom),
    ),
    load('commission_payout_minimum', 'currency, amount, updated_at', ['USD', 'EUR'] as const, (row, currency) =>
      row.text(currency).amount(aboutInMinor(LEAST_PAYOUT_USD, currency), currency).time(setting.start),
    ),
  ];
}

const PERIOD_COLUMNS = 'id, length, starts_at, ends_at, status, expected, commissions, asked_by, begun_at, collected_at, closed_at';

const putPeriod = (row: CopyRow, { id, length, startsAt, endsAt, closedAt, commissions }: Period): void => {
  row.uuid(id).text(length).time(startsAt).time(endsAt);
  row
    .text(closedAt === null ? 'OPEN' : 'CLOSED')
    .int8(commissions)
    .int8(commissions);
  row
    .text(closedAt === null ? null : 'Countinghouse')
    .time(closedAt && closedAt - MINUTE)
    .time(closedAt)
    .time(closedAt);
};

const STATEMENT_COLUMNS =
  'id, number, period_id, partner_id, currency, opening, accrued, corrections, rebates, paid, closing, commissions, closed_at, payout_id';

const putStatement = (row: CopyRow, of: Statement): void => {
  row.uuid(of.id).int8(of.number).uuid(of.period.id).uuid(of.partner.id).text(of.currency).fine(of.opening).fine(of.accrued);
  row.fine(of.corrections).fine(of.rebated).fine(of.paid).fine(of.closing).int4(of.commissions);
  row.time(of.closedAt).uuid(of.payout?.id ?? null);
};

function* rebatesOf(statements: readonly Statement[]): Iterable<{ readonly statement: Statement; readonly client: Client; readonly fine: Fine }> {
  for (const statement of statements) for (const [client, fine] of statement.rebates) yield { statement, client, fine };
}

function* balancesOf(accounts: readonly Account[]): Iterable<Balance> {
  for (const account of accounts) {
    yield { account, client: null, stated: account.closing, paid: account.paid };
    for (const [client, stated] of account.clients) yield { account, client, stated, paid: 0 };
  }
}

const putBalance = (row: CopyRow, { account: { partner, currency }, client, stated, paid }: Balance): void => {
  row
    .uuid(partner.id)
    .uuid(client?.id ?? null)
    .text(currency)
    .fine(stated)
    .fine(paid);
};

const RUN_COLUMNS = `id, version, number, status, note, made_by, made_by_id, made_at, submitted_by, submitted_by_id, submitted_at, decided_by, decided_at, reason, ended_at`;

const putRun = (row: CopyRow, { id, number, month, status, maker, checker, madeAt, decidedAt, reason }: PayoutRun): void => {
  row
    .uuid(id)
    .int4(status === 'PAID' ? 5 : status === 'REJECTED' ? 3 : 2)
    .int8(number)
    .text(status);
  row
    .text(`Month of ${new Date(month).toISOString().slice(0, 7)}`)
    .text(maker.name)
    .uuid(maker.id)
    .time(madeAt);
  row
    .text(maker.name)
    .uuid(maker.id)
    .time(madeAt + 10 * MINUTE);
  row
    .text(checker?.name ?? null)
    .time(decidedAt)
    .text(reason)
    .time(decidedAt && decidedAt + (status === 'PAID' ? MINUTE : 0));
};

const PAYOUT_COLUMNS = 'id, run_id, partner_id, client_id, currency, balance, amount, status, reason, transaction_id, drafted_at, paid_at';

const putPayout = (row: CopyRow, of: Closing['payouts'][number]): void => {
  row
    .uuid(of.id)
    .uuid(of.run.id)
    .uuid(of.partner.id)
    .uuid(of.client?.id ?? null)
    .text(of.currency);
  row.fine(of.balance).amount(of.amount, of.currency).text(of.status).text(of.reason);
  row
    .uuid(of.transaction?.id ?? null)
    .time(of.run.madeAt)
    .time(of.transaction?.settledAt ?? null);
};

/** Each partner once, however many currencies it earns in. */
const sharersOf = (accounts: readonly Account[]): Iterable<Partner> => new Set(accounts.map(({ partner }) => partner).filter(Closing.isSharing));
