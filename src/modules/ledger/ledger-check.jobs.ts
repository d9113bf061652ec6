import { type AnyJob, defineJob } from '../../runtime/jobs.js';
import type { LedgerChecker } from './ledger-check.service.js';

/** Checks the ledger each night, when little moves; what does not follow from the journal is said in the log, where alarms hang. */
export const ledgerCheckJobs = (checker: LedgerChecker): AnyJob[] => [
  defineJob<object>({
    name: 'ledger.check',
    maxAttempts: 3,
    every: '17 2 * * *',
    run: async (_, { request, log }) => {
      const { id, result } = await checker.run(request);
      const found = { subjectType: 'LedgerCheck', subjectId: id, count: result.driftingCount + result.currencies.length };
      if (!result.isSound) log.error(found, 'The ledger does not follow from its journal');
    },
  }),
];
