import { statement, type Unit } from '../../database/unit.js';
import type { RateList, Terms, Tiers } from './plan.rules.js';

const GREATEST = statement(`
  select coalesce(max(m.multiplier), 1)::text as most from partner_multiplier_version m join partner p on p.id = m.partner_id
  where m.valid_to > now() and exists (select from partner b where b.path <@ p.path and b.plan_id = $1)`);

/** The greatest multiplier, now or later, of the partners who have a plan and of those above them. */
export const greatestMultiplier = async (unit: Unit, planId: string): Promise<string> => (await unit.row<{ most: string }>(GREATEST, [planId]))!.most;

interface TermsRow extends Omit<Terms, 'special' | 'tiers'> {
  readonly plan: string;
  readonly special: readonly RateList[] | null;
  readonly tierBy: Tiers['by'] | null;
  readonly tierCounting: Tiers['counting'];
  readonly tierFrom: readonly string[];
  readonly tierMultipliers: readonly string[];
}

const TERMS = `
  select p.name as plan, t.scheme, t.tree_mode as "treeMode", t.currency, t.rates::text[] as rates, t.level_multipliers::text[] as "levelMultipliers", t.tier_by as "tierBy",
    t.tier_counting as "tierCounting", t.tier_window_days as "windowDays", t.tier_active_lots::text as "activeLots", t.tier_from::text[] as "tierFrom",
    t.tier_multipliers::text[] as "tierMultipliers", t.min_hold_seconds as "minHoldSeconds", t.max_hold_seconds as "maxHoldSeconds", t.cap_per_deal::text as "capPerDeal",
    t.cap_per_day::text as "capPerDay", t.cap_per_month::text as "capPerMonth", t.revenue, t.negative_carry as "negativeCarry", t.decimals, t.rounding,
    (select jsonb_agg(jsonb_build_object('symbol', r.symbol, 'group', r."group", 'rates', r.rates::text[], 'pipValue', r.pip_value::text)) from commission_rate r where r.terms_id = t.id) as special,
    case when t.cpa_days is not null then jsonb_build_object('firstDeposit', t.cpa_first_deposit::text, 'lots', t.cpa_lots::text, 'days', t.cpa_days, 'from', t.cpa_from) end as qualification
  from commission_terms t join commission_plan p on p.id = t.plan_id`;
const OF_DRAFT = statement(`${TERMS} where t.id = $1`);
const OF_SUBTREE = statement(`${TERMS} where t.status = 'PUBLISHED' and t.valid_to > now()
  and exists (select from partner b join partner o on b.path <@ o.path where o.id = $1 and b.plan_id = t.plan_id)`);

function termsOf({
  special,
  tierBy,
  tierCounting,
  tierFrom,
  tierMultipliers,
  ...row
}: TermsRow & Pick<Tiers, 'windowDays' | 'activeLots'>): Terms & { plan: string } {
  const steps = tierBy === null ? [] : tierFrom.map((from, at) => ({ from, multiplier: tierMultipliers[at]! }));
  return {
    ...row,
    special: special ?? [],
    tiers: tierBy === null ? null : { by: tierBy, counting: tierCounting, windowDays: row.windowDays, activeLots: row.activeLots, steps },
  };
}

/** The terms of a draft as they were judged when it was made. */
export async function draftedTerms(unit: Unit, id: string): Promise<Terms> {
  return termsOf((await unit.row<TermsRow>(OF_DRAFT, [id]))!);
}

/** The terms, in force now or later, by which a partner can earn: of its own plan and of those of everybody below. */
export const termsOfSubtree = async (unit: Unit, partnerId: string): Promise<(Terms & { readonly plan: string })[]> =>
  (await unit.rows<TermsRow>(OF_SUBTREE, [partnerId])).map(termsOf);
