import { openAccounts, setAccountStatuses } from './accounts.js';
import { AuditEvents } from './audit.js';
import { bookHouse } from './house.js';
import { Calendar, DAY } from './calendar.js';
import { registerClients, signInClient } from './clients.js';
import { accrue, type Traded } from './commissions.js';
import { fileDocuments } from './documents.js';
import { Ledger } from './ledger.js';
import type { Account, AuditEvent, Client, Document, Partner, Plan, Restriction, Setting, Staff, Transaction } from './model.js';
import { takeOutOfWallets } from './partner-withdrawals.js';
import { plantTree } from './partners.js';
import { pay } from './payments.js';
import { payPartners } from './payouts.js';
import { publishPlans } from './plans.data.js';
import { Random } from './random.js';
import { Restrictions } from './restrictions.js';
import { sizesFor } from './sizes.js';
import { hireStaff } from './staff.js';
import type { Closing } from './statements.js';
import { numberTransactions } from './transactions.js';

/** A year of a broker, as objects that point at each other. */
export interface Brokerage {
  readonly setting: Setting;
  readonly staff: readonly Staff[];
  readonly plans: readonly Plan[];
  readonly partners: readonly Partner[];
  readonly signInPartner: Partner;
  readonly clients: readonly Client[];
  readonly signInClient: Client;
  readonly accounts: readonly Account[];
  readonly ledger: Ledger;
  readonly transactions: readonly Transaction[];
  readonly traded: Traded;
  readonly closing: Closing;
  readonly documents: readonly Document[];
  readonly restrictions: readonly Restriction[];
  readonly audit: readonly AuditEvent[];
}

const GROWTH_IN_A_YEAR = 2.2;

function settingOf(clients: number, seed: number, now: Date): Setting {
  const at = now.getTime();
  const start = at - 365 * DAY;
  return { sizes: sizesFor(clients), seed, start, now: at, calendar: new Calendar(start - 60 * DAY, at, GROWTH_IN_A_YEAR, new Random(seed, 'calendar')) };
}

/**
 * The same clients, seed and `now` make the same brokerage, to the last id. `onTraded` is told of deals and commissions when nothing changes in
 * them any more: that is halfway.
 */
export function makeBrokerage(
  options: { readonly clients: number; readonly seed: number; readonly now: Date },
  onTraded?: (traded: Traded, setting: Setting) => void,
): Brokerage {
  const setting = settingOf(options.clients, options.seed, options.now);
  const [audit, ledger] = [new AuditEvents(), new Ledger(setting)];
  const office = hireStaff(setting, audit);
  const plans = publishPlans(setting);
  const tree = plantTree(setting, plans, office, audit);
  const clients = registerClients(setting, tree, office, audit);
  const accounts = openAccounts(setting, clients, ledger);
  const restrictions = new Restrictions(setting, office, audit);
  const traded = accrue(setting, clients, restrictions.addUncommissioned(clients), office, audit);
  const { transactions: ofPartners, closing } = payPartners(setting, traded.commissions, ledger, office, audit);
  onTraded?.(traded, setting);
  ofPartners.push(...takeOutOfWallets({ setting, signIn: tree.signIn, earlier: ofPartners }, ledger, office, audit));
  const ofClients = pay(setting, clients, setting.sizes.transactions - ofPartners.length, ledger, office, audit, restrictions);
  const transactions = numberTransactions([...ofPartners, ...ofClients]);
  bookHouse(setting, ledger);
  setAccountStatuses(setting, accounts, office, audit);
  restrictions.addUsual(clients);
  const documents = fileDocuments(setting, clients, office, audit);
  return {
    ...{ setting, staff: office.all, plans, partners: tree.all, signInPartner: tree.signIn, clients, signInClient: signInClient(clients), accounts, ledger },
    ...{ transactions, traded, closing, documents: documents.sort((one, other) => one.uploadedAt - other.uploadedAt) },
    ...{ restrictions: restrictions.all, audit: audit.all.sort((one, other) => one.at - other.at) },
  };
}
