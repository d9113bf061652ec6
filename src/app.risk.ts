import type { Config } from './config.js';
import { HttpListSource } from './connectors/screening/lists/list.source.js';
import { ListScreener } from './connectors/screening/lists/list.screener.js';
import { ListStore } from './connectors/screening/lists/list.store.js';
import type { Database } from './database/orm.js';
import type { Reader } from './database/reader.js';
import type { AuditTrail } from './modules/audit/index.js';
import type { Reassessor } from './modules/kyc/index.js';
import {
  ClientRiskResolver,
  CountryRiskResolver,
  CountryRiskService,
  riskOverrideReader,
  RiskOverrideService,
  riskRatingReader,
  RiskResolver,
  riskRuleSetReader,
  RiskRuleSetResolver,
  TaskRiskResolver,
  RiskRuleSetService,
  RiskService,
  RiskSweep,
} from './modules/risk/index.js';
import {
  clientScreeningReader,
  ClientScreeningResolver,
  Identities,
  screeningHitReader,
  ScreeningHitService,
  ScreeningHitsResolver,
  ScreeningLists,
  screeningJobs,
  ScreeningPolicyResolver,
  ScreeningPolicyService,
  ScreeningResolver,
  TaskScreeningResolver,
  ScreeningResults,
  ScreeningService,
} from './modules/screening/index.js';
import type { AnyJob } from './runtime/jobs.js';
import type { PersonalData } from './runtime/personal-data.js';

/** What clients are searched for and rated by, as the resolvers and the worker have it. */
export interface Risk {
  /** What news of a client call, so that its rating follows. */
  readonly risk: RiskService;
  readonly riskOverrides: RiskOverrideService;
  readonly riskRuleSets: RiskRuleSetService;
  readonly countryRisks: CountryRiskService;
  readonly screeningPolicies: ScreeningPolicyService;
  readonly screenings: ScreeningService;
  readonly screeningHits: ScreeningHitService;
  readonly riskJobs: readonly AnyJob[];
}

interface Parts {
  readonly config: Config;
  readonly database: Database;
  readonly audit: AuditTrail;
  readonly personal: PersonalData;
  readonly reassessor: Reassessor;
}

/** The part of the composition root that wires screening and risk ratings. */
export function createRisk({ config, database, audit, personal, reassessor }: Parts): Risk {
  const { pool } = database;
  const [screener, lists] = [new ListScreener(pool), new ScreeningLists(database, audit, new ListStore(pool))];
  const source = Object.keys(config.watchlistUrls).length === 0 ? null : new HttpListSource(config.watchlistUrls);
  const risk = new RiskService({ database, audit, reassessor });
  const results = new ScreeningResults(audit, reassessor);
  const screenings = new ScreeningService({ database, audit, identities: new Identities(pool, personal), screener, results, rater: risk });
  return {
    risk,
    riskOverrides: new RiskOverrideService({ database, audit, risk }),
    riskRuleSets: new RiskRuleSetService(database, audit),
    countryRisks: new CountryRiskService(database, audit),
    screeningPolicies: new ScreeningPolicyService(database, audit),
    screenings,
    screeningHits: new ScreeningHitService({ database, audit, results, rater: risk }),
    riskJobs: [...screeningJobs({ service: screenings, screener, lists, source }), ...new RiskSweep(database, risk).jobs()],
  };
}

export const riskReaders: readonly Reader[] = [screeningHitReader, clientScreeningReader, riskRatingReader, riskOverrideReader, riskRuleSetReader];

export const riskResolvers = ({ risk, riskOverrides, riskRuleSets, screenings, screeningHits, countryRisks, screeningPolicies }: Risk): object[] => [
  ...[new ScreeningResolver(screenings, screeningHits), new ClientScreeningResolver(), new ScreeningHitsResolver(), new TaskScreeningResolver()],
  ...[new RiskResolver(risk, riskOverrides), new ClientRiskResolver(), new TaskRiskResolver(), new RiskRuleSetResolver(riskRuleSets)],
  ...[new CountryRiskResolver(countryRisks), new ScreeningPolicyResolver(screeningPolicies)],
];
