import { type AccessMap, inheriting, paged } from './map.rows.js';

/** The part of THE MAP about how partners are won, placed and stopped, about their links, and about the deals that they earn by. */
export const PARTNERSHIP_MAP: Omit<AccessMap, 'fields'> = {
  types: {
    ...paged('PartnerApplication', 'partners:write'),
    ...paged('PartnerChange', 'partners:write'),
    ...inheriting('PartnerApplicationPayload', 'PartnerApplicationSubmitPayload', 'PartnerChangePayload', 'PartnerRank', 'PartnerHealthFinding'),
    ...paged('ReferralLink', 'referrals:read'),
    ...inheriting('ReferralTotals', 'ReferralDay', 'ReferralLandingPage', 'ReferralPolicy', 'ReferralLinkPayload'),
    ...inheriting('ReferralLandingPagePayload', 'ReferralPolicyPayload'),
    Deal: 'deals:read',
    DealChange: 'inherit',
  },
  Query: {
    partnerApplications: 'partners:write',
    partnerChanges: 'partners:write',
    partnerRanking: 'partners:write',
    partnerTreeHealth: 'partners:write',
    referralLinks: 'referrals:read',
    referralLandingPages: 'referrals:read',
    referralPolicy: 'referrals:read',
  },
  Mutation: {
    partnerSuspend: 'partners:write',
    partnerReactivate: 'partners:write',
    partnerClose: 'partners:write',
    partnerPlanAssign: 'partners:write',
    partnerChangeCancel: 'partners:write',
    partnerApplicationSubmit: 'anyone',
    partnerApplicationApprove: 'partners:write',
    partnerApplicationRefuse: 'partners:write',
    referralLinkCreate: 'referrals:write',
    referralLinkRetire: 'referrals:write',
    referralLandingPageSet: 'partners:write',
    referralPolicySet: 'partners:write',
  },
};
