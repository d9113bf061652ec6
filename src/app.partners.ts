import type { Database } from './database/orm.js';
import type { Reader } from './database/reader.js';
import type { AuditTrail } from './modules/audit/index.js';
import {
  AccrualEngine,
  commissionPlanReader,
  commissionReader,
  CommissionResolver,
  commissionSpecialRatesReader,
  commissionTermsReader,
  MultiplierResolver,
  MultiplierService,
  partnerMultiplierReader,
  PLANS_FOLLOW,
  PlanResolver,
  PlanService,
  PartnerCommissionsResolver,
  RecalculationResolver,
  RecalculationService,
  UnpaidDealCounter,
  unpaidDealReader,
} from './modules/commissions/index.js';
import { DEALS_ARRIVED, dealJobs } from './modules/deals/index.js';
import { partnerReader, PartnerResolver, PartnerService, PartnerTreeResolver } from './modules/partners/index.js';
import { type AnyJob, defineJob } from './runtime/jobs.js';

/** Partners, the deals that they earn by, and what they earn, as the resolvers and the worker have it. */
export interface Partnership {
  readonly partners: PartnerService;
  readonly plans: PlanService;
  readonly multipliers: MultiplierService;
  readonly recalculations: RecalculationService;
  readonly unpaidDeals: UnpaidDealCounter;
  readonly partnerJobs: readonly AnyJob[];
}

interface Parts {
  readonly database: Database;
  readonly audit: AuditTrail;
}

/** The part of the composition root that wires partners and commissions. */
export function createPartnership({ database, audit }: Parts): Partnership {
  const engine = new AccrualEngine(database.pool);
  return {
    partners: new PartnerService(database, audit),
    plans: new PlanService(database, audit, engine),
    multipliers: new MultiplierService(database, audit),
    recalculations: new RecalculationService(database, audit, engine),
    unpaidDeals: new UnpaidDealCounter(database.pool),
    partnerJobs: [
      ...dealJobs(database.pool),
      defineJob({ ...DEALS_ARRIVED, run: (_payload, { signal }) => engine.catchUp(signal) }),
      defineJob<object>({ name: 'plan.follow', maxAttempts: 1, every: '* * * * *', run: async () => void (await database.pool.query(PLANS_FOLLOW)) }),
      // what a lost job would have done
      defineJob<object>({ name: 'deal.catchUp', maxAttempts: 1, every: '*/10 * * * *', run: (_payload, { signal }) => engine.catchUp(signal) }),
    ],
  };
}

export const partnershipReaders: readonly Reader[] = [
  partnerReader,
  commissionReader,
  commissionPlanReader,
  commissionTermsReader,
  commissionSpecialRatesReader,
  partnerMultiplierReader,
  unpaidDealReader,
];

export const partnershipResolvers = ({ partners, plans, multipliers, recalculations, unpaidDeals }: Partnership): object[] => [
  ...[new PartnerResolver(partners), new PartnerTreeResolver(), new CommissionResolver(), new PartnerCommissionsResolver()],
  ...[new PlanResolver(plans), new MultiplierResolver(multipliers), new RecalculationResolver(recalculations, unpaidDeals)],
];
