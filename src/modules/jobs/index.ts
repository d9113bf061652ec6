export { jobReader } from './job.reader.js';
export { JobResolver } from './job.resolver.js';
export { JobService } from './job.service.js';
