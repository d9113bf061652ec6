import type { Actor } from './access/actor.js';
import type { FileStore } from './connectors/files/port.js';
import type { KycVendor } from './connectors/kyc/port.js';
import type { Database } from './database/orm.js';
import type { Reader } from './database/reader.js';
import type { AuditTrail } from './modules/audit/index.js';
import type { ClientKeys } from './modules/clients/index.js';
import type { DocumentFiles, ExportLinks } from './modules/documents/index.js';
import {
  erasureReader,
  ErasureResolver,
  Erasures,
  ErasureService,
  ExportDownloads,
  exportReader,
  ExportResolver,
  ExportService,
  RetentionResolver,
  RetentionService,
  TaskErasureResolver,
} from './modules/privacy/index.js';
import { systemClock } from './runtime/clock.js';
import type { AnyJob } from './runtime/jobs.js';

/** What clients ask of the house about their own data, as the resolvers, the routes and the worker have it. */
export interface Privacy {
  readonly erasures: ErasureService;
  readonly retention: RetentionService;
  readonly exports: ExportService;
  readonly exportDownloads: ExportDownloads;
  readonly privacyJobs: readonly AnyJob[];
}

interface Parts {
  readonly database: Database;
  readonly audit: AuditTrail;
  readonly keys: ClientKeys;
  readonly actorOf: (sessionId: string) => Promise<Actor | null>;
  /** Null: none is set. */
  readonly vendor: KycVendor | null;
  /** Of the part that wires files. */
  readonly given: { readonly store: FileStore; readonly documentFiles: DocumentFiles; readonly exportLinks: ExportLinks };
}

/** The part of the composition root that wires exports and erasures. */
export function createPrivacy({ database, audit, keys, actorOf, vendor, given: { store, documentFiles, exportLinks: links } }: Parts): Privacy {
  const exports = new ExportService({ database, audit, store, files: documentFiles, keys });
  return {
    erasures: new ErasureService({ database, audit, clock: systemClock }),
    retention: new RetentionService(database, audit),
    exports,
    exportDownloads: new ExportDownloads({ pool: database.pool, store, keys, links, reader: exportReader(links), audit, actorOf }),
    privacyJobs: [...new Erasures({ database, audit, store, vendor }).jobs(), ...exports.jobs()],
  };
}

export const privacyReaders = ({ exportLinks }: { readonly exportLinks: ExportLinks }): Reader[] => [erasureReader, exportReader(exportLinks)];

export const privacyResolvers = ({ erasures, exports, retention }: Privacy): object[] => [
  new ErasureResolver(erasures),
  new TaskErasureResolver(),
  new RetentionResolver(retention),
  new ExportResolver(exports),
];
