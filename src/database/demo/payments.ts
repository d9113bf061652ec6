import { Checkers } from './approvals.js';
import type { AuditEvents } from './audit.js';
import { Bookings } from './bookings.js';
import { DAY, HOUR, MINUTE } from './calendar.js';
import { signInClient } from './clients.js';
import { Deposits } from './deposits.js';
import type { Ledger } from './ledger.js';
import type { Client, Setting, Time, Transaction } from './model.js';
import { type Deed, DEEDS, type Scene, SCENES } from './payments.data.js';
import { Random } from './random.js';
import { DemoRates } from './rates.js';
import type { Restrictions } from './restrictions.js';
import type { Office } from './staff.js';
import { type Counter, Till } from './till.js';
import { Withdrawals } from './withdrawals.js';

/** Of the approved who never funded, some have tried. */
const TRYING_SHARE = 0.3;
const TRYING_WEIGHT = 0.12;
/** Those in whose history something waits today do nothing else in the last days. */
const SCENE_DAYS = 7;
const SCENE_LEAST_USD = 60;

interface Payer {
  readonly client: Client;
  readonly weight: number;
  readonly isFunded: boolean;
}

/** Just as many transactions of clients as asked for, the busier and the longer here the more. */
export function pay(
  setting: Setting,
  clients: readonly Client[],
  count: number,
  ledger: Ledger,
  office: Office,
  audit: AuditEvents,
  restrictions: Restrictions,
): Transaction[] {
  const random = new Random(setting.seed, 'payments');
  const counter: Counter = {
    setting,
    random,
    ledger,
    office,
    audit,
    restrictions,
    checkers: new Checkers(office, audit, random),
    rates: new DemoRates(setting),
  };
  const payers = random.shuffled(clients).flatMap((client) => payerOf(client, random));
  const counts = shareOut(payers, count);
  const scenes = SCENES.flatMap((scene) => Array.from({ length: Math.max(1, Math.round((scene.perThousand * clients.length) / 1000)) }, () => scene));
  const stage = new Stage(random.shuffled(scenes), signInClient(clients));
  const made: Transaction[] = [];
  for (const [index, payer] of payers.entries()) new History(counter, payer.client, made).run(payer.isFunded, counts[index] ?? 0, stage);
  if (made.length !== count) throw new Error(`There are ${made.length} transactions of clients instead of ${count}`);
  return made;
}

function payerOf(client: Client, random: Random): Payer[] {
  const { life } = client;
  if (life.approvedAt === null) return [];
  const isFunded = life.fundedAt !== null;
  if (!isFunded && !random.chance(TRYING_SHARE)) return [];
  const months = (life.quietFrom - (life.fundedAt ?? life.approvedAt)) / (30 * DAY);
  return [{ client, isFunded, weight: isFunded ? (months + 0.4) * life.intensity : TRYING_WEIGHT }];
}

/** Largest remainders, at least one each. */
function shareOut(payers: readonly Payer[], count: number): number[] {
  const total = payers.reduce((sum, { weight }) => sum + weight, 0);
  const ideal = payers.map(({ weight }) => 1 + (weight / total) * (count - payers.length));
  if (count < payers.length) throw new Error(`${payers.length} clients with payments do not fit into ${count} transactions`);
  const shares = ideal.map(Math.floor);
  const left = count - shares.reduce((sum, share) => sum + share, 0);
  const byRemainder = ideal
    .map((share, index) => ({ index, remainder: share - Math.floor(share) }))
    .sort((one, other) => other.remainder - one.remainder || one.index - other.index);
  for (const { index } of byRemainder.slice(0, left)) shares[index] = (shares[index] ?? 0) + 1;
  return shares;
}

/** The work that waits today, given out to clients in whose history it fits. */
class Stage {
  readonly #scenes: Scene[];
  readonly #signIn: Client;

  constructor(scenes: Scene[], signIn: Client) {
    this.#scenes = scenes;
    this.#signIn = signIn;
  }

  take(client: Client): Scene | undefined {
    if (client !== this.#signIn) return this.#scenes.shift();
    const own = this.#scenes.findIndex(({ type, status, leastUsd }) => type === 'WITHDRAWAL' && status === 'IN_REVIEW' && leastUsd === SCENES[0]?.leastUsd);
    return own < 0 ? SCENES[0] : this.#scenes.splice(own, 1)[0];
  }

  giveBack(scene: Scene): void {
    this.#scenes.push(scene);
  }
}

class History {
  readonly #counter: Counter;
  readonly #till: Till;
  readonly #deposits: Deposits;
  readonly #withdrawals: Withdrawals;
  readonly #bookings: Bookings;

  constructor(counter: Counter, client: Client, made: Transaction[]) {
    this.#counter = counter;
    this.#till = new Till(counter, client, made);
    this.#deposits = new Deposits(this.#till);
    this.#withdrawals = new Withdrawals(this.#till);
    this.#bookings = new Bookings(this.#till);
  }

  run(isFunded: boolean, count: number, stage: Stage): void {
    const { client } = this.#till;
    const { setting } = this.#counter;
    if (client.life.approvedAt !== null) this.#till.wallet(client.currency, client.life.approvedAt);
    if (!isFunded) for (const at of this.#times(client.life.approvedAt ?? 0, client.life.quietFrom, count)) this.#attempt(at);
    else if (this.#isEnding) this.#end(count);
    else this.#goOn(count, this.#sceneOf(count, stage), stage);
    this.#till.catchUp(setting.now);
  }

  get #isEnding(): boolean {
    const { onboardingStatus } = this.#till.client;
    return onboardingStatus === 'CLOSED' || onboardingStatus === 'TERMINATED';
  }

  #attempt(at: Time): void {
    this.#till.catchUp(at);
    this.#deposits.attempt(at);
  }

  #sceneOf(count: number, stage: Stage): Scene | undefined {
    const { client } = this.#till;
    const { now } = this.#counter.setting;
    const isThere = client.life.quietFrom === now && (client.life.fundedAt ?? now) < now - (SCENE_DAYS + 2) * DAY;
    return isThere && count >= 4 ? stage.take(client) : undefined;
  }

  #times(from: Time, to: Time, count: number): Time[] {
    const { setting, random } = this.#counter;
    const until = Math.max(from + 1, Math.min(to, setting.now - MINUTE));
    return Array.from({ length: count }, () => setting.calendar.moment(random, from, until)).sort((one, other) => one - other);
  }

  #goOn(count: number, scene: Scene | undefined, stage: Stage): void {
    const { fundedAt, quietFrom } = this.#till.client.life;
    if (fundedAt === null) return;
    const until = scene ? this.#counter.setting.now - SCENE_DAYS * DAY : quietFrom;
    this.#deposits.first(fundedAt);
    for (const at of this.#times(fundedAt + MINUTE, until, count - (scene ? 2 : 1))) this.#act(at);
    if (scene && !this.#play(scene)) {
      stage.giveBack(scene);
      this.#act(this.#counter.setting.now - this.#counter.random.between(60 * HOUR, 90 * HOUR));
    }
  }

  #act(at: Time): void {
    this.#till.catchUp(at);
    const deed = this.#counter.random.share(this.#possible(at));
    const disputed = deed === 'chargeBack' ? this.#bookings.disputable(at) : undefined;
    if (deed === 'withdraw') this.#withdrawals.start(at);
    else if (deed === 'transfer') this.#bookings.transfer(at);
    else if (deed === 'giveCredit') this.#bookings.giveCredit(at);
    else if (deed === 'takeCredit') this.#bookings.takeCredit(at);
    else if (deed === 'adjust') this.#bookings.adjust(at);
    else if (disputed) this.#bookings.chargeBack(at, disputed);
    else this.#deposits.another(at);
  }

  #possible(at: Time): Partial<Record<Deed, number>> {
    const { deposit, adjust, ...rest } = DEEDS;
    const possible: Partial<Record<Deed, number>> = { deposit, adjust };
    if (this.#till.canWithdraw(at)) possible.withdraw = rest.withdraw;
    if (this.#till.canMove(at)) possible.transfer = rest.transfer;
    if (this.#bookings.mayHaveCredit && this.#till.accounts(at).length > 0) possible.giveCredit = rest.giveCredit;
    if (this.#bookings.hasCredit) possible.takeCredit = rest.takeCredit;
    if (this.#bookings.disputable(at)) possible.chargeBack = rest.chargeBack;
    return possible;
  }

  /** Plays what waits today; false when this client cannot. */
  #play({ type, status, leastUsd = SCENE_LEAST_USD }: Scene): boolean {
    const at = this.#counter.setting.now - this.#ago(type, status);
    this.#till.catchUp(at);
    if (type === 'DEPOSIT') this.#deposits.open(at, status);
    else if (type === 'ADJUSTMENT') this.#bookings.adjust(at, true);
    else return this.#playWithMoney(type, status, at, leastUsd);
    return true;
  }

  /** What has only begun is minutes old, what has been checked is days old: checks take their time, and weekends too. */
  #ago(type: Scene['type'], status: Scene['status']): Time {
    const { random } = this.#counter;
    if (status === 'HELD' || status === 'CREATED') return random.between(MINUTE, 25 * MINUTE);
    if (type === 'WITHDRAWAL') return random.between((status === 'IN_REVIEW' ? 2 : 120) * HOUR, 160 * HOUR);
    return random.between(HOUR, 70 * HOUR);
  }

  #playWithMoney(type: Scene['type'], status: Scene['status'], at: Time, leastUsd: number): boolean {
    const disputed = this.#bookings.disputable(at);
    if (type === 'WITHDRAWAL' && this.#till.canWithdraw(at, leastUsd)) this.#withdrawals.open(at, status);
    else if (type === 'TRANSFER' && status === 'SETTLED' && this.#till.filled(at).length > 0) this.#bookings.exchange(at);
    else if (type === 'TRANSFER' && status === 'UNKNOWN' && this.#till.canMove(at)) this.#bookings.openTransfer(at);
    else if (type === 'NEGATIVE_BALANCE_PROTECTION' && this.#bookings.protectable(at).length > 0) this.#bookings.protect(at);
    else if (type === 'CREDIT_IN' && this.#bookings.mayHaveCredit) this.#bookings.giveCredit(at, true);
    else if (type === 'CHARGEBACK' && disputed) this.#bookings.chargeBack(at, disputed, true);
    else return false;
    return true;
  }

  /** A relationship that ends: in time everything is brought into the wallet and from there out of the house. */
  #end(count: number): void {
    const { fundedAt, quietFrom } = this.#till.client.life;
    if (fundedAt === null) return;
    this.#deposits.first(fundedAt);
    const times = this.#times(fundedAt + MINUTE, quietFrom - 5 * DAY, count - 1);
    for (const [index, at] of times.entries()) {
      this.#till.catchUp(at);
      const stepsToEmpty = this.#till.filled(at, 0).filter(({ account }) => account !== null).length + 1;
      if (times.length - index > stepsToEmpty + 3) this.#act(at);
      else this.#closeUp(quietFrom - 5 * DAY + index * MINUTE);
    }
  }

  #closeUp(at: Time): void {
    this.#till.catchUp(at);
    if (this.#bookings.empty(at)) return;
    if (this.#bookings.hasCredit) return this.#bookings.takeCredit(at);
    if (!this.#withdrawals.takeAll(at)) this.#deposits.attempt(at);
  }
}
