export { applyCreditRule, creditExpense, paidInOn } from './transfer.credit.js';

export { AdjustmentEffects, AdjustmentService } from './adjustment.service.js';
export { NegativeBalanceService } from './negative-balance.service.js';
export { TransferResolver } from './transfer.resolver.js';
export { TransferService } from './transfer.service.js';
