export { applyCreditRule, creditExpense, paidInOn } from './transfer.credit.js';
export { TransferService } from './transfer.service.js';
