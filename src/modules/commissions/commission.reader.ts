import { column, defineReader, list, one, ownedBy } from '../../database/reader.js';
import { equals, idEquals, oneOf, oneOfEnum, timeRange, yesOrNo } from '../../database/reader.filters.js';
import { ownPath, ownSubtree, partnerScopeOf } from '../../database/row-scopes.js';
import type { Parameters } from '../../database/statement.js';

export const commissionReader = defineReader({
  type: 'Commission',
  table: 'commission',
  columns: {
    id: column('id'),
    dealTicket: column('deal_ticket'),
    dealServer: column('deal_server'),
    symbol: column('symbol'),
    lots: column('lots'),
    level: column('level'),
    amount: column('amount'),
    currency: column('currency'),
    status: column('status'),
    explanation: column('explanation'),
    tradedAt: column('traded_at'),
    accruedAt: column('accrued_at'),
    rebate: { sql: 'trim_scale(t.rebate)' },
  },
  relations: {
    partner: one('Partner', 'partner_id'),
    client: one('Client', 'client_id'),
    tradingAccount: one('TradingAccount', 'trading_account_id'),
    corrects: one('Commission', 'corrects_id'),
    plan: one('CommissionPlan', 'plan_id'),
    statement: one('CommissionStatement', 'statement_id'),
  },
  filters: {
    partnerId: idEquals('t.partner_id'),
    clientId: idEquals('t.client_id'),
    status: oneOfEnum('t.status'),
    symbol: oneOf('t.symbol'),
    level: oneOf('t.level', 'int'),
    tradedAt: timeRange('t.traded_at'),
    accruedAt: timeRange('t.accrued_at'),
    planId: idEquals('t.plan_id'),
    dealTicket: equals('t.deal_ticket'),
    isCorrection: yesOrNo('t.corrects_id is not null', 't.corrects_id is null'),
  },
  orders: { ACCRUED_AT: { sql: 't.accrued_at', cast: 'timestamptz' } },
  defaultOrder: { field: 'ACCRUED_AT', direction: 'ASC' },
  totals: { amount: 't.amount', currency: 't.currency' },
  scopeOf: partnerScopeOf,
  scopes: {
    none: () => 'false',
    subtree: ownedBy('t.partner_id', ownSubtree),
  },
});

export const commissionPlanReader = defineReader({
  type: 'CommissionPlan',
  table: 'commission_plan',
  columns: {
    id: column('id'),
    version: column('version'),
    name: column('name'),
    scheme: column('scheme'),
    treeMode: column('tree_mode'),
    currency: column('currency'),
    // as text, or the driver makes floating point numbers of them
    rates: { sql: 't.rates::text[]' },
    minHoldSeconds: column('min_hold_seconds'),
    period: column('period'),
    effectiveFrom: column('effective_from'),
  },
  relations: { terms: list('CommissionTerms', 'plan_id', 't.number') },
  filters: { scheme: oneOfEnum('t.scheme'), treeMode: oneOfEnum('t.tree_mode') },
  orders: { NAME: { sql: 't.name', cast: 'text' } },
  defaultOrder: { field: 'NAME', direction: 'ASC' },
  scopeOf: partnerScopeOf,
  scopes: {
    none: () => 'false',
    subtree: (parameters: Parameters) => `exists (select from partner s where s.plan_id = t.id and s.path <@ ${ownPath(parameters)})`,
  },
});

/** Drafts are the broker's. */
const ofPlans = {
  scopeOf: partnerScopeOf,
  scopes: {
    none: () => 'false',
    subtree: (parameters: Parameters) =>
      `(t.status = 'PUBLISHED' and exists (select from partner s where s.plan_id = t.plan_id and s.path <@ ${ownPath(parameters)}))`,
  },
};

export const commissionTermsReader = defineReader({
  type: 'CommissionTerms',
  table: 'commission_terms',
  columns: {
    id: column('id'),
    number: column('number'),
    status: column('status'),
    validFrom: { sql: `case when t.status <> 'DRAFT' and t.valid_from > '-infinity' then t.valid_from end` },
    validTo: { sql: `case when t.status <> 'DRAFT' and t.valid_to < 'infinity' then t.valid_to end` },
    scheme: column('scheme'),
    treeMode: column('tree_mode'),
    currency: column('currency'),
    rates: { sql: 't.rates::text[]' },
    minHoldSeconds: column('min_hold_seconds'),
    maxHoldSeconds: column('max_hold_seconds'),
    hedged: column('hedged'),
    capPerDeal: column('cap_per_deal'),
    capPerDay: column('cap_per_day'),
    capPerMonth: column('cap_per_month'),
    levelMultipliers: { sql: 't.level_multipliers::text[]' },
    tierBy: column('tier_by'),
    tierCounting: column('tier_counting'),
    tierWindowDays: column('tier_window_days'),
    tierActiveLots: column('tier_active_lots'),
    tierFrom: { sql: 't.tier_from::text[]' },
    tierMultipliers: { sql: 't.tier_multipliers::text[]' },
    revenue: column('revenue'),
    negativeCarry: column('negative_carry'),
    decimals: column('decimals'),
    rounding: column('rounding'),
    qualifyingDeposit: column('cpa_first_deposit'),
    qualifyingLots: column('cpa_lots'),
    qualifyingDays: column('cpa_days'),
    qualifyingFrom: column('cpa_from'),
    note: column('note'),
    publishedBy: column('published_by'),
  },
  relations: { special: list('CommissionSpecialRates', 'terms_id', 't.symbol nulls last, t."group", t.id') },
  ...ofPlans,
});

export const commissionSpecialRatesReader = defineReader({
  type: 'CommissionSpecialRates',
  table: 'commission_rate',
  columns: { id: column('id'), symbol: column('symbol'), group: column('group'), rates: { sql: 't.rates::text[]' }, pipValue: column('pip_value') },
  scopeOf: partnerScopeOf,
  scopes: {
    none: () => 'false',
    subtree: (parameters: Parameters) =>
      `exists (select from commission_terms x join partner s on s.plan_id = x.plan_id where x.id = t.terms_id and x.status = 'PUBLISHED' and s.path <@ ${ownPath(parameters)})`,
  },
});

export const partnerMultiplierReader = defineReader({
  type: 'PartnerMultiplier',
  table: 'partner_multiplier_version',
  columns: {
    id: column('id'),
    multiplier: column('multiplier'),
    validFrom: column('valid_from'),
    validTo: { sql: `case when t.valid_to < 'infinity' then t.valid_to end` },
  },
  scopeOf: partnerScopeOf,
  scopes: { none: () => 'false', subtree: ownedBy('t.partner_id', ownSubtree) },
});
