import { type AccessMap, inheriting, paged } from './map.rows.js';

/** The rows of THE MAP for periods, statements, payouts and rebates of commissions, and for what partners take out of their wallets. */
export const PAYOUT_ACCESS = {
  types: {
    ...paged('CommissionPeriod', 'payouts:read'),
    ...paged('CommissionStatement', 'payouts:read'),
    ...paged('CommissionPayoutRun', 'payouts:read'),
    ...paged('CommissionPayout', 'payouts:read'),
    ...paged('RebateShare', 'payouts:read'),
    ...inheriting('CommissionRebate', 'CommissionStatementMonth', 'CommissionPeriodPayload', 'CommissionPlanPeriodPayload', 'CommissionPayoutRunPayload'),
    ...inheriting('CommissionPayoutMinimumPayload', 'RebateSharePayload'),
  },
  Query: {
    commissionPeriods: 'payouts:read',
    commissionStatement: 'payouts:read',
    commissionStatements: 'payouts:read',
    commissionPayoutRun: 'payouts:read',
    commissionPayoutRuns: 'payouts:read',
    commissionPayouts: 'payouts:read',
    commissionPayoutMinimums: 'payouts:read',
    rebateShares: 'payouts:read',
    partnerWithdrawalPreview: 'partners:withdraw',
  },
  Mutation: {
    commissionPeriodClose: 'payouts:prepare',
    commissionPlanPeriodSet: 'plans:write',
    commissionPayoutRunDraft: 'payouts:prepare',
    commissionPayoutRunSubmit: 'payouts:prepare',
    commissionPayoutRunApprove: 'payouts:approve',
    commissionPayoutRunReject: 'payouts:approve',
    commissionPayoutRunCancel: 'payouts:prepare',
    commissionPayoutRunRetry: 'payouts:prepare',
    commissionPayoutMinimumSet: 'payouts:approve',
    rebateShareSet: 'rebates:write',
    partnerWithdrawalRequest: 'partners:withdraw',
    partnerWithdrawalCancel: 'partners:withdraw',
    partnerDestinationAdd: 'partners:withdraw',
    partnerDestinationRetire: 'partners:withdraw',
  },
} as const satisfies Partial<AccessMap>;
