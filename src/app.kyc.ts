import type { Database } from './database/orm.js';
import type { Reader } from './database/reader.js';
import type { AuditTrail } from './modules/audit/index.js';
import { clientKycReader, ClientKycResolver, KycDesk, kycExpiryReader, KycPolicyService, KycResolver, KycService } from './modules/kyc/index.js';
import type { AnyJob } from './runtime/jobs.js';

/** What clients are known by, as the resolvers, the worker and the other parts of the root have it. */
export interface Kyc {
  /** What documents, applications, screening, ratings and vendors call, so that level and status follow. */
  readonly kyc: KycService;
  readonly kycPolicies: KycPolicyService;
  readonly kycJobs: readonly AnyJob[];
}

interface Parts {
  readonly database: Database;
  readonly audit: AuditTrail;
}

/** The part of the composition root that wires KYC levels. */
export function createKyc({ database, audit }: Parts): Kyc {
  const kyc = new KycService(database, audit);
  return { kyc, kycPolicies: new KycPolicyService(database, audit), kycJobs: new KycDesk(database, kyc).jobs() };
}

export const kycReaders: readonly Reader[] = [clientKycReader, kycExpiryReader];

export const kycResolvers = ({ kyc, kycPolicies }: Kyc): object[] => [new KycResolver(kyc, kycPolicies), new ClientKycResolver()];
