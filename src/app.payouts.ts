import type { Actor } from './access/actor.js';
import type { Config } from './config.js';
import type { Database } from './database/orm.js';
import type { Reader } from './database/reader.js';
import type { AuditTrail } from './modules/audit/index.js';
import { StatementLinks } from './modules/documents/index.js';
import {
  commissionRebateReader,
  payoutReader,
  payoutRunReader,
  PayoutRunResolver,
  PayoutRunService,
  PeriodClosing,
  periodReader,
  PeriodResolver,
  PeriodService,
  RebateResolver,
  RebateService,
  rebateShareReader,
  RunPayment,
  StatementDownloads,
  statementReader,
  CommissionStatementOfResolver,
  StatementResolver,
  TaskPayoutRunResolver,
} from './modules/payouts/index.js';
import { systemClock } from './runtime/clock.js';
import type { AnyJob } from './runtime/jobs.js';

/** How commissions come to partners and their clients, as the resolvers, the routes and the worker have it. */
export interface Payouts {
  readonly periods: PeriodService;
  readonly payoutRuns: PayoutRunService;
  readonly rebates: RebateService;
  readonly statementLinks: StatementLinks;
  readonly statementDownloads: StatementDownloads;
  readonly payoutJobs: readonly AnyJob[];
}

interface Parts {
  readonly config: Config;
  readonly database: Database;
  readonly audit: AuditTrail;
  readonly actorOf: (sessionId: string) => Promise<Actor | null>;
}

/** The part of the composition root that wires periods, statements and payouts of commissions. */
export function createPayouts({ config, database, audit, actorOf }: Parts): Payouts {
  const links = new StatementLinks({ key: config.secrets.linkKey, publicUrl: config.publicUrl, clock: systemClock });
  const periods = new PeriodService({ database, audit, clock: systemClock, closing: new PeriodClosing(database, audit) });
  const payoutRuns = new PayoutRunService({ database, audit, payment: new RunPayment(database, audit) });
  return {
    periods,
    payoutRuns,
    rebates: new RebateService(database, audit),
    statementLinks: links,
    statementDownloads: new StatementDownloads({ pool: database.pool, links, reader: statementReader(links), audit, actorOf }),
    payoutJobs: [...periods.jobs(), ...payoutRuns.jobs()],
  };
}

export const payoutReaders = ({ statementLinks }: { readonly statementLinks: StatementLinks }): Reader[] => [
  ...[periodReader, statementReader(statementLinks), commissionRebateReader, payoutRunReader, payoutReader, rebateShareReader],
];

export const payoutResolvers = ({ periods, payoutRuns, rebates }: Payouts): object[] => [
  ...[
    new PeriodResolver(periods),
    new StatementResolver(),
    new CommissionStatementOfResolver(),
    new PayoutRunResolver(payoutRuns),
    new TaskPayoutRunResolver(),
    new RebateResolver(rebates),
  ],
];
