import type { AuditEvents } from './audit.js';
import { DAY, HOUR, MINUTE, lastMarketTime, officeTime } from './calendar.js';
import type { Client, KycStatus, OnboardingStatus, Setting } from './model.js';
import type { Random } from './random.js';
import { CLIENT_EMAIL } from './sign-ins.js';
import type { Office } from './staff.js';

interface Fate {
  readonly setting: Setting;
  readonly random: Random;
  readonly office: Office;
  readonly audit: AuditEvents;
}

/** An application of the last days has a fair chance to wait still, so that compliance finds a day's work. */
const FRESH_DAYS = 10;
/** The application is dated so long before its decision (load/applications.ts), and nobody applies before they are there. */
const SHOWN_AFTER = 5 * HOUR;

const KYC_OF: Readonly<Record<'APPLICATION_SUBMITTED' | 'INFORMATION_REQUIRED' | 'REJECTED', KycStatus>> = {
  APPLICATION_SUBMITTED: 'IN_REVIEW',
  INFORMATION_REQUIRED: 'RESUBMISSION_REQUIRED',
  REJECTED: 'REJECTED',
};

/** Leads a client from its registration to where it stands now, and writes down who decided what. */
export function live(client: Client, fate: Fate): void {
  const { audit, random } = fate;
  audit.add('Registration', client.createdAt, 'client.register', 'Client', client.id, {
    clientId: client.id,
    after: { reference: `C${client.number}`, type: client.type, country: client.country.code },
  });
  const isSignIn = client.email === CLIENT_EMAIL;
  if (!isSignIn && !random.chance(0.91)) return stayRegistered(client, fate);
  const at = client.createdAt + Math.floor(random.skewed(isSignIn ? 2 * HOUR : 7 * HOUR, 1.1));
  if (at >= fate.setting.now) return stayRegistered(client, fate);
  client.life.submittedAt = at;
  move(client, 'APPLICATION_SUBMITTED', at, fate);
  decide(client, at, fate, isSignIn);
  if (client.life.approvedAt !== null) trade(client, client.life.approvedAt, fate, isSignIn);
}

function stayRegistered(client: Client, { random }: Fate): void {
  client.kycStatus = random.chance(0.4) ? 'DOCUMENTS_REQUIRED' : 'NOT_STARTED';
}

function move(client: Client, to: OnboardingStatus, at: number, fate: Fate, reason: string | null = null): void {
  const from = client.onboardingStatus;
  const change = { clientId: client.id, reason, before: { onboardingStatus: from }, after: { onboardingStatus: to } };
  if (to !== 'APPLICATION_SUBMITTED') fate.audit.add(fate.office.someone(fate.random, 'COMPLIANCE'), at, 'client.transition', 'Client', client.id, change);
  client.onboardingStatus = to;
  client.version += 1;
  client.updatedAt = at;
  if (to === 'APPLICATION_SUBMITTED' || to === 'INFORMATION_REQUIRED' || to === 'REJECTED') client.kycStatus = KYC_OF[to];
}

function decide(client: Client, submittedAt: number, fate: Fate, isSure: boolean): void {
  const { random, setting } = fate;
  const isWaiting = !isSure && setting.now - submittedAt < FRESH_DAYS * DAY && random.chance(0.45);
  const at = officeTime(random, submittedAt, Math.max(Math.floor(random.skewed(9 * HOUR, 0.9)), isSure ? SHOWN_AFTER : 0));
  if (isWaiting || at >= setting.now) return;
  client.life.decidedAt = at;
  const answer = isSure ? 'APPROVED' : random.share({ APPROVED: 86, INFORMATION_REQUIRED: 9, REJECTED: 5 });
  if (answer === 'REJECTED') return move(client, 'REJECTED', at, fate, random.pick(REJECTIONS));
  if (answer === 'INFORMATION_REQUIRED') return askForMore(client, at, fate);
  approve(client, at, fate);
}

const REJECTIONS = ['Identity could not be confirmed', 'Country is not served by this entity', 'Source of funds not plausible', 'Document altered'];

function askForMore(client: Client, at: number, fate: Fate): void {
  const { random, setting } = fate;
  move(
    client,
    'INFORMATION_REQUIRED',
    at,
    fate,
    random.pick(['Proof of address is older than three months', 'Second page of the passport is missing', 'Please tell us where the funds come from']),
  );
  const answered = officeTime(random, at, Math.floor(random.skewed(4 * DAY, 0.8)));
  if (answered < setting.now && random.chance(0.62)) approve(client, answered, fate);
}

function approve(client: Client, at: number, fate: Fate): void {
  move(client, 'APPROVED', at, fate, 'Documents complete');
  client.life.approvedAt = at;
  client.kycStatus = 'APPROVED';
  client.kycLevel = client.email === CLIENT_EMAIL ? 2 : fate.random.share({ 1: 28, 2: 60, 3: 12 }) === '1' ? 1 : fate.random.chance(0.83) ? 2 : 3;
}

/** What becomes of an approved client: money, trades, silence, an end. */
function trade(client: Client, approvedAt: number, fate: Fate, isSignIn: boolean): void {
  const { random } = fate;
  const { life } = client;
  if (!isSignIn) end(client, approvedAt, fate);
  const fundedAt = approvedAt + 10 * MINUTE + Math.floor(random.skewed(isSignIn ? 3 * HOUR : 30 * HOUR, 1.2));
  if (fundedAt >= life.quietFrom - HOUR || (!isSignIn && !random.chance(0.84))) return;
  life.fundedAt = fundedAt;
  if (!isSignIn && life.endedAt === null && random.chance(0.3))
    life.quietFrom = Math.min(life.quietFrom, fundedAt + DAY + Math.floor(random.skewed(55 * DAY, 0.9)));
  life.lastTradedAt = lastTrade(fundedAt, life.quietFrom, fate, isSignIn);
  client.lastTradedAt = life.lastTradedAt;
}

function lastTrade(fundedAt: number, quietFrom: number, { random, setting }: Fate, isSure: boolean): number | null {
  if (!isSure && random.chance(0.11)) return null;
  const at = lastMarketTime(random, Math.min(quietFrom, setting.now) - Math.floor(random.skewed(30 * HOUR, 1.2)));
  return at > fundedAt + HOUR ? at : null;
}

const ENDINGS = {
  SUSPENDED: ['Unusual pattern of payments under review', 'Documents contradict each other', 'Complaint under investigation'],
  CLOSED: ["Closed on the client's request"],
  TERMINATED: ['Terms of business broken: third-party payments', 'Terms of business broken: latency trading'],
} as const;

function end(client: Client, approvedAt: number, fate: Fate): void {
  const { random, setting } = fate;
  const oldest = approvedAt + 20 * DAY;
  if (oldest >= setting.now || !random.chance(0.085)) return;
  const to = random.share({ SUSPENDED: 3, CLOSED: 4, TERMINATED: 1.5 });
  const at = officeTime(random, setting.calendar.moment(random, oldest, setting.now), 0);
  if (at >= setting.now) return;
  move(client, to, at, fate, random.pick(ENDINGS[to]));
  if (to === 'SUSPENDED') client.statusBeforeSuspension = 'APPROVED';
  client.life.endedAt = at;
  client.life.quietFrom = at;
}
