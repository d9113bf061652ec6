import type { AuditEvents } from './audit.js';
import { DAY } from './calendar.js';
import { COUNTRIES, type Country } from './countries.data.js';
import { live } from './lives.js';
import type { Client, Life, Partner, Setting } from './model.js';
import { type Currency, roundSum } from './money.js';
import { fill, nameBook, type NameBook } from './names.js';
import type { PartnerTree } from './partners.js';
import { Random } from './random.js';
import { CLIENT_EMAIL } from './sign-ins.js';
import type { Office } from './staff.js';

const FIRST_NUMBER = 100_000;
/** The client who signs in is C100042 wherever there are enough clients. */
const SIGN_IN_INDEX = 42;
const SALES_SIGN_IN_SHARE = 0.03;
const MANAGED_SHARE = 0.4;
const INTRODUCED_SHARE = 0.58;

const TAGS = {
  newsletter: 20,
  webinar: 14,
  'high-volume': 6,
  vip: 5,
  'swap-free': 5,
  referral: 5,
  seminar: 4,
  'copy-trading': 4,
  complaint: 2,
  pep: 1,
} as const;

interface Desk {
  readonly setting: Setting;
  readonly random: Random;
  readonly names: NameBook;
  readonly tree: PartnerTree;
  readonly office: Office;
}

export const signInClient = (clients: readonly Client[]): Client => {
  const client = clients[signInIndex(clients.length)];
  if (!client) throw new Error('There is no client who signs in');
  return client;
};

const signInIndex = (count: number): number => Math.min(SIGN_IN_INDEX, Math.floor(count / 3));

export function registerClients(setting: Setting, tree: PartnerTree, office: Office, audit: AuditEvents): Client[] {
  const random = new Random(setting.seed, 'clients');
  const desk: Desk = { setting, random, tree, office, names: nameBook() };
  const times = Array.from({ length: setting.sizes.clients }, () => registrationTime(setting, random)).sort((one, other) => one - other);
  const special = signInIndex(times.length);
  const clients = times.map((at, index) => (index === special ? signIn(desk, at, index) : newClient(desk, at, index)));
  assignManagers(desk, clients);
  for (const client of clients) live(client, { setting, random, office, audit });
  return clients;
}

/** The first months brought a wave of clients; from then on they come as the business grows. */
const registrationTime = ({ calendar, start, now }: Setting, random: Random): number =>
  calendar.moment(random, start, random.chance(0.34) ? start + 80 * DAY : now - 60_000);

function newClient(desk: Desk, at: number, index: number): Client {
  const { random, names } = desk;
  const country = random.weighted(COUNTRIES, ({ weight }) => weight);
  const person = names.person(random, country);
  const currency = currencyOf(random, country);
  const companyName = random.chance(0.06) ? names.company(random, country) : null;
  return makeClient(desk, at, index, {
    ...{ ...person, country, companyName, email: names.email(person.firstName, person.lastName, names.mailbox(random)) },
    ...{ partner: random.chance(INTRODUCED_SHARE) ? desk.tree.introducer(random, at) : null, life: newLife(desk, companyName !== null, currency), currency },
  });
}

interface Identity {
  readonly firstName: string;
  readonly lastName: string;
  readonly companyName: string | null;
  readonly email: string;
  readonly country: Country;
  readonly partner: Partner | null;
  readonly life: Life;
  readonly currency: Currency;
}

function makeClient({ random }: Desk, at: number, index: number, identity: Identity): Client {
  const { firstName, lastName, companyName, email, country, partner } = identity;
  const [prefix, digits] = country.phone;
  return {
    ...{
      id: random.id(at),
      number: FIRST_NUMBER + index,
      version: 1,
      type: companyName ? 'CORPORATE' : 'INDIVIDUAL',
      category: categoryOf(random, companyName !== null),
    },
    ...{ firstName, lastName, companyName, displayName: companyName ?? `${firstName} ${lastName}`, email },
    ...{ phone: random.chance(0.94) ? `${prefix}${random.digits(digits)}` : null, dateOfBirth: birthDate(random, at) },
    ...{ taxNumber: random.chance(0.82) ? fill(random, country.taxNumber) : null, country, jurisdiction: country.jurisdiction },
    ...{ onboardingStatus: 'REGISTERED', statusBeforeSuspension: null, firstFundedAt: null, lastTradedAt: null, lastCashAt: null },
    ...{ kycStatus: 'NOT_STARTED', kycLevel: 0, riskLevel: random.share({ LOW: 68, MEDIUM: 24, HIGH: 8 }), tags: tagsOf(random) },
    ...{ manager: null, partner, createdAt: at, updatedAt: at, currency: identity.currency, life: identity.life, accounts: [] },
  };
}

function newLife({ random, setting }: Desk, isCompany: boolean, currency: Currency): Life {
  const wealth = random.skewed(isCompany ? 2600 : 420, 1.15);
  return {
    ...{ submittedAt: null, decidedAt: null, approvedAt: null, fundedAt: null, lastTradedAt: null, quietFrom: setting.now, endedAt: null },
    ...{ wealth, firstDeposit: roundSum(wealth * 0.7, currency), intensity: random.skewed(1, 0.85) },
  };
}

/** A client whom everybody would like to have: from the first weeks on, with a partner, money and plans. */
function signIn(desk: Desk, at: number, index: number): Client {
  const country = COUNTRIES.find(({ code }) => code === 'GR') ?? desk.random.pick(COUNTRIES);
  const life = { ...newLife(desk, false, 'EUR'), wealth: 1900, firstDeposit: roundSum(1900, 'EUR'), intensity: 6 };
  const names = { firstName: 'Eleni', lastName: 'Nikolaidou', companyName: null };
  const client = makeClient(desk, at, index, { ...names, email: CLIENT_EMAIL, country, partner: desk.tree.signIn, life, currency: 'EUR' });
  return Object.assign(client, { riskLevel: 'LOW', category: 'RETAIL', tags: ['newsletter', 'vip'] } as const);
}

const categoryOf = (random: Random, isCompany: boolean): Client['category'] =>
  random.share(isCompany ? { RETAIL: 45, PROFESSIONAL: 40, ELIGIBLE_COUNTERPARTY: 15 } : { RETAIL: 95, PROFESSIONAL: 5 });

function currencyOf(random: Random, country: Country): Currency {
  if (random.chance(0.86)) return country.currency;
  return country.jurisdiction === 'SC' ? random.share({ USD: 5, EUR: 2, USDT: 3 }) : random.share({ USD: 6, EUR: 4 });
}

function birthDate(random: Random, at: number): string | null {
  if (!random.chance(0.97)) return null;
  const years = Math.min(18.2 + random.skewed(18, 0.45), 84);
  return new Date(at - Math.floor(years * 365.25) * DAY).toISOString().slice(0, 10);
}

function tagsOf(random: Random): string[] {
  const tags: string[] = [];
  while (random.chance(0.33)) tags.push(random.share(TAGS));
  return [...new Set(tags)].sort();
}

/** The sales person who signs in has a fixed share; colleagues have most of the rest of what is managed at all. */
function assignManagers({ random, office }: Desk, clients: readonly Client[]): void {
  const own = office.byEmail('sales@demo.example');
  const colleagues = office.of('SALES').filter((staff) => staff !== own && staff.isActive);
  const deck = random.shuffled(clients);
  const ownCount = Math.max(3, Math.round(clients.length * SALES_SIGN_IN_SHARE));
  for (const client of deck.slice(0, ownCount)) client.manager = own;
  for (const client of deck.slice(ownCount, Math.round(clients.length * MANAGED_SHARE))) client.manager = random.pick(colleagues);
  signInClient(clients).manager = own;
}
