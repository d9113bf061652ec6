import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf, DateTimeRange, PageArgs } from '../../graphql/connection.js';
import { CurrencyCode, DateTime, Decimal } from '../../graphql/scalars.js';
import { enumOf, UserError } from '../../graphql/user-error.js';
import { CommissionScheme, CommissionTreeMode } from './commission.enums.js';
import { CommissionPlan } from './commission-plan.types.js';
import {
  CommissionQualificationInput,
  CommissionQualifyingFrom,
  CommissionRevenue,
  CommissionRounding,
  CommissionTierBy,
  CommissionTierCounting,
  CommissionTiersInput,
} from './plan-terms.types.js';

export const CommissionTermsStatus = enumOf(['DRAFT', 'PUBLISHED', 'WITHDRAWN']);
registerEnumType(CommissionTermsStatus, {
  name: 'CommissionTermsStatus',
  description: 'Where the terms of a plan stand.',
  valuesConfig: {
    DRAFT: { description: 'They can be changed and tried, and pay nobody.' },
    PUBLISHED: { description: 'They hold from their first day to their last.' },
    WITHDRAWN: { description: 'Others were published in their place before they came into force.' },
  },
});

export const HedgedPairs = enumOf(['ONCE', 'BOTH', 'NONE']);
registerEnumType(HedgedPairs, {
  name: 'HedgedPairs',
  description: 'What two positions that are closed against each other count for.',
  valuesConfig: {
    ONCE: { description: 'Once: each of the two deals counts half.' },
    BOTH: { description: 'Twice: each of the two deals counts.' },
    NONE: { description: 'Nothing.' },
  },
});

@ObjectType({ simpleResolvers: true, description: "Other rates than the plan's, for an instrument or a group of them." })
export class CommissionSpecialRates {
  @Field(() => ID, { description: 'The id of the row.' })
  id: string;

  @Field(() => String, { nullable: true, description: 'The instrument; null: a group. Rates of an instrument go before those of its group.' })
  symbol: string | null;

  @Field(() => String, { nullable: true, description: 'The group; null: an instrument.' })
  group: string | null;

  @Field(() => [Decimal], { description: 'The rates by level, level 1 first.' })
  rates: string[];

  @Field(() => Decimal, {
    nullable: true,
    description: "PIPS: what a pip of a lot is worth in the plan's currency; null: by contract, price and exchange rate.",
  })
  pipValue: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'The terms of a plan for a time. Once published they are never changed.' })
export class CommissionTerms {
  @Field(() => ID, { description: 'The id of the terms.' })
  id: string;

  @Field(() => Int, { description: 'Counts the terms of the plan.' })
  number: number;

  @Field(() => CommissionTermsStatus, { description: 'Where they stand.' })
  status: keyof typeof CommissionTermsStatus;

  @Field(() => DateTime, { nullable: true, description: 'From when on they hold; null: from the beginning, or not yet.' })
  validFrom: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Until when they hold; null: until others do.' })
  validTo: string | null;

  @Field(() => CommissionScheme, { description: 'What they pay for.' })
  scheme: keyof typeof CommissionScheme;

  @Field(() => CommissionTreeMode, { description: 'How the partners above the client share.' })
  treeMode: keyof typeof CommissionTreeMode;

  @Field(() => CurrencyCode, { description: 'The currency that they pay in.' })
  currency: string;

  @Field(() => [Decimal], { description: 'The rates by level, level 1 first, where there are no special ones.' })
  rates: string[];

  @Field(() => [CommissionSpecialRates], { description: 'Rates for instruments and groups.' })
  special: CommissionSpecialRates[];

  @Field(() => Int, { description: 'How many seconds a position must have been held.' })
  minHoldSeconds: number;

  @Field(() => Int, { nullable: true, description: 'How many seconds it may have been held at most; null: any time.' })
  maxHoldSeconds: number | null;

  @Field(() => HedgedPairs, { description: 'What positions that are closed against each other count for.' })
  hedged: keyof typeof HedgedPairs;

  @Field(() => Decimal, { nullable: true, description: 'The most that a deal gives, over all levels together; null: there is no cap.' })
  capPerDeal: string | null;

  @Field(() => Decimal, {
    nullable: true,
    description: "The most that the deals of a partner's own clients give a day (UTC), over all levels together, the earliest first.",
  })
  capPerDay: string | null;

  @Field(() => Decimal, { nullable: true, description: 'The same for a month.' })
  capPerMonth: string | null;

  @Field(() => [Decimal], { nullable: true, description: 'What the one rate is multiplied by, level 1 first; null: there is a rate for each level.' })
  levelMultipliers: string[] | null;

  @Field(() => CommissionTierBy, { nullable: true, description: 'What tiers go by; null: there are none.' })
  tierBy: keyof typeof CommissionTierBy | null;

  @Field(() => CommissionTierCounting, { nullable: true, description: 'How tiers count.' })
  tierCounting: keyof typeof CommissionTierCounting | null;

  @Field(() => Int, { nullable: true, description: 'Over how many days tiers count; null: by the calendar month.' })
  tierWindowDays: number | null;

  @Field(() => Decimal, { nullable: true, description: 'How many lots make a client active.' })
  tierActiveLots: string | null;

  @Field(() => [Decimal], { nullable: true, description: 'From how much on each tier holds, the lowest first.' })
  tierFrom: string[] | null;

  @Field(() => [Decimal], { nullable: true, description: 'What rewards are multiplied by in each of them.' })
  tierMultipliers: string[] | null;

  @Field(() => CommissionRevenue, { description: 'REVENUE_SHARE: what revenue is.' })
  revenue: keyof typeof CommissionRevenue;

  @Field(() => Boolean, { description: 'REVENUE_SHARE: whether what is below zero in a month is made good later; otherwise no month is below zero.' })
  negativeCarry: boolean;

  @Field(() => Int, { description: 'How many decimals amounts have.' })
  decimals: number;

  @Field(() => CommissionRounding, { description: 'How they are rounded.' })
  rounding: keyof typeof CommissionRounding;

  @Field(() => Decimal, { nullable: true, description: 'CPA: how much the first deposit has to be at least.' })
  qualifyingDeposit: string | null;

  @Field(() => Decimal, { nullable: true, description: 'CPA: how many lots the client has to close.' })
  qualifyingLots: string | null;

  @Field(() => Int, { nullable: true, description: 'CPA: within how many days.' })
  qualifyingDays: number | null;

  @Field(() => CommissionQualifyingFrom, { nullable: true, description: 'CPA: of what.' })
  qualifyingFrom: keyof typeof CommissionQualifyingFrom | null;

  @Field(() => String, { nullable: true, description: 'What whoever drafted them wrote down.' })
  note: string | null;

  @Field(() => String, { nullable: true, description: 'Who published them; null: nobody yet, or they came with the plan.' })
  publishedBy: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A page of plans.' })
export class CommissionPlanConnection extends connectionOf(() => CommissionPlan, 'CommissionPlan', 'A plan') {}

@InputType({ description: 'Which plans.' })
export class CommissionPlanFilter {
  @Field(() => [CommissionScheme], { nullable: true, description: 'That pay for one of these.' })
  scheme?: string[] | null;

  @Field(() => [CommissionTreeMode], { nullable: true, description: 'That share in one of these ways.' })
  treeMode?: string[] | null;
}

@ArgsType()
export class CommissionPlansArgs extends PageArgs {
  @Field(() => CommissionPlanFilter, { nullable: true, description: 'Which plans; left out: all of them.' })
  filter?: CommissionPlanFilter | null;
}

@InputType({ description: 'Rates for an instrument, or for a group.' })
export class CommissionSpecialRatesInput {
  @Field(() => String, { nullable: true, description: 'The instrument.' })
  symbol?: string | null;

  @Field(() => String, { nullable: true, description: 'Or the group.' })
  group?: string | null;

  @Field(() => [Decimal], { description: 'The rates by level, level 1 first.' })
  rates: string[];

  @Field(() => Decimal, {
    nullable: true,
    description: "PIPS: what a pip of a lot is worth in the plan's currency; left out: by contract, price and exchange rate.",
  })
  pipValue?: string | null;
}

@InputType({ description: 'The terms of a plan as they are drafted: of a new plan by its name, or of one that is there by its id and version.' })
export class CommissionPlanDraftInput {
  @Field(() => ID, { nullable: true, description: 'Which plan; left out: a new one.' })
  id?: string | null;

  @Field(() => Int, { nullable: true, description: 'The version of it that you saw.' })
  version?: number | null;

  @Field(() => String, { nullable: true, description: 'The name of a new plan.' })
  name?: string | null;

  @Field(() => CommissionScheme, { description: 'What it pays for.' })
  scheme: keyof typeof CommissionScheme;

  @Field(() => CommissionTreeMode, { description: 'How the partners above the client share.' })
  treeMode: keyof typeof CommissionTreeMode;

  @Field(() => CurrencyCode, { description: 'The currency that it pays in.' })
  currency: string;

  @Field(() => [Decimal], {
    description:
      'Level 1 first. Amounts, pips or per cent, as the scheme says. DIFFERENTIAL: what all levels up to this one get. SPLIT: the reward, and then the per cent of it that go up.',
  })
  rates: string[];

  @Field(() => [CommissionSpecialRatesInput], { nullable: true, description: 'Rates for instruments and groups.' })
  special?: CommissionSpecialRatesInput[] | null;

  @Field(() => Int, { nullable: true, description: 'How many seconds a position must have been held; left out: 0.' })
  minHoldSeconds?: number | null;

  @Field(() => Int, { nullable: true, description: 'How many seconds it may have been held at most; left out: any time.' })
  maxHoldSeconds?: number | null;

  @Field(() => HedgedPairs, { nullable: true, description: 'What positions that are closed against each other count for; left out: ONCE.' })
  hedged?: keyof typeof HedgedPairs | null;

  @Field(() => Decimal, { nullable: true, description: 'The most that a deal gives, over all levels together; left out: there is no cap.' })
  capPerDeal?: string | null;

  @Field(() => Decimal, { nullable: true, description: "The most that the deals of a partner's own clients give a day (UTC), over all levels together." })
  capPerDay?: string | null;

  @Field(() => Decimal, { nullable: true, description: 'The same for a month.' })
  capPerMonth?: string | null;

  @Field(() => [Decimal], { nullable: true, description: 'What the one rate is multiplied by, level 1 first; left out: there is a rate for each level.' })
  levelMultipliers?: string[] | null;

  @Field(() => CommissionTiersInput, { nullable: true, description: 'Tiers; left out: there are none.' })
  tiers?: CommissionTiersInput | null;

  @Field(() => CommissionRevenue, { nullable: true, description: 'REVENUE_SHARE: what revenue is; left out: FEES.' })
  revenue?: keyof typeof CommissionRevenue | null;

  @Field(() => Boolean, { nullable: true, description: 'REVENUE_SHARE: whether what is below zero in a month is made good later; left out: it is.' })
  negativeCarry?: boolean | null;

  @Field(() => Int, { nullable: true, description: 'How many decimals amounts have; left out: 8. Payouts are rounded to the currency all the same.' })
  decimals?: number | null;

  @Field(() => CommissionRounding, { nullable: true, description: 'How they are rounded; left out: HALF_UP.' })
  rounding?: keyof typeof CommissionRounding | null;

  @Field(() => CommissionQualificationInput, { nullable: true, description: 'CPA: when a client counts.' })
  qualification?: CommissionQualificationInput | null;

  @Field(() => String, { nullable: true, description: 'What to write down with it.' })
  note?: string | null;
}

@InputType({ description: 'A draft that is put in force.' })
export class CommissionPlanPublishInput {
  @Field(() => ID, { description: 'Which plan.' })
  id: string;

  @Field(() => Int, { description: 'The version of it that you saw.' })
  version: number;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'From when on it holds; left out: from now on. In the past only for the first terms of a plan: have what was traded since then worked out anew.',
  })
  effectiveFrom?: string | null;
}

@ArgsType()
export class PlanSimulateArgs {
  @Field(() => ID, { description: 'Which plan: one that has a draft.' })
  id: string;

  @Field(() => DateTimeRange, { description: 'Of which deals: up to now where it has no end.' })
  period: DateTimeRange;
}

@ObjectType({ simpleResolvers: true, description: 'The plan as it is now, or why nothing was done.' })
export class CommissionPlanPayload {
  @Field(() => CommissionPlan, { nullable: true, description: 'The plan; null when there are errors.' })
  plan: CommissionPlan | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}
