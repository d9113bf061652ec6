import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf, DateTimeRange, PageArgs } from '../../graphql/connection.js';
import { DateTime } from '../../graphql/scalars.js';
import { UserError } from '../../graphql/user-error.js';
import { CommissionPlan, CommissionPlanPeriod } from '../commissions/index.js';
import { PeriodStatus } from './payout.enums.js';

@ObjectType({
  simpleResolvers: true,
  description:
    'A time whose commissions are closed into statements: of all plans whose periods are of that length. Days, weeks from Monday on, months; in UTC.',
})
export class CommissionPeriod {
  @Field(() => ID, { description: 'The id of the period.' })
  id: string;

  @Field(() => CommissionPlanPeriod, { description: 'How long it is.' })
  length: keyof typeof CommissionPlanPeriod;

  @Field(() => DateTime, { description: 'Its first instant.' })
  startsAt: string;

  @Field(() => DateTime, { description: 'Its end, which is the beginning of the next one.' })
  endsAt: string;

  @Field(() => PeriodStatus, { description: 'Where it stands.' })
  status: keyof typeof PeriodStatus;

  @Field(() => Int, { description: 'How many commissions were open when its closing began.' })
  expected: number;

  @Field(() => Int, { description: 'How many commissions are in its statements so far.' })
  commissions: number;

  @Field(() => String, { nullable: true, description: 'Who had it closed; null: nobody yet.' })
  askedBy: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When its closing began.' })
  begunAt: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was closed.' })
  closedAt: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A page of periods.' })
export class CommissionPeriodConnection extends connectionOf(() => CommissionPeriod, 'CommissionPeriod', 'A period') {}

@InputType({ description: 'Which periods: what is left out does not narrow the list; several conditions narrow it together.' })
export class CommissionPeriodFilter {
  @Field(() => [CommissionPlanPeriod], { nullable: true, description: 'Of any of these lengths.' })
  length?: string[] | null;

  @Field(() => [PeriodStatus], { nullable: true, description: 'In any of these statuses.' })
  status?: string[] | null;

  @Field(() => DateTimeRange, { nullable: true, description: 'Beginning in this span.' })
  startsAt?: DateTimeRange | null;
}

@ArgsType()
export class CommissionPeriodsArgs extends PageArgs {
  @Field(() => CommissionPeriodFilter, { nullable: true, description: 'Which periods; the latest first.' })
  filter?: CommissionPeriodFilter | null;
}

@InputType({ description: 'Which period to close.' })
export class CommissionPeriodCloseInput {
  @Field(() => CommissionPlanPeriod, { description: 'Of plans whose periods are of this length.' })
  length: keyof typeof CommissionPlanPeriod;

  @Field(() => DateTime, { nullable: true, description: 'A moment in the period; left out: the last one that is over.' })
  at?: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'The period as it is now, or why it is not closed.' })
export class CommissionPeriodPayload {
  @Field(() => CommissionPeriod, { nullable: true, description: 'The period; null when there are errors.' })
  period: CommissionPeriod | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}

@InputType({ description: 'How long the periods of a plan are.' })
export class CommissionPlanPeriodSetInput {
  @Field(() => ID, { description: 'The plan.' })
  id: string;

  @Field(() => Int, { description: 'The version of the plan that you saw.' })
  version: number;

  @Field(() => CommissionPlanPeriod, { description: 'How long they are from now on: what is open is closed by it too.' })
  period: keyof typeof CommissionPlanPeriod;
}

@ObjectType({ simpleResolvers: true, description: 'The plan as it is now, or why nothing changed.' })
export class CommissionPlanPeriodPayload {
  @Field(() => CommissionPlan, { nullable: true, description: 'The plan; null when there are errors.' })
  plan: CommissionPlan | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}
