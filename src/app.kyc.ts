import type { Database } from './database/orm.js';
import type { Reader } from './database/reader.js';
import type { AuditTrail } from './modules/audit/index.js';
import {
  AccountOpeningResolver,
  AccountOpeningService,
  AccountPolicyService,
  accountRequestReader,
  TaskAccountRequestResolver,
  TradingAccountRequestResolver,
  TradingServerResolver,
  TradingServerService,
} from './modules/accounts/index.js';
import {
  applicationReader,
  ApplicationFormService,
  ApplicationResolver,
  ApplicationService,
  ClientApplicationsResolver,
  TaskApplicationResolver,
} from './modules/applications/index.js';
import type { ClientKeys } from './modules/clients/index.js';
import { clientKycReader, ClientKycResolver, KycDesk, kycExpiryReader, KycPolicyService, KycResolver, KycService } from './modules/kyc/index.js';
import type { AnyJob } from './runtime/jobs.js';
import type { PersonalData } from './runtime/personal-data.js';

/** What clients are known by, as the resolvers, the worker and the other parts of the root have it. */
export interface Kyc {
  /** What documents, applications, screening, ratings and vendors call, so that level and status follow. */
  readonly kyc: KycService;
  readonly kycPolicies: KycPolicyService;
  readonly applications: ApplicationService;
  readonly applicationForms: ApplicationFormService;
  readonly accountOpening: AccountOpeningService;
  readonly accountPolicies: AccountPolicyService;
  readonly tradingServers: TradingServerService;
  readonly kycJobs: readonly AnyJob[];
}

interface Parts {
  readonly database: Database;
  readonly audit: AuditTrail;
  readonly keys: ClientKeys;
  readonly personal: PersonalData;
}

/** The part of the composition root that wires KYC levels, applications and the opening of accounts. */
export function createKyc({ database, audit, keys, personal }: Parts): Kyc {
  const kyc = new KycService(database, audit);
  return {
    kyc,
    kycPolicies: new KycPolicyService(database, audit),
    applications: new ApplicationService({ database, audit, keys, kyc, reader: applicationReader(personal) }),
    applicationForms: new ApplicationFormService(database, audit),
    accountOpening: new AccountOpeningService(database, audit, kyc),
    accountPolicies: new AccountPolicyService(database, audit),
    tradingServers: new TradingServerService(database, audit),
    kycJobs: new KycDesk(database, kyc).jobs(),
  };
}

export const kycReaders = ({ personal }: { readonly personal: PersonalData }): Reader[] => [
  ...[clientKycReader, kycExpiryReader, applicationReader(personal), accountRequestReader],
];

export const kycResolvers = ({ kyc, kycPolicies, applications, applicationForms, accountOpening, accountPolicies, tradingServers }: Kyc): object[] => [
  ...[new KycResolver(kyc, kycPolicies), new ClientKycResolver()],
  ...[new ApplicationResolver(applications, applicationForms), new ClientApplicationsResolver(), new TaskApplicationResolver()],
  new TradingServerResolver(tradingServers),
  ...[new AccountOpeningResolver(accountOpening, accountPolicies), new TradingAccountRequestResolver(), new TaskAccountRequestResolver()],
];
