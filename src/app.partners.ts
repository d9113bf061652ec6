import type { Database } from './database/orm.js';
import type { Reader } from './database/reader.js';
import type { AuditTrail } from './modules/audit/index.js';
import {
  AccrualEngine,
  candidateReader,
  CandidateResolver,
  ClientRewardsResolver,
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
  TradingAccountDealsResolver,
  UnpaidDealCounter,
  unpaidDealReader,
} from './modules/commissions/index.js';
import { DEALS_ARRIVED, dealJobs } from './modules/deals/index.js';
import { instrumentAliasReader, instrumentReader, InstrumentResolver, InstrumentService } from './modules/instruments/index.js';
import {
  partnerApplicationReader,
  PartnerApplicationResolver,
  PartnerApplicationService,
  partnerChangeReader,
  PartnerChangeService,
  PartnershipOverview,
  PartnershipOverviewResolver,
  PartnerStandingResolver,
  PartnerStandingService,
  TaskPartnerApplicationResolver,
} from './modules/partnerships/index.js';
import { ANONYMOUS, AttemptLimiter, Fingerprints } from './modules/sign-in/index.js';
import type { Actor } from './access/actor.js';
import { partnerReader, PartnerResolver, PartnerService, PartnerTreeResolver } from './modules/partners/index.js';
import { type AnyJob, defineJob } from './runtime/jobs.js';

/** Partners, the deals that they earn by, and what they earn, as the resolvers and the worker have it. */
export interface Partnership {
  readonly partners: PartnerService;
  readonly partnerStanding: PartnerStandingService;
  readonly partnerChanges: PartnerChangeService;
  readonly partnerApplications: PartnerApplicationService;
  readonly partnershipOverview: PartnershipOverview;
  /** Whoever applies without having signed in. */
  readonly partnerApplicant: (address: string) => Promise<Actor>;
  readonly instruments: InstrumentService;
  readonly plans: PlanService;
  readonly multipliers: MultiplierService;
  readonly recalculations: RecalculationService;
  readonly unpaidDeals: UnpaidDealCounter;
  readonly partnerJobs: readonly AnyJob[];
}

interface Parts {
  readonly database: Database;
  readonly audit: AuditTrail;
  readonly auditKey: Buffer;
  readonly actors: { forget(): void };
}

/** Applications of one network in a quarter of an hour. */
const APPLICATIONS_OF_ADDRESS = 5;

/** The part of the composition root that wires partners and commissions. */
export function createPartnership({ database, audit, auditKey, actors }: Parts): Partnership {
  const changes = new PartnerChangeService(database, audit);
  const engine = new AccrualEngine(database.pool, () => changes.carryOut());
  const [limiter, fingerprints] = [new AttemptLimiter(database.pool), new Fingerprints(auditKey)];
  return {
    partners: new PartnerService(database, audit),
    partnerStanding: new PartnerStandingService(database, audit, actors),
    partnerChanges: changes,
    partnerApplications: new PartnerApplicationService(database, audit),
    partnershipOverview: new PartnershipOverview(database.pool),
    partnerApplicant: async (address) => {
      await limiter.take([{ key: `partner application ${fingerprints.address(address)}`, limit: APPLICATIONS_OF_ADDRESS }]);
      return ANONYMOUS;
    },
    instruments: new InstrumentService(database, audit),
    plans: new PlanService(database, audit, engine),
    multipliers: new MultiplierService(database, audit),
    recalculations: new RecalculationService(database, audit, engine),
    unpaidDeals: new UnpaidDealCounter(database.pool),
    partnerJobs: [
      ...dealJobs(database.pool),
      defineJob({ ...DEALS_ARRIVED, run: (_payload, { signal }) => engine.catchUp(signal) }),
      defineJob<object>({ name: 'partner.change', maxAttempts: 1, every: '* * * * *', run: () => changes.carryOut() }),
      defineJob<object>({ name: 'plan.follow', maxAttempts: 1, every: '* * * * *', run: async () => void (await database.pool.query(PLANS_FOLLOW)) }),
      // what a lost job would have done
      defineJob<object>({ name: 'deal.catchUp', maxAttempts: 1, every: '*/10 * * * *', run: (_payload, { signal }) => engine.catchUp(signal) }),
      defineJob<object>({ name: 'commission.qualify', maxAttempts: 1, every: '5,15,25,35,45,55 * * * *', run: () => engine.qualify() }),
    ],
  };
}

export const partnershipReaders: readonly Reader[] = [
  partnerReader,
  partnerChangeReader,
  partnerApplicationReader,
  commissionReader,
  commissionPlanReader,
  commissionTermsReader,
  commissionSpecialRatesReader,
  partnerMultiplierReader,
  candidateReader,
  unpaidDealReader,
  instrumentReader,
  instrumentAliasReader,
];

export const partnershipResolvers = (services: Partnership): object[] => [
  ...[new PartnerResolver(services.partners), new PartnerTreeResolver(), new CommissionResolver(), new PartnerCommissionsResolver()],
  ...[new ClientRewardsResolver(), new TradingAccountDealsResolver()],
  new PartnerStandingResolver(services.partnerStanding, services.partnerChanges),
  ...[new PartnerApplicationResolver(services.partnerApplications, services.partnerApplicant), new TaskPartnerApplicationResolver()],
  new PartnershipOverviewResolver(services.partnershipOverview),
  ...[
    new InstrumentResolver(services.instruments),
    new PlanResolver(services.plans),
    new MultiplierResolver(services.multipliers),
    new CandidateResolver(),
    new RecalculationResolver(services.recalculations, services.unpaidDeals),
  ],
];
