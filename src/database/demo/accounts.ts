import type { AuditEvents } from './audit.js';
import { DAY, MINUTE, officeTime } from './calendar.js';
import { signInClient } from './clients.js';
import type { Ledger } from './ledger.js';
import type { Account, Client, Setting } from './model.js';
import type { Currency } from './money.js';
import { Lottery, Random } from './random.js';
import type { Office } from './staff.js';

const LIVE_SHARE = 0.74;
const MOST_OF_ONE_CLIENT = 8;
/** Requests for a further account of the last days may wait for support still. */
const REQUEST_DAYS = 4;

const PLATFORMS = {
  MT5: { weight: 68, server: 'MT5-Main', firstLogin: 5_000_101, separator: '\\', real: 'real', demo: 'demo' },
  MT4: { weight: 32, server: 'MT4-Main', firstLogin: 210_101, separator: '-', real: 'live', demo: 'demo' },
} as const;

const GROUPS = { standard: 60, ecn: 28, pro: 12 } as const;

/** What the supervisor of each entity lets retail clients have, and what others may choose. */
const LEVERAGES = {
  supervised: { 30: 80, 20: 10, 10: 6, 5: 3, 2: 1 },
  professional: { 100: 50, 200: 35, 400: 15 },
  offshore: { 100: 22, 200: 28, 500: 50 },
} as const;

export function openAccounts(setting: Setting, clients: readonly Client[], ledger: Ledger): Account[] {
  const random = new Random(setting.seed, 'accounts');
  const approved = clients.filter(({ life }) => life.approvedAt !== null);
  const liveCount = Math.max(Math.round(setting.sizes.accounts * LIVE_SHARE), Math.min(approved.length, setting.sizes.accounts));
  const live = shareOut(random, approved, liveCount, true, signInClient(clients), 3);
  const demo = shareOut(random, clients, setting.sizes.accounts - liveCount, false, signInClient(clients), 1);
  const accounts = [...open(setting, random, live, true), ...open(setting, random, demo, false)].sort((one, other) => one.openedAt - other.openedAt);
  giveLogins(random, accounts);
  for (const account of accounts) adopt(account, ledger);
  return accounts;
}

/** One for each, if each must have one, and the rest to the busier ones. */
function shareOut(random: Random, clients: readonly Client[], count: number, oneEach: boolean, special: Client, toSpecial: number): Map<Client, number> {
  const shares = new Map<Client, number>([[special, Math.min(toSpecial, count)]]);
  let left = count - (shares.get(special) ?? 0);
  const give = (client: Client): void => {
    shares.set(client, (shares.get(client) ?? 0) + 1);
    left -= 1;
  };
  if (oneEach) for (const client of clients) if (client !== special && left > 0) give(client);
  const lottery = new Lottery(clients, ({ life }) => 0.4 + life.intensity);
  while (left > 0) {
    const client = lottery.draw(random);
    if (client !== special && (shares.get(client) ?? 0) < MOST_OF_ONE_CLIENT) give(client);
  }
  return shares;
}

const open = (setting: Setting, random: Random, shares: ReadonlyMap<Client, number>, isLive: boolean): Account[] =>
  [...shares].flatMap(([client, count]) => Array.from({ length: count }, (_, index) => newAccount(setting, random, client, isLive, index === 0)));

function newAccount(setting: Setting, random: Random, client: Client, isLive: boolean, isFirst: boolean): Account {
  const platform = random.share({ MT5: PLATFORMS.MT5.weight, MT4: PLATFORMS.MT4.weight });
  const { server, separator, real, demo } = PLATFORMS[platform];
  const openedAt = openingTime(setting, random, client, isLive, isFirst);
  const currency = isFirst || hasEnded(client) || random.chance(0.7) ? client.currency : otherCurrency(random, client);
  const kind = random.share(GROUPS);
  const isPending = isLive && !isFirst && setting.now - openedAt < REQUEST_DAYS * DAY && random.chance(0.6);
  return {
    ...{ id: random.id(openedAt), version: 1, client, platform, server, login: '', environment: isLive ? 'LIVE' : 'DEMO', currency },
    ...{
      accountType: `${platform.toLowerCase()}-${isLive ? kind : 'demo'}`,
      group: [isLive ? real : demo, `${kind}-${currency.toLowerCase()}`].join(separator),
    },
    leverage: leverageOf(random, client),
    ...{ status: isPending ? 'PENDING' : 'ACTIVE', openedAt, updatedAt: openedAt, funds: null, credit: null },
  };
}

function openingTime(setting: Setting, random: Random, { life, createdAt }: Client, isLive: boolean, isFirst: boolean): number {
  if (!isLive) return setting.calendar.moment(random, createdAt, Math.min(createdAt + 60 * DAY, setting.now));
  const approvedAt = life.approvedAt ?? createdAt;
  const first = Math.min(approvedAt + MINUTE + random.between(0, 8 * MINUTE), setting.now - 1);
  return isFirst || life.quietFrom <= first ? first : setting.calendar.moment(random, first, life.quietFrom);
}

const hasEnded = ({ onboardingStatus }: Client): boolean => onboardingStatus === 'CLOSED' || onboardingStatus === 'TERMINATED';

const otherCurrency = (random: Random, { jurisdiction }: Client): Currency =>
  random.share(jurisdiction === 'SC' ? { USD: 60, EUR: 20, USDT: 20 } : { USD: 50, EUR: 42, GBP: 8 });

function leverageOf(random: Random, { jurisdiction, category }: Client): number {
  if (category !== 'RETAIL') return Number(random.share(LEVERAGES.professional));
  return Number(random.share(jurisdiction === 'SC' ? LEVERAGES.offshore : LEVERAGES.supervised));
}

function giveLogins(random: Random, accounts: readonly Account[]): void {
  const next = { MT5: PLATFORMS.MT5.firstLogin as number, MT4: PLATFORMS.MT4.firstLogin as number };
  for (const account of accounts) {
    account.login = String(next[account.platform]);
    next[account.platform] += random.between(1, 3);
  }
}

/** Only live accounts hold money; what a demo account shows is the platform's play. */
function adopt(account: Account, ledger: Ledger): void {
  account.client.accounts.push(account);
  if (account.environment === 'LIVE' && account.status !== 'PENDING') account.funds = ledger.tradingAccount(account);
}

/** What support, risk and the end of a relationship made of the accounts, once their balances are known. */
export function setAccountStatuses(setting: Setting, accounts: readonly Account[], office: Office, audit: AuditEvents): void {
  const random = new Random(setting.seed, 'account statuses');
  for (const account of accounts) {
    const change = account.status === 'PENDING' ? null : changeOf(setting, random, account);
    if (!change || change.at >= setting.now || change.at <= account.openedAt) continue;
    const staff = office.someone(random, change.department);
    const detail = { clientId: account.client.id, reason: change.reason, before: { status: account.status }, after: { status: change.status } };
    audit.add(staff, change.at, 'tradingAccount.update', 'TradingAccount', account.id, detail);
    Object.assign(account, { status: change.status, updatedAt: change.at, version: account.version + 1 });
  }
}

interface StatusChange {
  readonly status: Account['status'];
  readonly at: number;
  readonly department: string;
  readonly reason: string;
}

function changeOf(setting: Setting, random: Random, { client, funds, credit, openedAt }: Account): StatusChange | null {
  const isEmpty = !funds?.balance && !credit?.balance;
  const { endedAt } = client.life;
  if (endedAt !== null && hasEnded(client))
    return isEmpty ? { status: 'ARCHIVED', at: endedAt + 30 * MINUTE, department: 'SUPPORT', reason: 'Client relationship has ended' } : null;
  if (endedAt !== null)
    return { status: random.share({ TRADING_DISABLED: 2, LOGIN_DISABLED: 1 }), at: endedAt + 5 * MINUTE, department: 'RISK', reason: 'Client is suspended' };
  const at = officeTime(random, setting.calendar.moment(random, openedAt, setting.now), DAY);
  const isForgotten = isEmpty && setting.now - openedAt > 120 * DAY && (client.life.fundedAt === null || setting.now - client.life.quietFrom > 40 * DAY);
  if (isForgotten && random.chance(0.35))
    return { status: 'ARCHIVED', at: setting.now - random.between(1, 30) * DAY, department: 'SUPPORT', reason: 'Not used for months' };
  const status = random.share({ ACTIVE: 960, CLOSE_ONLY: 17, TRADING_DISABLED: 14, LOGIN_DISABLED: 9 });
  return status === 'ACTIVE' ? null : { status, at, department: 'RISK', reason: STATUS_REASONS[status] };
}

const STATUS_REASONS = {
  CLOSE_ONLY: 'Exposure above what the account can carry',
  TRADING_DISABLED: 'Orders by a robot that overloads the server',
  LOGIN_DISABLED: 'Client reports a stolen password',
} as const;
