import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf, DateTimeRange, ForwardArgs, PageArgs } from '../../graphql/connection.js';
import { Money } from '../../graphql/money.types.js';
import { CurrencyCode, DateTime, Decimal } from '../../graphql/scalars.js';
import { TradingAccount } from '../accounts/index.js';
import { Client } from '../clients/index.js';
import { Partner } from '../partners/index.js';
import { CommissionPlan } from './commission-plan.types.js';
import { CommissionGroupBy, CommissionStatus } from './commission.enums.js';

@ObjectType({
  simpleResolvers: true,
  description: 'What one partner earned by one trade, with the reason. Rows are never changed in their amount: a correction is a row of its own.',
})
export class Commission {
  @Field(() => ID, { description: 'The id of the commission.' })
  id: string;

  @Field(() => Partner, { nullable: true, description: 'Who earned it.' })
  partner: Partner | null;

  @Field(() => Client, { nullable: true, description: 'Who traded; null when there is no client behind it, or none that you may see.' })
  client: Client | null;

  @Field(() => TradingAccount, { nullable: true, description: 'The account that was traded on; null when there is none, or none that you may see.' })
  tradingAccount: TradingAccount | null;

  @Field(() => String, { nullable: true, description: 'The ticket of the trade that earned it, as the platform writes it.' })
  dealTicket: string | null;

  @Field(() => String, { nullable: true, description: 'The server on which that trade was done.' })
  dealServer: string | null;

  @Field(() => CommissionPlan, { nullable: true, description: 'The plan that it was worked out by; null when there is none, or none that you may see.' })
  plan: CommissionPlan | null;

  @Field(() => String, { nullable: true, description: 'What was traded: "EURUSD".' })
  symbol: string | null;

  @Field(() => Decimal, { nullable: true, description: 'The lots of the trade; below zero on a row that takes a trade back.' })
  lots: string | null;

  @Field(() => Int, { description: "How far above the client the partner stood: 1 for the client's own partner, 2 for that partner's parent." })
  level: number;

  @Field(() => Decimal, { description: 'The amount; below zero on a row that takes something back.' })
  amount: string;

  @Field(() => CurrencyCode, { description: 'The currency of the amount.' })
  currency: string;

  @Field(() => CommissionStatus, { description: 'How far it is on its way to the partner.' })
  status: keyof typeof CommissionStatus;

  @Field(() => String, { description: 'Why it is what it is: base, rate, multipliers, exchange rate; or why it is zero.' })
  explanation: string;

  @Field(() => Commission, { nullable: true, description: 'The commission that this one corrects; null when it corrects none.' })
  corrects: Commission | null;

  @Field(() => DateTime, { nullable: true, description: 'When the trade was closed.' })
  tradedAt: string | null;

  @Field(() => DateTime, { description: 'When the commission was booked.' })
  accruedAt: string;

  @Field(() => Decimal, {
    nullable: true,
    description: "What of the amount is the client's, as of the closing of its period; null: nothing, or the period is open.",
  })
  rebate: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A page of commissions.' })
export class CommissionConnection extends connectionOf(() => Commission, 'Commission', 'A commission') {
  @Field(() => [Money], { nullable: true, description: 'Sums over the whole filter, one for each currency; computed only when asked for.' })
  totals: Money[] | null;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'What was earned in one group and one currency, by when it was traded: a correction counts in the month of the trade that it corrects, also if a statement of a later month has it.',
})
export class CommissionSummary {
  @Field(() => String, {
    description:
      'The day, month, level, client id, partner id or symbol; the currency itself for CURRENCY. Empty where rows have none, or none that you may see.',
  })
  key: string;

  @Field(() => CurrencyCode, { description: 'The currency of the amount.' })
  currency: string;

  @Field(() => Decimal, { description: 'What was earned, less what was taken back.' })
  amount: string;

  @Field(() => Decimal, { description: 'The lots that were traded, less those that were taken back.' })
  lots: string;

  @Field(() => Int, { description: 'How many trades it comes from.' })
  deals: number;
}

@InputType({ description: 'Which commissions: what is left out does not narrow the list; several conditions narrow it together.' })
export class CommissionFilter {
  @Field(() => ID, { nullable: true, description: 'Earned by this partner itself (not by its subtree).' })
  partnerId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Earned by the trades of this client.' })
  clientId?: string | null;

  @Field(() => [CommissionStatus], { nullable: true, description: 'Any of these statuses.' })
  status?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Any of these symbols.' })
  symbol?: string[] | null;

  @Field(() => [Int], { nullable: true, description: 'Any of these levels.' })
  level?: number[] | null;

  @Field(() => DateTimeRange, { nullable: true, description: 'Traded in this span.' })
  tradedAt?: DateTimeRange | null;

  @Field(() => DateTimeRange, { nullable: true, description: 'Booked in this span.' })
  accruedAt?: DateTimeRange | null;

  @Field(() => ID, { nullable: true, description: 'By this plan.' })
  planId?: string | null;

  @Field(() => String, { nullable: true, description: 'Earned by the deal of this ticket, on whatever server, with all that corrects it.' })
  dealTicket?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'True: only what corrects another commission. False: all but that.' })
  isCorrection?: boolean | null;
}

@ArgsType()
export class CommissionsArgs extends PageArgs {
  @Field(() => CommissionFilter, { nullable: true, description: 'Which commissions.' })
  filter?: CommissionFilter | null;
}

@ArgsType()
export class PartnerCommissionsArgs extends ForwardArgs {
  @Field(() => CommissionFilter, { nullable: true, description: 'Which commissions.' })
  filter?: CommissionFilter | null;
}

@ArgsType()
export class CommissionSummaryArgs {
  @Field(() => DateTimeRange, { nullable: true, description: 'Trades in this span; what has no trade counts by when it was booked. Left out: everything.' })
  period?: DateTimeRange | null;

  @Field(() => CommissionGroupBy, { defaultValue: 'CURRENCY', description: 'By what to sum up.' })
  groupBy: keyof typeof CommissionGroupBy;
}
