import type { FileStore } from './connectors/files/port.js';
import type { Database } from './database/orm.js';
import type { Reader } from './database/reader.js';
import type { AuditTrail } from './modules/audit/index.js';
import { erasureReader, ErasureResolver, Erasures, ErasureService } from './modules/privacy/index.js';
import { systemClock } from './runtime/clock.js';
import type { AnyJob } from './runtime/jobs.js';

/** What clients ask of the house about their own data, as the resolvers and the worker have it. */
export interface Privacy {
  readonly erasures: ErasureService;
  readonly privacyJobs: readonly AnyJob[];
}

interface Parts {
  readonly database: Database;
  readonly audit: AuditTrail;
  readonly store: FileStore;
}

/** The part of the composition root that wires exports and erasures. */
export function createPrivacy({ database, audit, store }: Parts): Privacy {
  return {
    erasures: new ErasureService({ database, audit, clock: systemClock }),
    privacyJobs: [...new Erasures({ database, audit, store }).jobs()],
  };
}

export const privacyReaders: readonly Reader[] = [erasureReader];

export const privacyResolvers = ({ erasures }: Privacy): object[] => [new ErasureResolver(erasures)];
