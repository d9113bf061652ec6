import { registerEnumType } from 'type-graphql';
import { enumOf } from '../../graphql/user-error.js';

export const LedgerAccountKind = enumOf([
  ...(['CLIENT_WALLET', 'PARTNER_WALLET', 'TRADING_ACCOUNT', 'CREDIT', 'PROVIDER_CLEARING', 'PROVIDER_FEE', 'FEE_INCOME', 'COMMISSION_EXPENSE'] as const),
  ...(['CREDIT_EXPENSE', 'ADJUSTMENT', 'SUSPENSE', 'RECEIVABLE', 'ROUNDING', 'EXCHANGE', 'NEGATIVE_BALANCE'] as const),
]);
registerEnumType(LedgerAccountKind, {
  name: 'LedgerAccountKind',
  description: 'What a ledger account is for.',
  valuesConfig: {
    CLIENT_WALLET: { description: "A client's own money." },
    PARTNER_WALLET: { description: "A partner's own money." },
    TRADING_ACCOUNT: { description: 'The money on a trading account.' },
    CREDIT: { description: 'The credit (bonus) on a trading account.' },
    PROVIDER_CLEARING: { description: 'What lies with a payment provider, below zero: it is owed to us.' },
    PROVIDER_FEE: { description: 'What a payment provider charged us.' },
    FEE_INCOME: { description: 'Fees that clients paid.' },
    COMMISSION_EXPENSE: { description: 'Commissions that partners earned.' },
    CREDIT_EXPENSE: { description: 'Credit that was given, less what was taken back.' },
    ADJUSTMENT: { description: 'The other side of corrections.' },
    SUSPENSE: { description: 'Money whose owner is not known yet.' },
    RECEIVABLE: { description: 'What a client owes us.' },
    ROUNDING: { description: 'What exchanges left over.' },
    EXCHANGE: { description: 'Our own position in the currency, by exchanges.' },
    NEGATIVE_BALANCE: { description: 'Losses that we bore for clients.' },
  },
});

export const MoneyOwner = enumOf(['CLIENT', 'PARTNER']);
registerEnumType(MoneyOwner, {
  name: 'MoneyOwner',
  description: 'Whose money it is.',
  valuesConfig: { CLIENT: { description: "A client's." }, PARTNER: { description: "A partner's." } },
});

export const LedgerAccountOrderField = enumOf(['CODE', 'CREATED_AT']);
registerEnumType(LedgerAccountOrderField, {
  name: 'LedgerAccountOrderField',
  description: 'By what ledger accounts are ordered.',
  valuesConfig: { CODE: { description: 'Their code.' }, CREATED_AT: { description: 'When they were opened.' } },
});

export const LedgerDriftKind = enumOf(['BALANCE', 'HELD', 'SHOWN']);
registerEnumType(LedgerDriftKind, {
  name: 'LedgerDriftKind',
  description: 'Which of the figures that are kept beside the journal does not follow from it.',
  valuesConfig: {
    BALANCE: { description: 'The balance is not the sum of the lines.' },
    HELD: { description: 'What is held is not the sum of the open holds.' },
    SHOWN: { description: 'The trading account shows another balance or credit than the ledger has.' },
  },
});
