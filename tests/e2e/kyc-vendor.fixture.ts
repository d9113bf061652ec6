import { type RunningKycSimulator, KYC_SIMULATOR_CREDENTIALS, startKycSimulator } from '../../src/connectors/kyc/simulator/simulator.js';
import { type GatewayOptions, testGateway, type TestGateway } from '../support/gateway.js';
import { kycControl } from '../support/kyc-bench.js';
import type { Person } from '../support/people.js';
import { eventually } from '../support/providers.js';

export interface Verification {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly failure: string | null;
  readonly vendorStatus: string | null;
  readonly vendorAnswer: string | null;
  readonly applicantComment: string | null;
  readonly applicantId: string | null;
}

export interface Payload {
  readonly verification: Verification | null;
  readonly userErrors: readonly { readonly code: string; readonly message: string; readonly field: readonly string[] | null }[];
}

export const FIELDS = 'id version status failure vendorStatus vendorAnswer applicantComment applicantId';
const ERRORS = 'userErrors { code message field }';

/** A gateway whose vendor is the simulator, and what is done there. */
export async function kycGateway(options: GatewayOptions = {}) {
  const simulator: RunningKycSimulator = await startKycSimulator({ port: 0, retryMs: 200 });
  const { appToken, secret, webhookSecret } = KYC_SIMULATOR_CREDENTIALS;
  const settings = { SUMSUB_URL: simulator.url, SUMSUB_APP_TOKEN: appToken, SUMSUB_SECRET_KEY: secret, SUMSUB_WEBHOOK_SECRET: webhookSecret };
  const gateway = await testGateway({ listens: true, ...options, settings: { ...settings, ...options.settings } });
  const webhookUrl = `${gateway.url}/webhooks/kyc/sumsub`;
  simulator.webhooksTo(webhookUrl);
  return { gateway, simulator, webhookUrl, ...kycControl(simulator.url), ...verifying(gateway) };
}

export const verifying = (gateway: TestGateway) => {
  const change = async (name: string, input: object, as: Person | string): Promise<Payload> => {
    const type = name === 'Start' ? 'KycVerificationStartInput' : 'KycVerificationDecisionInput';
    const text = `mutation ($input: ${type}!) { kycVerification${name}(input: $input) { verification { ${FIELDS} } ${ERRORS} } }`;
    return (await gateway.data<Record<string, Payload>>(text, { input }, { as }))[`kycVerification${name}`] as Payload;
  };
  const of = async (clientId: string, as: Person | string): Promise<Verification | null> => {
    const { client } = await gateway.data<{ client: { verification: Verification | null } | null }>(
      `query ($id: ID!) { client(id: $id) { verification { ${FIELDS} } } }`,
      { id: clientId },
      { as },
    );
    return client?.verification ?? null;
  };
  return {
    change,
    of,
    start: (clientId: string, as: Person | string) => change('Start', { clientId }, as),
    /** The newest of a client's, once it stands so. */
    until: async (clientId: string, as: Person | string, status: string): Promise<Verification> =>
      (await eventually(
        () => of(clientId, as),
        (found) => found?.status === status,
      )) as Verification,
    checkOf: async (clientId: string) =>
      (
        await gateway.sql<{ outcome: string; detail: string }>(`select outcome, detail from kyc_check where client_id = $1 and kind = 'VENDOR'`, [clientId])
      )[0] ?? null,
    tasksOf: (verificationId: string) =>
      gateway.sql<{ status: string; outcome: string | null }>(
        `select status, outcome from task where subject_id = $1 and kind = 'KYC_VENDOR_REVIEW' order by opened_at, id`,
        [verificationId],
      ),
    events: async () =>
      gateway.sql<{ vendor_type: string; status: string; deliveries: number }>(
        'select vendor_type, status, deliveries from kyc_vendor_event order by received_at',
      ),
  };
};
