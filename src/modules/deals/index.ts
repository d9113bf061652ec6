export { DEAL_FIELDS, type Deal, NoDeal, readDeal, SERVER, SYMBOL, TICKET, type WrittenDeal } from './deal.js';
export { DealImport, type ImportCounts, NoDealFile } from './deal.import.js';
export { DEALS_ARRIVED, DealIngest, MOST_DEALS, type Taken } from './deal.ingest.js';
export { dealJobs } from './deal.jobs.js';
