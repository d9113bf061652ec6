import type { Database } from './database/orm.js';
import type { AuditTrail } from './modules/audit/index.js';
import { KycService } from './modules/kyc/index.js';

/** What clients are known by, as the resolvers, the worker and the other parts of the root have it. */
export interface Kyc {
  /** What documents, applications, screening, ratings and vendors call, so that level and status follow. */
  readonly kyc: KycService;
}

interface Parts {
  readonly database: Database;
  readonly audit: AuditTrail;
}

/** The part of the composition root that wires KYC levels. */
export function createKyc({ audit }: Parts): Kyc {
  return { kyc: new KycService(audit) };
}
