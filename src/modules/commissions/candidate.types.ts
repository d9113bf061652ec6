import { ArgsType, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf, PageArgs } from '../../graphql/connection.js';
import { CurrencyCode, DateTime, Decimal } from '../../graphql/scalars.js';
import { enumOf } from '../../graphql/user-error.js';
import { Client } from '../clients/index.js';
import { Partner } from '../partners/index.js';
import { CommissionPlan } from './commission-plan.types.js';

export const CommissionCandidateStatus = enumOf(['WAITING', 'QUALIFIED', 'MISSED']);
registerEnumType(CommissionCandidateStatus, {
  name: 'CommissionCandidateStatus',
  description: 'How far a client is on the way to what a plan pays for it.',
  valuesConfig: {
    WAITING: { description: 'Something is missing, and there is time for it.' },
    QUALIFIED: { description: 'It counts: what the plan pays for it is accrued.' },
    MISSED: { description: 'It cannot qualify any more. A deal that the platform tells late may still change that.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'A client for whom a plan pays once it qualifies.' })
export class CommissionCandidate {
  @Field(() => ID, { description: 'The id of the client.' })
  id: string;

  @Field(() => CommissionCandidateStatus, { description: 'How far it is.' })
  status: keyof typeof CommissionCandidateStatus;

  @Field(() => Client, { nullable: true, description: 'The client; null when you may not see it.' })
  client: Client | null;

  @Field(() => Partner, { nullable: true, description: 'Who introduced it.' })
  partner: Partner | null;

  @Field(() => CommissionPlan, { nullable: true, description: 'The plan that pays.' })
  plan: CommissionPlan | null;

  @Field(() => Decimal, { nullable: true, description: "The first deposit in the plan's currency; null: none yet, or no rate of exchange." })
  firstDeposit: string | null;

  @Field(() => CurrencyCode, { description: 'The currency of the plan.' })
  currency: string;

  @Field(() => Decimal, { description: 'The lots that count so far.' })
  lots: string;

  @Field(() => DateTime, { nullable: true, description: 'Until when it can qualify; null: that begins with the first deposit.' })
  until: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it qualified.' })
  qualifiedAt: string | null;

  @Field(() => String, { description: 'What is missing, in words; empty: nothing.' })
  missing: string;

  @Field(() => DateTime, { description: 'When this last changed.' })
  updatedAt: string;
}

@ObjectType({ simpleResolvers: true, description: 'A page of clients for whom plans pay.' })
export class CommissionCandidateConnection extends connectionOf(() => CommissionCandidate, 'CommissionCandidate', 'A client for whom a plan pays') {}

@InputType({ description: 'Which of them: several conditions narrow the list together.' })
export class CommissionCandidateFilter {
  @Field(() => [CommissionCandidateStatus], { nullable: true, description: 'Who are so far.' })
  status?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'Introduced by this partner itself.' })
  partnerId?: string | null;

  @Field(() => ID, { nullable: true, description: 'For whom this plan pays.' })
  planId?: string | null;
}

@ArgsType()
export class CommissionCandidatesArgs extends PageArgs {
  @Field(() => CommissionCandidateFilter, { nullable: true, description: 'Which of them; left out: all.' })
  filter?: CommissionCandidateFilter | null;
}
