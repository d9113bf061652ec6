import { type AnyJob, defineJob } from '../../runtime/jobs.js';
import type { ExchangeRateImporter } from './exchange-rate.importer.js';

/** Takes over the day's rates, which are published at four in the afternoon in Frankfurt, and tries until late; what is stored already is passed over. */
export const exchangeRateJobs = (importer: ExchangeRateImporter): AnyJob[] => [
  defineJob<object>({
    name: 'exchangeRate.import',
    maxAttempts: 3,
    every: '20 14-20 * * *',
    run: async (_, { request, log }) => {
      const { source, heldBack } = await importer.importNow(request);
      if (heldBack.length > 0) log.warn({ subjectId: source, count: heldBack.length }, 'Rates that are far off the last ones wait for somebody to set them');
    },
  }),
];
