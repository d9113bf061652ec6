export { ERASURE_RULES } from './erasure.inventory.js';
export { Erasures } from './erasure.jobs.js';
export { erasureReader } from './erasure.reader.js';
export { ErasureResolver } from './erasure.resolver.js';
export { ErasureService } from './erasure.service.js';
