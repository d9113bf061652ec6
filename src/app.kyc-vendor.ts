import type { Config } from './config.js';
import type { KycVendor } from './connectors/kyc/port.js';
import { createSumsub } from './connectors/kyc/sumsub/index.js';
import type { Database } from './database/orm.js';
import type { Reader } from './database/reader.js';
import type { AuditTrail } from './modules/audit/index.js';
import type { DocumentFiles } from './modules/documents/index.js';
import type { Reassessor } from './modules/kyc/index.js';
import {
  ClientVerificationResolver,
  DocumentHandOver,
  KycVendorPolicyResolver,
  KycVerificationResolver,
  kycVerificationReader,
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
  readonly kycInbox: VendorInbox;
  readonly kycVendorJobs: readonly AnyJob[];
}

interface Parts {
  readonly config: Config;
  readonly database: Database;
  readonly audit: AuditTrail;
  readonly log: Logger;
  readonly documentFiles: DocumentFiles;
  readonly reassessor: Reassessor;
  /** In place of the one that the settings name. */
  readonly vendor?: KycVendor;
}

/** The part of the composition root that wires the vendor who verifies identity; without one the rest says that there is none. */
export function createKycVendor({ config, database, audit, log, documentFiles, reassessor, ...given }: Parts): KycVendorParts {
  const vendor = given.vendor ?? (config.sumsub && createSumsub(config.sumsub));
  const handOver = vendor && new DocumentHandOver({ database, audit, vendor, files: documentFiles });
  const desk = vendor && handOver && new VerificationDesk({ database, audit, vendor, reassessor, handOver });
  const kycInbox = new VendorInbox({ database, vendor, desk, log });
  return {
    verifications: new VerificationService({ database, audit, reassessor, vendor }),
    vendorPolicies: new VendorPolicyService(database, audit),
    kycInbox,
    kycVendorJobs: [...(desk?.jobs() ?? []), ...kycInbox.jobs()],
  };
}

export const kycVendorReaders: readonly Reader[] = [kycVerificationReader];

export const kycVendorResolvers = ({ verifications, vendorPolicies }: KycVendorParts): object[] => [
  new KycVerificationResolver(verifications),
  new ClientVerificationResolver(),
  new KycVendorPolicyResolver(vendorPolicies),
];
