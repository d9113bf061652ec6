import { Field, InputType, Int, registerEnumType } from 'type-graphql';
import { Decimal } from '../../graphql/scalars.js';
import { enumOf } from '../../graphql/user-error.js';

export const CommissionTierBy = enumOf(['VOLUME', 'ACTIVE_CLIENTS']);
registerEnumType(CommissionTierBy, {
  name: 'CommissionTierBy',
  description: "What tiers go by. The partner's own clients count: on live accounts, with all that the platform has not cancelled.",
  valuesConfig: {
    VOLUME: { description: 'The lots that they closed; half of them where two positions were closed against each other.' },
    ACTIVE_CLIENTS: { description: 'How many of them closed as many lots as the plan asks for.' },
  },
});

export const CommissionTierCounting = enumOf(['WHOLE', 'GRADUATED']);
registerEnumType(CommissionTierCounting, {
  name: 'CommissionTierCounting',
  description: 'How tiers count. Either way it follows from the deals and not from when they came in: what comes late corrects what it changes.',
  valuesConfig: {
    WHOLE: {
      description: 'All lots get the tier that the window before reached: the month before the month of the deal, or so many days before its day (in UTC).',
    },
    GRADUATED: {
      description:
        'Each lot gets the tier that it lies in, counted in the order of the deals from the beginning of the month, or over so many days up to the deal.',
    },
  },
});

export const CommissionRevenue = enumOf(['FEES', 'NET']);
registerEnumType(CommissionRevenue, {
  name: 'CommissionRevenue',
  description: 'What the broker earned by a deal.',
  valuesConfig: {
    FEES: { description: 'The spread and the commission that the client paid.' },
    NET: { description: 'What the client lost by it, with swap and commission: below zero where the client won.' },
  },
});

export const CommissionRounding = enumOf(['HALF_UP', 'HALF_EVEN', 'DOWN']);
registerEnumType(CommissionRounding, {
  name: 'CommissionRounding',
  description: 'How amounts are rounded. What it leaves of the whole goes to the topmost level.',
  valuesConfig: {
    HALF_UP: { description: 'Halves away from zero.' },
    HALF_EVEN: { description: 'Halves to the even neighbour.' },
    DOWN: { description: 'Towards zero.' },
  },
});

export const CommissionQualifyingFrom = enumOf(['REGISTRATION', 'FIRST_DEPOSIT']);
registerEnumType(CommissionQualifyingFrom, {
  name: 'CommissionQualifyingFrom',
  description: 'From when on the days are counted in which a client has to trade.',
  valuesConfig: { REGISTRATION: { description: "The client's registration." }, FIRST_DEPOSIT: { description: 'The first deposit.' } },
});

@InputType({ description: 'A tier: from how much on, and what rewards are multiplied by.' })
export class CommissionTierStepInput {
  @Field(() => Decimal, { description: 'From so many lots, or active clients, on. That of the first tier is 0.' })
  from: string;

  @Field(() => Decimal, { description: 'What rewards are multiplied by.' })
  multiplier: string;
}

@InputType({ description: 'Tiers: the more the own clients trade, the more the rewards are multiplied by.' })
export class CommissionTiersInput {
  @Field(() => CommissionTierBy, { description: 'What they go by.' })
  by: keyof typeof CommissionTierBy;

  @Field(() => CommissionTierCounting, { description: 'How they count.' })
  counting: keyof typeof CommissionTierCounting;

  @Field(() => Int, { nullable: true, description: 'Over how many days; left out: by the calendar month.' })
  windowDays?: number | null;

  @Field(() => Decimal, { nullable: true, description: 'ACTIVE_CLIENTS: how many lots make a client active.' })
  activeLots?: string | null;

  @Field(() => [CommissionTierStepInput], { description: 'The tiers, the lowest first.' })
  steps: CommissionTierStepInput[];
}

@InputType({ description: 'CPA: when a client counts. Each client is paid for once a plan.' })
export class CommissionQualificationInput {
  @Field(() => Decimal, { description: "The first deposit is at least so much, in the plan's currency." })
  firstDeposit: string;

  @Field(() => Decimal, { description: 'The client closes at least so many lots; 0: trading is not asked for.' })
  lots: string;

  @Field(() => Int, { description: 'Within so many days.' })
  days: number;

  @Field(() => CommissionQualifyingFrom, { description: 'Of what.' })
  from: keyof typeof CommissionQualifyingFrom;
}
