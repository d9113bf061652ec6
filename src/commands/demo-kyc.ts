import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Config } from '../config.js';
import type { KycVendor } from '../connectors/kyc/port.js';
import { type SimulatedApplicant, vendorTime } from '../connectors/kyc/simulator/applicants.js';
import { KYC_SIMULATOR_CREDENTIALS, KYC_SIMULATOR_TITLE, startKycSimulator } from '../connectors/kyc/simulator/simulator.js';
import { createSumsub } from '../connectors/kyc/sumsub/index.js';
import type { Database } from '../database/orm.js';
import type { CommandContext } from './command.js';

/** The vendor who verifies identity in the demo. */
export interface DemoKyc {
  readonly vendor: KycVendor;
  /** Its page, where people answer for it. */
  readonly url: string;
  /** Where the gateway that it tells its news to is reached. */
  tells(gatewayUrl: string): void;
}

const TIMEOUT_MS = 5_000;
const ALGORITHMS = ['HMAC_SHA256_HEX', 'HMAC_SHA512_HEX'];

/** Beside the payment simulators; a gateway on a free port has it on one, too. */
const portOf = (config: Config): number => (config.port === 0 ? 0 : config.port + 11);

interface Known {
  readonly applicantId: string;
  readonly clientId: string;
  readonly levelName: string;
  readonly status: SimulatedApplicant['reviewStatus'];
  readonly answer: SimulatedApplicant['answer'];
  readonly rejectType: SimulatedApplicant['rejectType'];
  readonly labels: readonly string[];
  readonly applicantComment: string | null;
  readonly staffComment: string | null;
  /** As PostgreSQL writes times: this pool makes no dates of them. */
  readonly startedAt: string;
  readonly reviewedAt: string | null;
}

const KNOWN = `
  select applicant_id as "applicantId", client_id as "clientId", level_name as "levelName", vendor_status as status, vendor_answer as answer, vendor_reject_type as "rejectType",
    vendor_reject_labels as labels, applicant_comment as "applicantComment", staff_comment as "staffComment", started_at as "startedAt", reviewed_at as "reviewedAt"
  from kyc_verification where applicant_id is not null and vendor_status is not null order by started_at, id`;

/** What the vendor knew when the demo was made: it stands there until somebody moves it on the vendor's page. */
async function remember(file: string, database: Database): Promise<void> {
  if (existsSync(file)) return;
  const { rows } = await database.pool.query<Known>(KNOWN);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, rows.map((known) => `${JSON.stringify(applicantOf(known))}\n`).join(''), { mode: 0o600 });
}

function applicantOf({ applicantId, clientId, status, labels, applicantComment, staffComment, startedAt, reviewedAt, ...known }: Known): SimulatedApplicant {
  return {
    ...known,
    ...{
      id: applicantId,
      externalUserId: clientId,
      reviewStatus: status,
      rejectLabels: labels,
      moderationComment: applicantComment,
      clientComment: staffComment,
    },
    ...{
      attempt: 0,
      reviewId: applicantId.slice(0, 5),
      documents: [],
      createdAt: vendorTime(new Date(startedAt)),
      reviewedAt: reviewedAt && vendorTime(new Date(reviewedAt)),
    },
  };
}

/** Whether another process on this machine runs it there already. */
const runsAt = (origin: string): Promise<boolean> =>
  fetch(origin, { signal: AbortSignal.timeout(2_000) })
    .then((answer) => answer.text())
    .then(
      (text) => text.includes(KYC_SIMULATOR_TITLE),
      () => false,
    );

/** The vendor of the demo, beside the gateway that serves it. */
export async function startDemoKyc({ config, lifecycle }: CommandContext, database: Database): Promise<DemoKyc> {
  const stateFile = join(config.dataDir, 'kyc-simulator.jsonl');
  await remember(stateFile, database);
  const open = async (port: number): Promise<Omit<DemoKyc, 'vendor'>> => {
    const running = await startKycSimulator({ port, stateFile });
    await lifecycle.opened('KYC simulator', () => running.stop());
    return { url: running.url, tells: (gatewayUrl) => running.webhooksTo(`${gatewayUrl}/webhooks/kyc/sumsub`) };
  };
  const started = await open(portOf(config)).catch(async (error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    const origin = `http://127.0.0.1:${portOf(config)}`;
    // it tells whoever started it, over the same database
    return (await runsAt(origin)) ? { url: origin, tells: () => undefined } : open(0);
  });
  const settings = { baseUrl: started.url, webhookAlgorithms: ALGORITHMS, timeoutMs: TIMEOUT_MS, ...KYC_SIMULATOR_CREDENTIALS };
  return { ...started, vendor: createSumsub(settings) };
}
