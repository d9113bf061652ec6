import type { Actor } from './access/actor.js';
import type { Config } from './config.js';
import { FolderStore } from './connectors/files/folder/folder.store.js';
import type { FileStore } from './connectors/files/port.js';
import { S3Store } from './connectors/files/s3/s3.store.js';
import { ClamdScanner } from './connectors/scanner/clamd/clamd.scanner.js';
import type { Scanner } from './connectors/scanner/port.js';
import type { Database } from './database/orm.js';
import type { Reader } from './database/reader.js';
import type { AuditTrail } from './modules/audit/index.js';
import type { ClientKeys } from './modules/clients/index.js';
import {
  ClientDocumentsResolver,
  DocumentDownloads,
  DocumentExpiry,
  DocumentFiles,
  type DocumentFollower,
  type DocumentTaker,
  DocumentLinks,
  documentReader,
  DocumentResolver,
  DocumentScans,
  DocumentService,
  ExportLinks,
  TaskDocumentResolver,
  UploadLinks,
  UploadReceiver,
  UploadService,
  UploadSweep,
} from './modules/documents/index.js';
import { systemClock } from './runtime/clock.js';
import type { AnyJob } from './runtime/jobs.js';
import type { Logger } from './runtime/log.js';
import type { PersonalData } from './runtime/personal-data.js';
import { Vault } from './runtime/vault.js';

/** What files come in by, lie in and go out of, as the resolvers, the routes and the worker have it. */
export interface Files {
  readonly links: DocumentLinks;
  readonly uploads: UploadService;
  readonly documents: DocumentService;
  readonly receiver: UploadReceiver;
  readonly downloads: DocumentDownloads;
  readonly documentFiles: DocumentFiles;
  readonly scanner: Scanner | null;
  readonly store: FileStore;
  readonly exportLinks: ExportLinks;
  readonly fileJobs: readonly AnyJob[];
}

interface Parts {
  readonly config: Config;
  readonly database: Database;
  readonly audit: AuditTrail;
  readonly log: Logger;
  readonly keys: ClientKeys;
  readonly personal: PersonalData;
  readonly actorOf: (sessionId: string) => Promise<Actor | null>;
  /** What follows from documents. */
  readonly follower: DocumentFollower;
  readonly taker: DocumentTaker | null;
}

const SCAN_TIMEOUT_MS = 60_000;

/** The demo's files lie in its folder, whatever is set. */
const createStore = ({ s3, demo, filesDir }: Config): FileStore => (s3 === null || demo ? new FolderStore(filesDir) : new S3Store(s3));

const createScanner = ({ clamd }: Config): Scanner | null => clamd && new ClamdScanner({ at: clamd, timeoutMs: SCAN_TIMEOUT_MS });

/** The part of the composition root that wires files and documents. */
export function createFiles({ config, database, audit, log, keys, personal, actorOf, follower, taker }: Parts): Files {
  const { pool } = database;
  const { linkKey, clientKey } = config.secrets;
  const linkOptions = { key: linkKey, publicUrl: config.publicUrl, clock: systemClock };
  const [links, uploadLinks, exportLinks] = [new DocumentLinks(linkOptions), new UploadLinks(linkOptions), new ExportLinks(linkOptions)];
  const [store, scanner, vault, reader] = [createStore(config), createScanner(config), new Vault(clientKey), documentReader(links, personal)];
  const files = new DocumentFiles({ pool, store, keys });
  return {
    links,
    uploads: new UploadService({ database, audit, links: uploadLinks, mostBytes: config.upload.mostBytes }),
    documents: new DocumentService({ database, audit, keys, personal, vault, reader, clock: systemClock, follower }),
    receiver: new UploadReceiver({ database, store, links: uploadLinks, audit, log, vault, timeoutMs: config.upload.timeoutMs, actorOf }),
    downloads: new DocumentDownloads({ pool, files, links, reader, audit, actorOf }),
    documentFiles: files,
    scanner,
    store,
    exportLinks,
    fileJobs: [
      ...[...new DocumentScans({ database, audit, files, scanner, follower, taker }).jobs(), ...new DocumentExpiry({ database, audit, follower }).jobs()],
      ...new UploadSweep({ database, audit, store }).jobs(),
    ],
  };
}

export const fileReaders = ({ links, personal }: { readonly links: DocumentLinks; readonly personal: PersonalData }): Reader[] => [
  documentReader(links, personal),
];

export const fileResolvers = ({ uploads, documents }: Files): object[] => [
  new DocumentResolver(uploads, documents),
  new ClientDocumentsResolver(),
  new TaskDocumentResolver(),
];
