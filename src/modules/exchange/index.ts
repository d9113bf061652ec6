export { type Conversion, exchange, type Rate, RateBook, rateBook } from './exchange.rates.js';
