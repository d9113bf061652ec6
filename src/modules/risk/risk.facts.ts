import { CRYPTO_CURRENCIES } from '../../runtime/currency.js';

/** What rules can ask about a client, by name. Amounts are decimal text; a new one is a line here and in the statement below. */
export interface RiskFacts {
  readonly country: string;
  readonly countryRisk: 'LOW' | 'MEDIUM' | 'HIGH' | 'UNLISTED';
  readonly clientType: string;
  readonly category: string;
  readonly relationshipDays: number;
  readonly sanctionsMatch: boolean;
  readonly isPep: boolean;
  readonly highestLeverage: number;
  readonly paymentSources: number;
  readonly paysInCrypto: boolean;
  /** Within twelve months, and within thirty days of it; in USD at today's rates, without what has no rate. */
  readonly depositsYearUsd: string;
  readonly depositsMonthUsd: string;
  /** How many times the usual month's deposits the last thirty days brought; 0 without months before. */
  readonly depositSurge: number;
  /** The most that the client declared to earn a year, in EUR; "0" where it set no upper end. */
  readonly declaredIncomeEur: string;
  /** The deposits of twelve months, of 100 of what was declared; 0 where nothing is to be compared. */
  readonly depositsPercentOfIncome: number;
  readonly chargebacks: number;
  /** Withdrawals within twelve months that took out four fifths or more of a deposit of the three days before. */
  readonly rapidInOut: number;
}

export const FACT_NAMES = [
  ...(['country', 'countryRisk', 'clientType', 'category', 'relationshipDays', 'sanctionsMatch', 'isPep', 'highestLeverage', 'paymentSources'] as const),
  ...([
    'paysInCrypto',
    'depositsYearUsd',
    'depositsMonthUsd',
    'depositSurge',
    'chargebacks',
    'rapidInOut',
    'declaredIncomeEur',
    'depositsPercentOfIncome',
  ] as const),
] satisfies readonly (keyof RiskFacts)[];

const NEWEST = (base: string, quote: string): string =>
  `(select r.rate from exchange_rate r where r.base = ${base} and r.quote = ${quote} order by r.at desc, r.id desc limit 1)`;
const CRYPTO = CRYPTO_CURRENCIES.map((code) => `'${code}'`).join(', ');

/** The facts of any number of clients, `$1`, as they stand now; `$2` is that now. One row a client: its id and the facts as JSON. */
export const READ_FACTS = `
  with deposit as materialized (
    select t.client_id, t.currency, coalesce(t.processed_amount, t.amount) as amount, t.settled_at, t.provider, t.status from transaction t
    where t.client_id = any($1::uuid[]) and t.type = 'DEPOSIT' and t.status in ('SETTLED','CHARGED_BACK') and t.settled_at > $2::timestamptz - interval '12 months'
  ), price as materialized (
    select m.currency, case when m.currency = 'USD' then 1 else coalesce(1 / ${NEWEST(`'USD'`, 'm.currency')}, ${NEWEST('m.currency', `'USD'`)},
      ${NEWEST(`'EUR'`, `'USD'`)} / ${NEWEST(`'EUR'`, 'm.currency')}) end as usd
    from (select distinct currency from deposit) m
  ), euro as (
    select coalesce(1 / ${NEWEST(`'USD'`, `'EUR'`)}, ${NEWEST(`'EUR'`, `'USD'`)}) as usd
  ), funding as (
    select d.client_id, coalesce(sum(d.amount * p.usd), 0) as year, coalesce(sum(d.amount * p.usd) filter (where d.settled_at > $2::timestamptz - interval '30 days'), 0) as month,
      coalesce(sum(d.amount * p.usd) filter (where d.settled_at <= $2::timestamptz - interval '30 days'), 0) / 11 as usual, count(distinct d.provider)::int as sources,
      bool_or(d.currency in (${CRYPTO})) as crypto, (count(*) filter (where d.status = 'CHARGED_BACK'))::int as chargebacks
    from deposit d join price p using (currency) group by d.client_id
  ), hasty as (
    select w.client_id, count(*)::int as times from transaction w
    where w.client_id = any($1::uuid[]) and w.type = 'WITHDRAWAL' and w.status = 'SETTLED' and w.requested_at > $2::timestamptz - interval '12 months'
      and exists (select from deposit d where d.client_id = w.client_id and d.currency = w.currency and w.amount >= d.amount * 0.8
        and d.settled_at between w.requested_at - interval '3 days' and w.requested_at)
    group by w.client_id
  ), listed as (
    select h.client_id, bool_or(h.kind = 'SANCTIONS') as sanctions, bool_or(h.kind = 'PEP') as pep from screening_hit h
    where h.client_id = any($1::uuid[]) and h.status = 'TRUE_MATCH' and h.superseded_at is null group by h.client_id
  ), declared as (
    select distinct on (a.client_id) a.client_id, a.declared_income as income from application a
    where a.client_id = any($1::uuid[]) and a.status in ('SUBMITTED','INFORMATION_REQUIRED','APPROVED') order by a.client_id, a.submitted_at desc, a.id desc
  )
  select c.id as "clientId", jsonb_build_object(
    'country', c.country, 'countryRisk', coalesce(k.risk, 'UNLISTED'), 'clientType', c.type, 'category', c.category,
    'relationshipDays', greatest(0, extract(day from $2::timestamptz - c.created_at))::int,
    'sanctionsMatch', coalesce(l.sanctions, false), 'isPep', coalesce(l.pep, false),
    'highestLeverage', coalesce((select max(a.leverage) from trading_account a where a.client_id = c.id and a.environment = 'LIVE' and a.status <> 'ARCHIVED'), 0),
    'paymentSources', coalesce(f.sources, 0), 'paysInCrypto', coalesce(f.crypto, false),
    'depositsYearUsd', round(coalesce(f.year, 0), 2)::text, 'depositsMonthUsd', round(coalesce(f.month, 0), 2)::text,
    'depositSurge', case when f.usual > 0 then floor(f.month / f.usual)::int else 0 end,
    'declaredIncomeEur', coalesce(i.income, 0)::text,
    'depositsPercentOfIncome', case when i.income > 0 then floor(coalesce(100 * f.year / (i.income * e.usd), 0))::int else 0 end,
    'chargebacks', coalesce(f.chargebacks, 0), 'rapidInOut', coalesce(y.times, 0)) as facts
  from client c left join country_risk k on k.country = c.country left join funding f on f.client_id = c.id left join hasty y on y.client_id = c.id
    left join listed l on l.client_id = c.id left join declared i on i.client_id = c.id cross join euro e
  where c.id = any($1::uuid[])`;
