export { CountryRiskResolver } from './country-risk.resolver.js';
export { CountryRiskService } from './country-risk.service.js';
export { RiskOverrideService } from './override.service.js';
export { riskOverrideReader, riskRatingReader, riskRuleSetReader } from './risk.reader.js';
export { ClientRiskResolver, RiskResolver, TaskRiskResolver } from './risk.resolver.js';
export { RiskService } from './risk.service.js';
export { RiskSweep } from './risk.sweep.js';
export { RiskRuleSetResolver } from './rule-set.resolver.js';
export { RiskRuleSetService } from './rule-set.service.js';
