import type { ProviderGuarantee } from './contract.bench.js';
import { DEPOSIT_GUARANTEES } from './deposits.contract.js';
import { PAYOUT_GUARANTEES } from './payouts.contract.js';
import { STATEMENT_GUARANTEES } from './statements.contract.js';
import { TROUBLE_GUARANTEES } from './trouble.contract.js';
import { WEBHOOK_GUARANTEES } from './webhooks.contract.js';

export type { ProviderBench, ProviderGuarantee } from './contract.bench.js';

/** What each payment provider must do, whoever makes it: its test runs every line against the connector and its simulator. */
export const PROVIDER_GUARANTEES: readonly ProviderGuarantee[] = [
  ...DEPOSIT_GUARANTEES,
  ...PAYOUT_GUARANTEES,
  ...WEBHOOK_GUARANTEES,
  ...TROUBLE_GUARANTEES,
  ...STATEMENT_GUARANTEES,
];
