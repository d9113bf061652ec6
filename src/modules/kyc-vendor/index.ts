export { VendorInbox } from './inbox.service.js';
export { KycVendorPolicyResolver } from './vendor-policy.resolver.js';
export { VendorPolicyService } from './vendor-policy.service.js';
export { DocumentHandOver } from './verification.documents.js';
export { VerificationDesk } from './verification.jobs.js';
export { kycVerificationReader } from './verification.reader.js';
export { ClientVerificationResolver, KycVerificationResolver } from './verification.resolver.js';
export { VerificationService } from './verification.service.js';
