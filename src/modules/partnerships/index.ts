export { partnerChangeReader } from './change.reader.js';
export { PartnerChangeService } from './change.service.js';
export { PartnerApplicationResolver, PartnershipOverviewResolver, PartnerStandingResolver, TaskPartnerApplicationResolver } from './oversight.resolver.js';
export { partnerApplicationReader } from './partner-application.reader.js';
export { PartnerApplicationService } from './partner-application.service.js';
export { PartnershipOverview } from './partnership.overview.js';
export { PartnerStandingService } from './standing.service.js';
