import { registerEnumType } from 'type-graphql';
import { enumOf } from '../../graphql/user-error.js';
import { TASK_KINDS, TASK_PRIORITIES } from './task.kinds.js';

export const TaskKind = enumOf(TASK_KINDS);
registerEnumType(TaskKind, {
  name: 'TaskKind',
  description: 'What somebody of the staff has to do.',
  valuesConfig: {
    DOCUMENT_REVIEW: { description: 'Decide on a document.' },
    APPLICATION_REVIEW: { description: 'Decide on an application.' },
    KYC_REVIEW: { description: "Look at a client's identity and documents anew." },
    KYC_VENDOR_REVIEW: { description: "Decide where a vendor's check of an identity came to no clear result." },
    KYC_VENDOR_HOLD: { description: 'Look at a verification of identity at the vendor, who has put it on hold.' },
    KYC_VENDOR_EVENT: { description: 'Say whom news of the vendor who verifies identity are about, or that they are about nobody.' },
    RISK_REVIEW: { description: "Look at a client's risk rating, which has come of age." },
    RISK_OVERRIDE: { description: 'Confirm, or not, that a risk rating is set otherwise than computed.' },
    SCREENING_HIT: { description: 'Decide whether somebody on a list is the client.' },
    ACCOUNT_REQUEST: { description: 'Decide on what a client asks of its trading accounts.' },
    ERASURE_REQUEST: { description: 'Decide on the erasure of personal data.' },
    PARTNER_APPLICATION: { description: 'Decide on somebody who wants to become a partner.' },
    PAYMENT_CASE: { description: 'Look at a payment that no rule may decide on.' },
    TRANSACTION_APPROVAL: { description: 'Approve a movement of money, or reject it.' },
    PAYOUT_RUN: { description: 'Approve a payout run of commissions, or reject it.' },
  },
});

export const TaskStatus = enumOf(['OPEN', 'TAKEN', 'DONE', 'CANCELLED']);
registerEnumType(TaskStatus, {
  name: 'TaskStatus',
  description: 'Where a task stands.',
  valuesConfig: {
    OPEN: { description: 'Nobody has it.' },
    TAKEN: { description: 'Somebody is at it.' },
    DONE: { description: 'It was decided, or done.' },
    CANCELLED: { description: 'What it was about was taken back, or needs nobody any more.' },
  },
});

export const TaskPriority = enumOf(TASK_PRIORITIES);
registerEnumType(TaskPriority, {
  name: 'TaskPriority',
  description: 'How urgent a task is.',
  valuesConfig: {
    URGENT: { description: 'Before everything else.' },
    HIGH: { description: 'Before what is usual.' },
    NORMAL: { description: 'As usual.' },
    LOW: { description: 'When there is time.' },
  },
});

export const TaskOrderField = enumOf(['DUE', 'PRIORITY', 'OPENED_AT']);
registerEnumType(TaskOrderField, {
  name: 'TaskOrderField',
  description: 'By what tasks are ordered.',
  valuesConfig: {
    DUE: {
      description: 'Open ones by when they are due, so that overdue ones come first, urgent ones before others of the same moment; then those that are over.',
    },
    PRIORITY: { description: 'Open ones by how urgent they are, then by when they are due; then those that are over.' },
    OPENED_AT: { description: 'When they were opened.' },
  },
});
