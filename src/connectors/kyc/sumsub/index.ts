import { type Clock, systemClock } from '../../../runtime/clock.js';
import { baseUrlProblem } from '../../../runtime/vendor-http.js';
import { type KycVendor, VendorMisconfigured } from '../port.js';
import { SumsubApi } from './sumsub.api.js';
import { SumsubVendor } from './sumsub.vendor.js';

export { DIGEST_ALGORITHMS } from './sumsub.signature.js';

export interface SumsubSettings {
  readonly baseUrl: string;
  readonly appToken: string;
  /** Signs our requests. */
  readonly secret: string;
  /** The vendor signs its webhooks by it. */
  readonly webhookSecret: string;
  /** Digests that are taken, by the vendor's names. */
  readonly webhookAlgorithms: readonly string[];
  readonly timeoutMs: number;
}

/** Throws `VendorMisconfigured` where the secret would travel in the open. */
export function createSumsub(settings: SumsubSettings, clock: Clock = systemClock): KycVendor {
  const { baseUrl, webhookSecret, webhookAlgorithms } = settings;
  const problem = baseUrlProblem(baseUrl);
  if (problem !== null) throw new VendorMisconfigured(`Sumsub's URL must ${problem}.`);
  return new SumsubVendor(new SumsubApi({ ...settings, clock }), { secret: webhookSecret, algorithms: webhookAlgorithms }, clock);
}
