export { Partner as PartnerEntity } from './partner.entity.js';
export { partnerReader } from './partner.reader.js';
export { PartnerResolver, PartnerTreeResolver } from './partner.resolver.js';
export { PartnerService } from './partner.service.js';
export { Partner, PartnerConnection } from './partner.types.js';
export { proposeReferralCode } from './referral-codes.js';
export { PartnerPayload } from './partner.inputs.js';
