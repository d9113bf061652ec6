import { Field, ID, Int, ObjectType } from 'type-graphql';
import { CurrencyCode, DateTime, Decimal } from '../../graphql/scalars.js';
import { CommissionPlanPeriod, CommissionScheme, CommissionTreeMode } from './commission.enums.js';

@ObjectType({ simpleResolvers: true, description: 'By what rules a partner, and those above it, earn commissions.' })
export class CommissionPlan {
  @Field(() => ID, { description: 'The id of the plan.' })
  id: string;

  @Field(() => Int, { description: 'Counts the changes of the plan.' })
  version: number;

  @Field(() => String, { description: 'The name of the plan.' })
  name: string;

  @Field(() => CommissionScheme, { description: 'What it pays for.' })
  scheme: keyof typeof CommissionScheme;

  @Field(() => CommissionTreeMode, { description: 'How the partners above the client share.' })
  treeMode: keyof typeof CommissionTreeMode;

  @Field(() => CurrencyCode, { description: 'The currency that it pays in.' })
  currency: string;

  @Field(() => [Decimal], { description: 'The rates by level, level 1 first: amounts or per cent, as the scheme says.' })
  rates: string[];

  @Field(() => Int, { description: 'For how many seconds a position must have been held to earn anything.' })
  minHoldSeconds: number;

  @Field(() => CommissionPlanPeriod, { description: 'How often its commissions are closed into statements.' })
  period: keyof typeof CommissionPlanPeriod;

  @Field(() => DateTime, { description: 'From when on it holds.' })
  effectiveFrom: string;
}
