export { referralLinkReader } from './referral.reader.js';
export { PartnerReferralLinksResolver, ReferralLinkResolver, ReferralResolver } from './referral.resolver.js';
export { ReferralService } from './referral.service.js';
export { SignUpService } from './sign-up.service.js';
export { SWEEP_VISITS, type Visit, type VisitOutcome, VisitService } from './visit.service.js';
export { VisitorTokens } from './visitor.token.js';
