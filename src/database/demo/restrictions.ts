import type { AuditEvents } from './audit.js';
import { DAY, officeTime } from './calendar.js';
import type { Account, Client, Restriction, Setting, Staff, Time } from './model.js';
import { Random } from './random.js';
import { CLIENT_EMAIL } from './sign-ins.js';
import type { Office } from './staff.js';

const UNCOMMISSIONED_SHARE = 0.012;

interface Wish {
  readonly client: Client;
  readonly account?: Account | null;
  readonly kind: Restriction['kind'];
  readonly reason: string;
  readonly by: Staff;
  readonly at: Time;
  readonly expiresAt?: Time | null;
  /** When it is lifted again, if that is in the past by now. */
  readonly liftAt?: Time | null;
}

/** Restrictions as they are set and lifted, each with its entries in the audit trail. */
export class Restrictions {
  readonly all: Restriction[] = [];
  readonly #setting: Setting;
  readonly #random: Random;
  readonly #office: Office;
  readonly #audit: AuditEvents;

  constructor(setting: Setting, office: Office, audit: AuditEvents) {
    this.#setting = setting;
    this.#random = new Random(setting.seed, 'restrictions');
    this.#office = office;
    this.#audit = audit;
  }

  add({ client, account = null, kind, reason, by, at, expiresAt = null, liftAt = null }: Wish): void {
    const isLifted = liftAt !== null && liftAt < this.#setting.now;
    const lift = isLifted
      ? { liftedAt: liftAt, liftedBy: this.#office.someone(this.#random, 'COMPLIANCE'), liftReason: 'Cause has gone' }
      : { liftedAt: null, liftedBy: null, liftReason: null };
    const restriction: Restriction = { id: this.#random.id(at), client, account, kind, reason, createdBy: by, createdAt: at, expiresAt, ...lift };
    this.all.push(restriction);
    const detail = { clientId: client.id, reason, after: { kind, account: account?.login ?? null } };
    this.#audit.add(by, at, 'restriction.add', 'Restriction', restriction.id, detail);
    if (lift.liftedBy)
      this.#audit.add(lift.liftedBy, lift.liftedAt, 'restriction.lift', 'Restriction', restriction.id, {
        clientId: client.id,
        reason: lift.liftReason,
        before: { kind },
      });
  }

  /** Who earns its partner nothing for a while: known before the commissions are. */
  addUncommissioned(clients: readonly Client[]): readonly Restriction[] {
    const [random, { now }] = [this.#random, this.#setting];
    for (const client of clients) {
      const { fundedAt, quietFrom } = client.life;
      if (client.partner === null || client.email === CLIENT_EMAIL || fundedAt === null || !random.chance(UNCOMMISSIONED_SHARE)) continue;
      const at = officeTime(random, this.#setting.calendar.moment(random, fundedAt, quietFrom), 0);
      const liftAt = random.chance(0.4) ? officeTime(random, at, random.between(10, 60) * DAY) : null;
      const by = this.#office.someone(random, 'RISK');
      if (at < now) this.add({ client, kind: 'NO_COMMISSION', reason: "Trades for the partner's own account suspected", by, at, liftAt });
    }
    return this.all.filter(({ kind }) => kind === 'NO_COMMISSION');
  }

  /** Suspended clients are locked out; some of the others bear one for a while. */
  addUsual(clients: readonly Client[]): void {
    const [random, office] = [this.#random, this.#office];
    for (const client of clients) {
      const endedAt = client.life.endedAt;
      if (client.onboardingStatus === 'SUSPENDED' && endedAt !== null) {
        const by = office.someone(random, 'COMPLIANCE');
        this.add({ client, kind: 'NO_WITHDRAWAL', reason: 'Client is suspended', by, at: endedAt });
        this.add({ client, kind: 'NO_LOGIN', reason: 'Client is suspended', by, at: endedAt });
      } else if (client.email !== CLIENT_EMAIL && client.life.fundedAt !== null && random.chance(0.035)) this.#addOne(client, client.life.fundedAt);
    }
  }

  #addOne(client: Client, fundedAt: Time): void {
    const random = this.#random;
    const usual = random.weighted(USUAL, ({ weight }) => weight);
    const at = officeTime(random, this.#setting.calendar.moment(random, fundedAt, this.#setting.now), 0);
    if (at >= this.#setting.now) return;
    const accounts = client.accounts.filter((account) => account.environment === 'LIVE' && account.openedAt < at);
    const account = usual.ofAccount && accounts.length > 0 ? random.pick(accounts) : null;
    const expiresAt = random.chance(0.3) ? at + random.pick([14, 30, 90, 180]) * DAY : null;
    const liftAt = expiresAt === null && random.chance(0.45) ? officeTime(random, at, random.between(2, 40) * DAY) : null;
    this.add({ client, account, kind: usual.kind, reason: usual.reason, by: this.#office.someone(random, usual.department), at, expiresAt, liftAt });
  }
}

const USUAL = [
  { kind: 'NO_WITHDRAWAL', reason: 'Source of funds asked for', department: 'COMPLIANCE', weight: 22, ofAccount: false },
  { kind: 'NO_DEPOSIT', reason: 'Client asked for a deposit stop', department: 'COMPLIANCE', weight: 14, ofAccount: false },
  { kind: 'NO_TRANSFER', reason: 'Transfers between accounts under review', department: 'RISK', weight: 12, ofAccount: false },
  { kind: 'NO_TRADE', reason: 'Arbitrage between feeds suspected', department: 'RISK', weight: 16, ofAccount: true },
  { kind: 'CLOSE_ONLY', reason: 'Exposure above what the account can carry', department: 'RISK', weight: 18, ofAccount: true },
  { kind: 'NO_LOGIN', reason: 'Client reports a stolen password', department: 'RISK', weight: 8, ofAccount: false },
] as const;
