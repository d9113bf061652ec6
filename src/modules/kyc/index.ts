export { KYC_CHECKS, type KycCheck, type KycCheckKind, recordKycCheck } from './kyc.checks.js';
export type { Reassessor } from './kyc.port.js';
export { KycService } from './kyc.service.js';
