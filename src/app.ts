import { join } from 'node:path';
import type { EntitySchema } from '@mikro-orm/core';
import type { FastifyInstance } from 'fastify';
import { printSchema } from 'graphql';
import { ACCESS_MAP } from './access/map.js';
import type { Permission } from './access/permissions.js';
import { forgottenPermissions } from './access/shield.js';
import { createDesk, type Desk, deskReaders, deskResolvers } from './app.desk.js';
import { createFiles, fileReaders, fileResolvers, type Files } from './app.files.js';
import { createKyc, type Kyc, kycReaders, kycResolvers } from './app.kyc.js';
import { createKycVendor, createVendor, documentTaker, kycVendorReaders, kycVendorResolvers, type KycVendorParts } from './app.kyc-vendor.js';
import { createMoney, type Money, moneyReaders, moneyResolvers } from './app.money.js';
import { createPartnership, type Partnership, partnershipReaders, partnershipResolvers } from './app.partners.js';
import { createPayouts, type Payouts, payoutReaders, payoutResolvers } from './app.payouts.js';
import { createPrivacy, type Privacy, privacyReaders, privacyResolvers } from './app.privacy.js';
import { createReferrals, referralReaders, referralResolvers, type Referrals } from './app.referrals.js';
import { createRisk, type Risk, riskReaders, riskResolvers } from './app.risk.js';
import { type Config, PROJECT_DIR } from './config.js';
import type { KycVendor } from './connectors/kyc/port.js';
import type { Database } from './database/orm.js';
import { ReadEngine } from './database/reader.engine.js';
import { type Reader, ReaderRegistry } from './database/reader.js';
import { GatewayContext } from './graphql/context.js';
import { Executor, type ExecutorOptions } from './graphql/executor.js';
import { buildGatewaySchema, type GatewaySchema } from './graphql/schema.js';
import { createApollo } from './http/apollo.js';
import { registerDownloads } from './http/downloads.js';
import { registerExplorer } from './http/explorer/explorer.js';
import { registerHealth } from './http/health.js';
import { registerReferrals } from './http/referrals.js';
import { createServer, registerGraphql } from './http/server.js';
import { registerStatements } from './http/statements.js';
import { registerUploads } from './http/uploads.js';
import { registerWebhooks } from './http/webhooks.js';
import {
  ClientTradingAccountsResolver,
  RestrictionTradingAccountResolver,
  TradingAccountEntity,
  tradingAccountReader,
  TradingAccountResolver,
  TradingAccountService,
} from './modules/accounts/index.js';
import { ApiKeyEntity, apiKeyReader, ApiKeyResolver, ApiKeyService } from './modules/api-keys/index.js';
import { AuditAnchor, auditReader, AuditResolver, AuditSealer, AuditTrail, AuditVerifier } from './modules/audit/index.js';
import {
  ClientAuditTrailResolver,
  ClientEntity,
  ClientKeys,
  ClientResolver,
  ClientService,
  PartnerClientsResolver,
  personalClientReader,
  PersonalDataSealing,
  RestrictionEntity,
  restrictionReader,
  RestrictionService,
} from './modules/clients/index.js';
import { jobReader, JobResolver, JobService } from './modules/jobs/index.js';
import { PartnerEntity } from './modules/partners/index.js';
import { DepartmentService, PermissionResolver } from './modules/permissions/index.js';
import { createSignIn, Credential as CredentialEntity, type SignIn } from './modules/sign-in/index.js';
import { StaffMemberEntity, staffReader, StaffResolver, StaffService } from './modules/staff/index.js';
import { ViewerResolver } from './modules/viewer/index.js';
import { watchJobs } from './runtime/job-metrics.js';
import { JobWorker } from './runtime/job-worker.js';
import { type AnyJob, jobsByName } from './runtime/jobs.js';
import type { Logger } from './runtime/log.js';
import { Metrics } from './runtime/metrics.js';
import { PersonalData } from './runtime/personal-data.js';

export interface AppOptions {
  readonly config: Config;
  readonly database: Database;
  readonly log: Logger;
  /** One-click sign-ins of the explorer; none outside the demo. */
  readonly demoSignIns?: readonly { readonly email: string; readonly password: string; readonly title: string }[];
  /** In place of the one that the settings name. */
  readonly kycVendor?: KycVendor;
  /** Beside those of the services. */
  readonly jobs?: readonly AnyJob[];
  /** `never` pays where each operation is asked a few times at most, as tests do that ask everything. */
  readonly compile?: ExecutorOptions['compile'];
}

export interface App {
  readonly fastify: FastifyInstance;
  readonly schema: GatewaySchema;
  /** Starts to listen (role api) and to work (role worker), and answers with the address. */
  listen(): Promise<string>;
  /** Drains: readiness fails, requests under way end, then everything closes but the database, which is the caller's. */
  stop(): Promise<void>;
}

/** Every table that is written through MikroORM. */
export const ENTITIES = [
  ApiKeyEntity,
  ClientEntity,
  RestrictionEntity,
  CredentialEntity,
  PartnerEntity,
  StaffMemberEntity,
  TradingAccountEntity,
] as unknown as readonly EntitySchema[];

/** Permissions that no line of the map names: scopes and masks use them. */
const USED_IN_READERS: readonly Permission[] = ['clients:all', 'clients:contact', 'restrictions:read', 'sign-ins:read'];

const READERS = [apiKeyReader, restrictionReader, staffReader, tradingAccountReader, jobReader];

/** What the resolvers stand on. */
interface Services extends Money, Files, Kyc, KycVendorParts, Desk, Risk, Partnership, Payouts, Privacy, Referrals {
  readonly personal: PersonalData;
  readonly signIn: SignIn;
  readonly staff: StaffService;
  readonly departments: DepartmentService;
  readonly apiKeys: ApiKeyService;
  readonly auditVerifier: AuditVerifier;
  readonly jobs: JobService;
  readonly clients: ClientService;
  readonly restrictions: RestrictionService;
  readonly accounts: TradingAccountService;
  readonly clientJobs: readonly AnyJob[];
}

/** What jobs may stand on; the service that decides on them stands on them. */
type Workable = Omit<Services, 'jobs'>;

const createReaders = (services: Services): Reader[] => [
  ...[...READERS, personalClientReader(services.personal), auditReader(services.personal)],
  ...riskReaders,
  ...referralReaders(services),
  ...privacyReaders(services),
  ...[...moneyReaders, ...partnershipReaders, ...fileReaders(services), ...deskReaders(services), ...kycReaders(services)],
  ...kycVendorReaders,
  ...payoutReaders(services),
];

const createResolvers = (services: Services): object[] => [
  ...[
    new ViewerResolver(services.signIn),
    new StaffResolver(services.staff),
    new PermissionResolver(services.departments),
    new ApiKeyResolver(services.apiKeys),
  ],
  ...[new AuditResolver(services.auditVerifier), new ClientAuditTrailResolver(), new JobResolver(services.jobs)],
  ...[new ClientResolver(services.clients, services.restrictions), new PartnerClientsResolver()],
  ...partnershipResolvers(services),
  ...referralResolvers(services),
  ...payoutResolvers(services),
  ...[new TradingAccountResolver(services.accounts), new ClientTradingAccountsResolver(), new RestrictionTradingAccountResolver()],
  ...kycResolvers(services),
  ...riskResolvers(services),
  ...fileResolvers(services),
  ...privacyResolvers(services),
  ...kycVendorResolvers(services),
  ...moneyResolvers(services),
  ...deskResolvers(services),
];

/** What the services leave for later. */
const createJobs = (services: Workable): AnyJob[] => [
  ...services.clientJobs,
  ...services.moneyJobs,
  ...services.partnerJobs,
  ...services.referralJobs,
  ...services.payoutJobs,
  ...services.fileJobs,
  ...services.kycJobs,
  ...services.riskJobs,
  ...services.privacyJobs,
  ...services.kycVendorJobs,
];

function createSchema(services: Services): GatewaySchema {
  const forgotten = forgottenPermissions(ACCESS_MAP, USED_IN_READERS);
  if (forgotten.length > 0) throw new Error(`Permissions that nothing asks for: ${forgotten.join(', ')}`);
  return buildGatewaySchema({ resolvers: createResolvers(services), registry: new ReaderRegistry(createReaders(services)), map: ACCESS_MAP });
}

/** The schema as callers read it. Resolvers only stand in it by name, so it needs no database. */
export const schemaText = (): string => `${printSchema(createSchema({} as Services).plain)}\n`;

/** What both halves of the gateway stand on. */
interface Foundations {
  readonly options: AppOptions;
  readonly metrics: Metrics;
  readonly audit: AuditTrail;
  readonly anchor: AuditAnchor;
  readonly signIn: SignIn;
  /** Where the gateway is reached: as it was set, or where it listens. */
  readonly address: { url: string };
}

function layFoundations(options: AppOptions): Foundations {
  const { config, database, log } = options;
  const metrics = new Metrics();
  metrics.watchPool(database.pool);
  const audit = new AuditTrail(config.secrets.auditKey, new ClientKeys(new PersonalData(config.secrets)).forAudit());
  return {
    options,
    metrics,
    audit,
    anchor: new AuditAnchor(join(config.dataDir, 'audit-anchor.log'), config.secrets.auditKey),
    signIn: createSignIn({ database, audit, secrets: config.secrets, log }),
    address: { url: config.publicUrl ?? `http://${config.host}:${config.port}` },
  };
}

function createServices({ options: { config, database, log, kycVendor }, audit, anchor, signIn, address }: Foundations): Workable {
  const personal = new PersonalData(config.secrets);
  const keys = new ClientKeys(personal);
  const known = createKyc({ database, audit, keys, personal });
  const referrals = createReferrals({ config, database, audit, publicUrl: () => address.url });
  const actorOf = (id: string) => signIn.actors.byOrigin(id);
  const vendor = createVendor(config, kycVendor);
  const files = createFiles({ config, database, audit, log, keys, personal, actorOf, follower: known.kyc, taker: vendor && documentTaker });
  return {
    ...known,
    signIn,
    personal,
    staff: new StaffService(database, audit, signIn.actors),
    departments: new DepartmentService(database, audit, signIn.actors),
    apiKeys: new ApiKeyService(database, audit, signIn.actors),
    auditVerifier: new AuditVerifier({ pool: database.pool, auditKey: config.secrets.auditKey, anchor }),
    ...referrals,
    clients: new ClientService({ database, audit, actors: signIn.actors, keys, personal, signUps: referrals.signUps }),
    restrictions: new RestrictionService(database, audit, signIn.actors),
    accounts: new TradingAccountService(database, audit),
    ...createPartnership({ database, audit, auditKey: config.secrets.auditKey, actors: signIn.actors }),
    ...createPayouts({ config, database, audit, actorOf }),
    clientJobs: new PersonalDataSealing({ database, audit, keys, personal }).jobs(),
    ...files,
    ...createPrivacy({ database, audit, keys, actorOf, given: files, vendor }),
    ...createRisk({ config, database, audit, personal, reassessor: known.kyc }),
    ...createKycVendor({ database, audit, log, documentFiles: files.documentFiles, reassessor: known.kyc, vendor }),
    ...createDesk({ database, audit, keys }),
    ...createMoney({ config, database, audit, log, publicUrl: () => address.url }),
  };
}

/** The way in for callers: GraphQL, downloads and the explorer. */
async function serveCallers(
  fastify: FastifyInstance,
  schema: GatewaySchema,
  { options, metrics, audit, signIn }: Foundations,
  { inbox, kycInbox, bankStatements, receiver, downloads, exportDownloads, statementDownloads, referralRoute }: Workable,
): Promise<() => Promise<void>> {
  const { config, database, log } = options;
  const { pool, namedStatements } = database;
  const engine = new ReadEngine({ pool, namedStatements, onAuditedRead: (request, reads) => audit.recordReads(pool, request, reads) });
  const executor = new Executor({ cleared: schema.cleared, guarded: schema.guarded, map: ACCESS_MAP, compile: options.compile });
  const apollo = createApollo({ schema: schema.guarded, executor, log, metrics });
  await apollo.start();
  registerGraphql(fastify, {
    apollo,
    log,
    actorOf: (authorization) => signIn.actors.fromAuthorization(authorization),
    contextOf: (input) => new GatewayContext({ ...input, engine, planner: schema.planner, resolvers: schema.resolvers }),
  });
  registerWebhooks(fastify, { inbox, kycInbox });
  registerStatements(fastify, { statements: bankStatements, actorOf: (authorization) => signIn.actors.fromAuthorization(authorization) });
  registerReferrals(fastify, referralRoute);
  registerUploads(fastify, { receiver });
  registerDownloads(fastify, { documents: downloads, exports: exportDownloads, statements: statementDownloads });
  await registerExplorer(fastify, {
    assetsDir: join(PROJECT_DIR, '.build', 'explorer'),
    operationsDir: join(PROJECT_DIR, 'schema', 'operations'),
    demoSignIns: config.demo ? (options.demoSignIns ?? []) : [],
    viewerOf: (request) => signIn.actors.fromAuthorization(request.headers.authorization).catch(() => null),
  });
  return () => apollo.stop();
}

/** Every role shows the queue; null where nobody works it off. */
function createWorker({ options: { config, database, log }, metrics }: Foundations, jobs: readonly AnyJob[]): JobWorker | null {
  const onRun = watchJobs(metrics, database.pool);
  if (config.role === 'api') return null;
  return new JobWorker({ jobs, connection: database.directAsApplication, concurrency: config.jobConcurrency, log, onRun });
}

export async function createApp(options: AppOptions): Promise<App> {
  const { config, database, log } = options;
  const foundations = layFoundations(options);
  const { metrics, audit, signIn, anchor } = foundations;
  const services = createServices(foundations);
  const jobs = [...createJobs(services), ...(options.jobs ?? [])];
  const schema = createSchema({ ...services, jobs: new JobService(database, audit, jobsByName(jobs)) });

  const fastify = createServer({ trustProxy: config.trustProxy, uploadTimeoutMs: config.upload.timeoutMs, log });
  let draining = false;
  registerHealth(fastify, {
    metrics,
    metricsAccess: config.metricsAccess,
    scanner: services.scanner?.name ?? 'none',
    isReady: async () => !draining && (await database.pool.query('select 1')).rowCount === 1,
  });
  const stopServing = config.role === 'worker' ? async () => undefined : await serveCallers(fastify, schema, foundations, services);

  const worker = createWorker(foundations, jobs);
  const sealer = config.role === 'api' ? null : new AuditSealer({ pool: database.pool, auditKey: config.secrets.auditKey, log, anchor });
  if (sealer !== null) metrics.watchUnsealedAudit(() => sealer.unsealedSeconds());
  return {
    fastify,
    schema,
    listen: async () => {
      if (services.scanner === null) log.warn('no malware scanner is set (CLAMD_HOST or CLAMD_SOCKET): documents go to people unscanned, and are marked so');
      await signIn.actors.start();
      sealer?.start();
      await worker?.start();
      const url = await fastify.listen({ host: config.host, port: config.port });
      if (config.publicUrl === null) foundations.address.url = url;
      return url;
    },
    stop: async () => {
      draining = true;
      await Promise.all([fastify.close(), worker?.stop()]);
      await stopServing();
      await sealer?.stop();
      await signIn.actors.stop();
    },
  };
}
