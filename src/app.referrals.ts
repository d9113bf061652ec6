import type { Config } from './config.js';
import type { Database } from './database/orm.js';
import type { Reader } from './database/reader.js';
import type { Referrals as ReferralRoute } from './http/referrals.js';
import type { AuditTrail } from './modules/audit/index.js';
import {
  PartnerReferralLinksResolver,
  referralLinkReader,
  ReferralLinkResolver,
  ReferralResolver,
  ReferralService,
  SignUpService,
  SWEEP_VISITS,
  VisitorTokens,
  VisitService,
} from './modules/referrals/index.js';
import { AttemptLimiter, Fingerprints } from './modules/sign-in/index.js';
import { type AnyJob, defineJob } from './runtime/jobs.js';

/** Referral links, as the resolvers, the routes, the worker and the registration of clients have them. */
export interface Referrals {
  readonly referrals: ReferralService;
  readonly signUps: SignUpService;
  readonly referralRoute: ReferralRoute;
  readonly referralUrl: (code: string) => string;
  readonly referralJobs: readonly AnyJob[];
}

interface Parts {
  readonly config: Config;
  readonly database: Database;
  readonly audit: AuditTrail;
  readonly publicUrl: () => string;
}

/** Clicks of one network in a quarter of an hour: an office behind one address stays below it. */
const CLICKS_OF_ADDRESS = 300;

/** The part of the composition root that wires referral links. */
export function createReferrals({ config, database, audit, publicUrl }: Parts): Referrals {
  const tokens = new VisitorTokens(config.secrets.referralKey);
  const limiter = new AttemptLimiter(database.pool);
  const fingerprints = new Fingerprints(config.secrets.auditKey);
  const referralUrl = (code: string): string => `${publicUrl()}/r/${encodeURIComponent(code)}`;
  return {
    referrals: new ReferralService(database, audit, referralLinkReader(referralUrl)),
    signUps: new SignUpService(tokens),
    referralRoute: {
      visits: new VisitService(database.pool, tokens),
      admit: (address) => limiter.take([{ key: `referral ${fingerprints.address(address)}`, limit: CLICKS_OF_ADDRESS }]),
      isSecure: config.environment === 'production',
    },
    referralUrl,
    referralJobs: [
      defineJob<object>({ name: 'referral.sweep', maxAttempts: 1, every: '17 * * * *', run: async () => void (await database.pool.query(SWEEP_VISITS)) }),
    ],
  };
}

export const referralReaders = ({ referralUrl }: Referrals): Reader[] => [referralLinkReader(referralUrl)];

export const referralResolvers = ({ referrals }: Referrals): object[] => [
  ...[new ReferralResolver(referrals), new ReferralLinkResolver(), new PartnerReferralLinksResolver()],
];
