import { type BankCredentials } from './bank.files.js';
import { BankVendor } from './bank.vendor.js';
import { changed, USUAL } from './behaviour.js';
import { type CardCredentials, CardVendor, cardWebhooks, tellCard } from './card.vendor.js';
import { type CashierCredentials, CashierVendor, cashierWebhooks, tellCashier } from './cashier.vendor.js';
import { Deliveries } from './deliveries.js';
import { page, redirect } from '../../simulation/page.js';
import { paymentPage, paymentsPage } from './pages.js';
import { Records } from './records.js';
import { type Action, ACTIONS, Till } from './till.js';
import { fieldsOf, json, notFound, Web, type WebAnswer, type WebRequest } from '../../simulation/web.js';

export interface SimulatorOptions {
  /** 0 takes a free one. */
  readonly port: number;
  readonly host?: string;
  readonly credentials?: SimulatorCredentials;
  /** A file of JSON lines that a restart reads; none: what happened is forgotten. */
  readonly stateFile?: string | null;
  /** How long after a webhook that was not taken it is sent again; doubled each time. */
  readonly retryMs?: number;
}

export interface SimulatorCredentials {
  readonly card: CardCredentials;
  readonly cashier: CashierCredentials;
  readonly bank: BankCredentials;
}

export interface RunningSimulators {
  /** Base URLs for the connectors, and the bank's page. */
  readonly urls: { readonly card: string; readonly cashier: string; readonly bank: string };
  stop(): Promise<void>;
}

/** What the simulators take when nothing else is said: known to everybody, and good for nothing else. */
export const SIMULATOR_CREDENTIALS: SimulatorCredentials = {
  card: { apiKey: 'sk_simulator_cardway', webhookSecret: 'whsec_simulator_cardway' },
  cashier: { merchantId: 'countinghouse', applicationKey: 'back-office', merchantSecret: 'simulator-praxis-cashier' },
  bank: { beneficiary: 'Countinghouse Markets Ltd', iban: 'GB33BUKB20201555555555', bic: 'BUKBGB22XXX', bankName: 'Bankwire (simulated)' },
};

/** The three vendors on one port, speaking their protocols. Rejects when the port is taken. */
export async function startPaymentSimulators(options: SimulatorOptions): Promise<RunningSimulators> {
  const { port, host = '127.0.0.1', credentials = SIMULATOR_CREDENTIALS, stateFile = null, retryMs = 1_000 } = options;
  const records = new Records(stateFile);
  const deliveries = new Deliveries(records, { card: cardWebhooks(credentials.card), cashier: cashierWebhooks(credentials.cashier) }, retryMs);
  const tills = { card: new Till('card', records, deliveries, tellCard), cashier: new Till('cashier', records, deliveries, tellCashier) };
  let url = '';
  const payPage = (vendor: string) => (id: string) => `${url}/${vendor}/pay/${id}`;
  const card = new CardVendor(tills.card, credentials.card, payPage('card'));
  const cashier = new CashierVendor(tills.cashier, credentials.cashier, payPage('cashier'));
  const bank = new BankVendor(records, credentials.bank);
  const web = new Web([
    (request) => card.handle(request),
    (request) => cashier.handle(request),
    (request) => bank.handle(request),
    (request) => payments(request, tills),
    (request) => control(request, tills),
    (request) => (request.path.length === 0 ? INDEX : null),
  ]);
  url = await web.listen(host, port);
  deliveries.resume();
  for (const till of Object.values(tills)) till.resume();
  return {
    urls: { card: `${url}/card`, cashier: `${url}/cashier`, bank: `${url}/bank` },
    stop: async () => {
      deliveries.stop();
      await web.stop();
    },
  };
}

type Tills = Readonly<Record<'card' | 'cashier', Till>>;

const INDEX = page(
  'Simulated payment providers',
  '<ul><li><a href="/card/payments">Card</a></li><li><a href="/cashier/payments">Cashier</a></li><li><a href="/bank">Bank</a></li></ul>',
);

const tillOf = (tills: Tills, name: string | undefined): Till | null => (name === 'card' || name === 'cashier' ? tills[name] : null);

const isAction = (text: string | undefined): text is Action => (ACTIONS as readonly (string | undefined)[]).includes(text);

/** The pages where people pay: `/card/payments`, `/card/pay/123`. */
function payments({ method, path, ...rest }: WebRequest, tills: Tills): WebAnswer | null {
  const [vendor, place, id = ''] = path;
  const till = tillOf(tills, vendor);
  if (till === null) return null;
  if (place === 'payments' && method === 'GET') return paymentsPage(till.vendor, till.all());
  const payment = place === 'pay' ? till.byId(id) : undefined;
  if (!payment) return null;
  if (method === 'GET') return paymentPage(payment);
  const { do: action } = fieldsOf({ method, path, ...rest });
  if (method !== 'POST' || !isAction(action)) return json(400, { error: `do must be one of ${ACTIONS.join(', ')}.` });
  const moved = till.act(payment, action);
  if (moved === null) return paymentPage(payment);
  const leavesFor = payment.state === 'open' && payment.kind === 'deposit' ? payment.returnUrl : '';
  return redirect(/^https?:/.test(leavesFor) ? leavesFor : `/${till.vendor}/pay/${id}`);
}

/** `POST /control/<vendor>/behaviour`, `…/reset`, `…/payments/<order>/<action>`. */
function control(request: WebRequest, tills: Tills): WebAnswer | null {
  const [place, vendor, what, orderId, action] = request.path;
  const till = place === 'control' ? tillOf(tills, vendor) : null;
  if (till === null || request.method !== 'POST') return null;
  if (what === 'reset') till.behaviour = USUAL;
  else if (what === 'behaviour') {
    const behaviour = changed(till.behaviour, fieldsOf(request));
    if (typeof behaviour === 'string') return json(400, { error: behaviour });
    till.behaviour = behaviour;
  } else if (what === 'payments' && isAction(action)) return act(till, orderId ?? '', action, fieldsOf(request));
  else return notFound();
  return json(200, till.behaviour);
}

/** With `amount` and `currency`, in minor units, as what was processed in the end. */
function act(till: Till, orderId: string, action: Action, { amount, currency }: Readonly<Record<string, string>>): WebAnswer {
  if (amount !== undefined && !/^\d{1,18}$/.test(amount)) return json(400, { error: 'amount must be a whole number of minor units.' });
  const candidates = till.all().filter((payment) => payment.orderId === orderId);
  for (const payment of candidates) {
    const moved = till.act(payment, action, amount === undefined ? undefined : { amount, currency: currency ?? payment.currency });
    if (moved !== null) return json(200, { state: moved.state });
  }
  return json(409, { error: candidates.length === 0 ? 'There is no payment of this order.' : `It cannot be: it is ${candidates[0]!.state}.` });
}
