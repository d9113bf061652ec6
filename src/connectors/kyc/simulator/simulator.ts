import { redirect } from '../../simulation/page.js';
import { type Delayed, fieldsOf, json, notFound, Web, type WebAnswer, type WebRequest } from '../../simulation/web.js';
import { Applicants } from './applicants.js';
import { Deliveries, changed, USUAL } from './deliveries.js';
import { Desk, type Verdict, VERDICTS } from './desk.js';
import { applicantPage, applicantsPage } from './pages.js';
import { type KycCredentials, VendorApi } from './vendor.api.js';

export { KYC_SIMULATOR_TITLE } from './pages.js';

export interface KycSimulatorOptions {
  /** 0 takes a free one. */
  readonly port: number;
  readonly host?: string;
  readonly credentials?: KycCredentials;
  /** A file of JSON lines that a restart reads; none: what happened is forgotten. */
  readonly stateFile?: string | null;
  /** How long after a webhook that was not taken it is sent again; doubled each time. */
  readonly retryMs?: number;
}

export interface RunningKycSimulator {
  /** The base URL for the connector, and the page for people. */
  readonly url: string;
  /** Where webhooks go from now on, which the vendor knows from its settings and not from requests. */
  webhooksTo(url: string): void;
  stop(): Promise<void>;
}

/** What the simulator takes when nothing else is said: known to everybody, and good for nothing else. */
export const KYC_SIMULATOR_CREDENTIALS: KycCredentials = {
  appToken: 'sbx:simulator',
  secret: 'simulator-sumsub-secret',
  webhookSecret: 'simulator-sumsub-webhooks',
};

/** Files of up to 15 MB, and the form around them. */
const MAX_BODY_BYTES = 32_000_000;

/** The vendor on a port of its own, speaking its protocol. Rejects when the port is taken. */
export async function startKycSimulator(options: KycSimulatorOptions): Promise<RunningKycSimulator> {
  const { port, host = '127.0.0.1', credentials = KYC_SIMULATOR_CREDENTIALS, stateFile = null, retryMs = 1_000 } = options;
  const deliveries = new Deliveries(credentials.webhookSecret, retryMs);
  const desk = new Desk(new Applicants(stateFile), deliveries);
  let url = '';
  const api = new VendorApi(desk, credentials, ({ id }) => `${url}/applicants/${id}`);
  const served = (request: WebRequest): WebAnswer | Delayed | null => {
    if (request.path[0] !== 'resources') return null;
    if (deliveries.behaviour.api === 'away') return { answer: notFound(), afterMs: null };
    if (deliveries.behaviour.api === 'break') return json(500, {});
    const answer = api.handle(request);
    const { answerMs } = deliveries.behaviour;
    return answerMs > 0 && answer !== null ? { answer, afterMs: answerMs } : answer;
  };
  const web = new Web([served, (request) => pages(request, desk), (request) => control(request, desk, deliveries)], MAX_BODY_BYTES);
  url = await web.listen(host, port);
  return {
    url,
    webhooksTo: (to) => void (deliveries.url = to),
    stop: async () => {
      deliveries.stop();
      await web.stop();
    },
  };
}

const isVerdict = (text: string | undefined): text is Verdict => (VERDICTS as readonly (string | undefined)[]).includes(text);

/** `/` and `/applicants/<id>`, where people answer by hand. */
function pages(request: WebRequest, desk: Desk): WebAnswer | null {
  const { method, path } = request;
  if (path.length === 0 && method === 'GET') return applicantsPage(desk.applicants.all());
  const applicant = path[0] === 'applicants' ? desk.applicants.find(path[1] ?? '') : undefined;
  if (!applicant) return null;
  if (method === 'GET') return applicantPage(applicant);
  const { do: verdict } = fieldsOf(request);
  if (method !== 'POST' || !isVerdict(verdict)) return json(400, { error: `do must be one of ${VERDICTS.join(', ')}.` });
  return desk.move(applicant, verdict) === null ? applicantPage(applicant) : redirect(`/applicants/${applicant.id}`);
}

/**
 * `POST /control/behaviour`, `/control/reset`, `/control/webhooks` (`url`), `/control/applicants/<external user>/<verdict>`; and
 * `GET /control/applicants/<external user>`, what the vendor has of somebody.
 */
function control(request: WebRequest, desk: Desk, deliveries: Deliveries): WebAnswer | null {
  const [place, what, user = '', verdict] = request.path;
  if (place !== 'control') return null;
  if (request.method === 'GET') return what === 'applicants' ? json(200, desk.applicants.byUser(user) ?? null) : notFound();
  if (what === 'applicants' && isVerdict(verdict)) return act(desk, user, verdict);
  if (what === 'reset') deliveries.behaviour = USUAL;
  else if (what === 'webhooks') deliveries.url = fieldsOf(request).url ?? '';
  else if (what === 'behaviour') {
    const behaviour = changed(deliveries.behaviour, fieldsOf(request));
    if (typeof behaviour === 'string') return json(400, { error: behaviour });
    deliveries.behaviour = behaviour;
  } else return notFound();
  return json(200, deliveries.behaviour);
}

function act(desk: Desk, externalUserId: string, verdict: Verdict): WebAnswer {
  const applicant = desk.applicants.byUser(externalUserId);
  if (!applicant) return json(409, { error: 'There is no applicant of this user.' });
  const moved = desk.move(applicant, verdict);
  return moved ? json(200, { reviewStatus: moved.reviewStatus }) : json(409, { error: `It cannot be: it is ${applicant.reviewStatus}.` });
}
