export { screeningHitReader } from './hit.reader.js';
export { ScreeningHitService } from './hit.service.js';
export { screeningJobs } from './screening.jobs.js';
export type { RiskRater } from './screening.port.js';
export { clientScreeningReader } from './screening.reader.js';
export { ClientScreeningResolver, ScreeningHitsResolver, ScreeningResolver } from './screening.resolver.js';
export { ScreeningResults } from './screening.results.js';
export { Identities } from './screening.subjects.js';
export { ScreeningService } from './screening.service.js';
