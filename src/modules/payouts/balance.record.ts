import { statement } from '../../database/unit.js';

/**
 * Nobody else states, drafts or pays balances until the transaction ends: what a run is drafted from and the statements that it pays belong
 * together, and so do a payout and the statement that shows it.
 */
export const BALANCES_REST = statement(`select pg_advisory_xact_lock(hashtext('commission balances'))`);
