import { registerEnumType } from 'type-graphql';
import { enumOf } from '../../graphql/user-error.js';

export const CommissionStatus = enumOf(['ACCRUED', 'PAYABLE', 'PAID', 'REVERSED']);
registerEnumType(CommissionStatus, {
  name: 'CommissionStatus',
  description: 'How far a commission is on its way to the partner.',
  valuesConfig: {
    ACCRUED: { description: 'Earned; its period is still open.' },
    PAYABLE: { description: 'Its period is closed, and it waits for the payout.' },
    PAID: { description: "Paid out to the partner's wallet." },
    REVERSED: { description: 'Taken back before it was paid; another row says so in figures.' },
  },
});

export const CommissionGroupBy = enumOf(['CURRENCY', 'DAY', 'MONTH', 'LEVEL', 'CLIENT', 'PARTNER', 'SYMBOL']);
registerEnumType(CommissionGroupBy, {
  name: 'CommissionGroupBy',
  description: 'By what commissions are summed up. Currencies are never added to each other: each group has a row for each.',
  valuesConfig: {
    CURRENCY: { description: 'Everything together, a row for each currency.' },
    DAY: { description: 'The day of the trade, in UTC: "2026-11-22".' },
    MONTH: { description: 'The month of the trade, in UTC: "2026-11".' },
    LEVEL: { description: 'How far below the trade was made: "1" for own clients.' },
    CLIENT: { description: 'The id of the client who traded.' },
    PARTNER: { description: 'The id of the partner whose client traded, as of now: the partner itself or somebody below.' },
    SYMBOL: { description: 'What was traded: "EURUSD".' },
  },
});

export const CommissionScheme = enumOf(['PER_LOT', 'PER_MILLION', 'PIPS', 'SPREAD_SHARE', 'COMMISSION_SHARE', 'REVENUE_SHARE', 'CPA']);
registerEnumType(CommissionScheme, {
  name: 'CommissionScheme',
  description: 'What a plan pays for.',
  valuesConfig: {
    PER_LOT: { description: 'An amount for each lot.' },
    PER_MILLION: { description: 'An amount for each million of traded volume.' },
    PIPS: { description: 'Pips of each trade.' },
    SPREAD_SHARE: { description: 'Per cent of the spread.' },
    COMMISSION_SHARE: { description: 'Per cent of the commission that the client paid.' },
    REVENUE_SHARE: { description: 'Per cent of what the broker earned by the trade.' },
    CPA: { description: 'An amount for each client who funds for the first time.' },
  },
});

export const CommissionPlanPeriod = enumOf(['DAY', 'WEEK', 'MONTH']);
registerEnumType(CommissionPlanPeriod, {
  name: 'CommissionPlanPeriod',
  description: 'How long the periods of a plan are, in which its commissions are closed into statements.',
  valuesConfig: {
    DAY: { description: 'A day.' },
    WEEK: { description: 'A week, from Monday on.' },
    MONTH: { description: 'A month.' },
  },
});

export const CommissionTreeMode = enumOf(['OVERRIDE', 'DIFFERENTIAL', 'SPLIT']);
registerEnumType(CommissionTreeMode, {
  name: 'CommissionTreeMode',
  description: 'How the partners above the client share.',
  valuesConfig: {
    OVERRIDE: { description: 'Each level earns its own rate on top of the others.' },
    DIFFERENTIAL: { description: 'Each level earns what its rate has over the rate of the level below.' },
    SPLIT: { description: "The direct partner's reward is shared with the levels above." },
  },
});
