export { AccrualEngine } from './accrual.engine.js';
export { CommissionPlan } from './commission-plan.types.js';
export { commissionPlanReader, commissionReader } from './commission.reader.js';
export { CommissionResolver, PartnerCommissionsResolver } from './commission.resolver.js';
export { Commission, CommissionConnection, CommissionSummary } from './commission.types.js';
export { RecalculationResolver } from './recalculation.resolver.js';
export { RecalculationService } from './recalculation.service.js';
export { UnpaidDealCounter } from './unpaid-deal.counter.js';
export { unpaidDealReader } from './unpaid-deal.reader.js';
