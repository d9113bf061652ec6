export { ERASURE_RULES } from './erasure.inventory.js';
export { Erasures } from './erasure.jobs.js';
export { erasureReader } from './erasure.reader.js';
export { ErasureResolver, TaskErasureResolver } from './erasure.resolver.js';
export { ErasureService } from './erasure.service.js';
export { ExportDownloads } from './export.downloads.js';
export { exportReader } from './export.reader.js';
export { ExportResolver } from './export.resolver.js';
export { ExportService } from './export.service.js';
