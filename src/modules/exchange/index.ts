export { type Conversion, exchange, type Rate, RateBook, rateBook } from './exchange.rates.js';
export { ExchangeRateImporter, type RatesImport } from './exchange-rate.importer.js';
export { exchangeRateJobs } from './exchange-rate.jobs.js';
export { exchangeRateReader } from './exchange-rate.reader.js';
export { ExchangeRateResolver } from './exchange-rate.resolver.js';
export { ExchangeRateService } from './exchange-rate.service.js';
