export { instrumentAliasReader, instrumentReader } from './instrument.reader.js';
export { InstrumentResolver } from './instrument.resolver.js';
export { InstrumentService } from './instrument.service.js';
