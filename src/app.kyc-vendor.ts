import type { Config } from './config.js';
import type { KycVendor } from './connectors/kyc/port.js';
import { createSumsub } from './connectors/kyc/sumsub/index.js';
import type { Database } from './database/orm.js';
import type { Reader } from './database/reader.js';
import type { AuditTrail } from './modules/audit/index.js';
import type { DocumentFiles, DocumentTaker } from './modules/documents/index.js';
import type { Reassessor } from './modules/kyc/index.js';
import {
  ClientVerificationResolver,
  DocumentHandOver,
  KycVendorPolicyResolver,
  KycVerificationResolver,
  kycVendorEventReader,
  KycVendorEventResolver,
  kycVerificationReader,
  offerDocuments,
  TaskVendorResolver,
  VendorEventService,
  VendorInbox,
  VendorPolicyService,
  VerificationDesk,
  VerificationService,
} from './modules/kyc-vendor/index.js';
import type { AnyJob } from './runtime/jobs.js';
import type { Logger } from './runtime/log.js';

/** What a vendor finds out about who clients are, as the resolvers, the routes and the worker have it. */
export interface KycVendorParts {
  readonly verifications: VerificationService;
  readonly vendorPolicies: VendorPolicyService;
  readonly vendorEvents: VendorEventService;
  readonly kycInbox: VendorInbox;
  readonly kycVendorJobs: readonly AnyJob[];
}

interface Parts {
  readonly database: Database;
  readonly audit: AuditTrail;
  readonly log: Logger;
  readonly documentFiles: DocumentFiles;
  readonly reassessor: Reassessor;
  /** Null: none is set. */
  readonly vendor: KycVendor | null;
}

/** The one that the settings name, or what is given in its place. */
export const createVendor = ({ sumsub }: Config, given?: KycVendor): KycVendor | null => given ?? (sumsub && createSumsub(sumsub));

/** Whom documents are handed to that come later than the verification. */
export const documentTaker: DocumentTaker = { documentCame: (unit, clientId) => offerDocuments(unit, { clientId }) };

/** The part of the composition root that wires the vendor who verifies identity; without one the rest says that there is none. */
export function createKycVendor({ database, audit, log, documentFiles, reassessor, vendor }: Parts): KycVendorParts {
  const handOver = vendor && new DocumentHandOver({ database, audit, vendor, files: documentFiles });
  const desk = vendor && handOver && new VerificationDesk({ database, audit, vendor, reassessor, handOver });
  const kycInbox = new VendorInbox({ database, vendor, desk, log });
  return {
    verifications: new VerificationService({ database, audit, reassessor, vendor }),
    vendorPolicies: new VendorPolicyService(database, audit),
    vendorEvents: new VendorEventService(database, audit),
    kycInbox,
    kycVendorJobs: [...(desk?.jobs() ?? []), ...kycInbox.jobs()],
  };
}

export const kycVendorReaders: readonly Reader[] = [kycVerificationReader, kycVendorEventReader];

export const kycVendorResolvers = ({ verifications, vendorPolicies, vendorEvents }: KycVendorParts): object[] => [
  new KycVerificationResolver(verifications),
  new ClientVerificationResolver(),
  new KycVendorPolicyResolver(vendorPolicies),
  ...[new KycVendorEventResolver(vendorEvents), new TaskVendorResolver()],
];
