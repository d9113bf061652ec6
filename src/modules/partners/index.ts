export { Partner as PartnerEntity } from './partner.entity.js';
export { partnerReader } from './partner.reader.js';
export { PartnerResolver, PartnerTreeResolver } from './partner.resolver.js';
export { PartnerService } from './partner.service.js';
export { Partner, PartnerConnection } from './partner.types.js';
export { laterTime, planChange } from './change.record.js';
export { PartnerPayload } from './partner.inputs.js';
export { activePartner, addPartner, checkPlan, checkTreeKeeper, isTakenCode, lockPartner, lockTree, type PartnerState } from './partner.record.js';
export { proposeReferralCode } from './referral-codes.js';
