export { RiskOverrideService } from './override.service.js';
export { riskOverrideReader, riskRatingReader, riskRuleSetReader } from './risk.reader.js';
export { ClientRiskResolver, RiskResolver, TaskRiskResolver } from './risk.resolver.js';
export { RiskService } from './risk.service.js';
export { RiskSweep } from './risk.sweep.js';
export { RiskRuleSetResolver } from './rule-set.resolver.js';
export { RiskRuleSetService } from './rule-set.service.js';
