import { registerEnumType } from 'type-graphql';
import { enumOf } from '../../graphql/user-error.js';

export const PeriodStatus = enumOf(['OPEN', 'CLOSING', 'CLOSED']);
registerEnumType(PeriodStatus, {
  name: 'CommissionPeriodStatus',
  description: 'Where a period stands.',
  valuesConfig: {
    OPEN: { description: 'What is booked now falls into it, and so does what comes late for an earlier one.' },
    CLOSING: { description: 'Its statements are being made.' },
    CLOSED: { description: 'Its statements are there, and stay as they are.' },
  },
});

export const PayoutRunStatus = enumOf(['DRAFT', 'IN_REVIEW', 'APPROVED', 'PAYING', 'PAID', 'REJECTED', 'CANCELLED']);
registerEnumType(PayoutRunStatus, {
  name: 'CommissionPayoutRunStatus',
  description: 'Where a payout run stands.',
  valuesConfig: {
    DRAFT: { description: 'Who would get what, and who nothing: to be looked at.' },
    IN_REVIEW: { description: 'It waits for somebody else than its maker to decide.' },
    APPROVED: { description: 'It is about to be paid.' },
    PAYING: { description: 'It is being paid.' },
    PAID: { description: 'It is over: each of its payouts is paid, or has failed.' },
    REJECTED: { description: 'The checker has refused it: nothing is paid.' },
    CANCELLED: { description: 'It was taken back: nothing is paid.' },
  },
});

export const PayoutStatus = enumOf(['SKIPPED', 'WAITING', 'PAID', 'FAILED', 'DROPPED']);
registerEnumType(PayoutStatus, {
  name: 'CommissionPayoutStatus',
  description: 'Where one payout of a run stands.',
  valuesConfig: {
    SKIPPED: { description: 'The run leaves it out, for the reason that it names; what is owed stays owed.' },
    WAITING: { description: 'It will be paid once the run is approved.' },
    PAID: { description: 'It is in the wallet.' },
    FAILED: { description: 'It was not paid, for the reason that it names, and can be tried again.' },
    DROPPED: { description: 'Nobody pays it by this run any more: a later run takes what is owed.' },
  },
});

export const PayoutReason = enumOf(['BELOW_MINIMUM', 'NEGATIVE_BALANCE', 'PARTNER_NOT_ACTIVE', 'RESTRICTED', 'BALANCE_CHANGED', 'FAULT']);
registerEnumType(PayoutReason, {
  name: 'CommissionPayoutReason',
  description: 'Why a run does not pay somebody.',
  valuesConfig: {
    BELOW_MINIMUM: { description: 'Less is owed than the least that is paid out in this currency: it waits for the next run.' },
    NEGATIVE_BALANCE: { description: 'More was taken back than was earned: what comes next makes up for it first.' },
    PARTNER_NOT_ACTIVE: { description: 'The partner is suspended, or was never approved. Who was closed is paid what it had earned until then.' },
    RESTRICTED: { description: 'NO_COMMISSION is in force for the client, or the client is out of business with the broker.' },
    BALANCE_CHANGED: { description: 'Less is owed by now than was approved.' },
    FAULT: { description: 'It went wrong here: the log has the details.' },
  },
});
