export { KYC_CHECKS, type KycCheck, type KycCheckKind, outcomeOfCheck, recordKycCheck } from './kyc.checks.js';
export type { Reassessor } from './kyc.port.js';
export { KycPolicyService } from './kyc-policy.service.js';
export { KycDesk } from './kyc.desk.js';
export { clientKycReader, kycExpiryReader } from './kyc.reader.js';
export { ClientKycResolver, KycResolver } from './kyc.resolver.js';
export { KycService, renewReview } from './kyc.service.js';
