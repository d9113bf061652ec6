import type { AuditEvents } from './audit.js';
import { COUNTRIES } from './countries.data.js';
import { DAY, officeTime, startOfDay } from './calendar.js';
import type { Partner, Plan, Setting } from './model.js';
import { nameBook, type NameBook, plain } from './names.js';
import { Lottery, Random } from './random.js';
import { PARTNER_EMAIL } from './sign-ins.js';
import type { Office } from './staff.js';

const FIRST_NUMBER = 3000;
/** The first partners are a line from a root to the full depth; the partner who signs in stands in its middle. */
const SIGN_IN_INDEX = 2;
const APPLICATION_DAYS = 25;

export class PartnerTree {
  readonly all: readonly Partner[];
  readonly #pulls: Lottery<Partner>;

  constructor(all: readonly Partner[]) {
    this.all = all;
    this.#pulls = new Lottery(all, ({ pull }) => pull);
  }

  get signIn(): Partner {
    const partner = this.all[SIGN_IN_INDEX];
    if (!partner) throw new Error('The tree has no partner who signs in');
    return partner;
  }

  /** Somebody who was active at that time and draws clients; null when chance finds none. */
  introducer(random: Random, at: number): Partner | null {
    for (let attempt = 0; attempt < 12; attempt += 1) {
      const partner = this.#pulls.draw(random);
      if (partner.plan && partner.createdAt < at && at < (partner.endedAt ?? Infinity)) return partner;
    }
    return null;
  }
}

/** From the client's own partner up to the root. */
export function chainOf(partner: Partner): Partner[] {
  const chain: Partner[] = [];
  for (let one: Partner | null = partner; one; one = one.parent) chain.push(one);
  return chain;
}

export function plantTree(setting: Setting, plans: readonly Plan[], office: Office, audit: AuditEvents): PartnerTree {
  const random = new Random(setting.seed, 'partners');
  const names = nameBook();
  const partners: Partner[] = [];
  for (const at of foundingTimes(setting, random)) {
    const partner = newPartner({ setting, random, names, plans, partners }, at);
    if (partner.parent) partner.parent.childCount += 1;
    partners.push(partner);
  }
  const tree = new PartnerTree(endSome(partners, setting, random));
  nameSignIn(tree.signIn);
  for (const partner of tree.all) record(partner, office, random, audit, setting);
  return tree;
}

function foundingTimes(setting: Setting, random: Random): number[] {
  const { treeDepth, partners } = setting.sizes;
  const line = Array.from({ length: treeDepth + 4 }, (_, index) => setting.start - (30 - index) * DAY + random.between(0, DAY / 2));
  const others = Array.from({ length: partners - line.length }, () =>
    random.chance(0.45)
      ? setting.start - random.between(0, 15) * DAY - random.between(0, DAY)
      : setting.calendar.moment(random, setting.start, setting.now - DAY / 2),
  );
  return [...line, ...others.sort((one, other) => one - other)].map((at) => Math.min(at, setting.now - DAY / 2));
}

interface Nursery {
  readonly setting: Setting;
  readonly random: Random;
  readonly names: NameBook;
  readonly plans: readonly Plan[];
  readonly partners: readonly Partner[];
}

function newPartner(nursery: Nursery, at: number): Partner {
  const { random, names, partners, setting } = nursery;
  const [country, index] = [random.weighted(COUNTRIES, ({ weight }) => weight), partners.length];
  const number = FIRST_NUMBER + index;
  const parent = parentOf(nursery, at);
  const { firstName, lastName } = names.person(random, country);
  const name = random.chance(0.62) ? names.company(random, country) : `${firstName} ${lastName}`;
  const isApplying = at > setting.now - APPLICATION_DAYS * DAY;
  return {
    ...{ id: random.id(at), number, version: 1, name, email: names.email(firstName, lastName, `${plain(lastName)}-partners.example`), country: country.code },
    ...{ status: isApplying ? 'PENDING' : 'ACTIVE', referralCode: `${plain(lastName).slice(0, 5).toUpperCase()}${random.code(4)}`, parent, childCount: 0 },
    ...{ depth: (parent?.depth ?? 0) + 1, path: parent ? `${parent.path}.${number}` : String(number), ...contractOf(nursery, parent, at, isApplying) },
    ...{ pull: random.skewed(1, 1.1) * (index === SIGN_IN_INDEX ? 6 : 1), createdAt: at, updatedAt: at, endedAt: null },
  };
}

/** Partners who have brought partners bring more of them; a third of all stand close to the root. */
function parentOf({ random, partners, setting }: Nursery, at: number): Partner | null {
  const { treeDepth } = setting.sizes;
  const index = partners.length;
  if (index === 0) return null;
  if (index < treeDepth) return partners[index - 1] ?? null;
  if (index < treeDepth + 2) return partners[SIGN_IN_INDEX - 1] ?? null;
  if (index < treeDepth + 4) return partners[SIGN_IN_INDEX] ?? null;
  if (random.chance(0.11)) return null;
  const candidates = Array.from({ length: 5 }, () => random.pick(partners)).filter(
    (one) => one.depth < treeDepth && one.createdAt < at - 5 * DAY && one.createdAt < setting.now - APPLICATION_DAYS * DAY,
  );
  return candidates.length === 0 ? null : random.weighted(candidates, (one) => (one.childCount + 1) / one.depth);
}

/** Some contracts name a plan after a while only, and some partners have a multiplier of their own. */
function contractOf(nursery: Nursery, parent: Partner | null, at: number, isApplying: boolean): Pick<Partner, 'plan' | 'planFrom' | 'multiplier'> {
  const { random, partners, setting } = nursery;
  if (isApplying) return { plan: null, planFrom: null, multiplier: null };
  const plan = planFor(nursery, parent);
  const [isLate, isDear] = [partners.length > setting.sizes.treeDepth && random.chance(0.04) && plan.scheme !== 'CPA', random.chance(0.08)];
  const from = startOfDay(Math.max(at, setting.start) + random.between(20, 90) * DAY);
  return {
    plan,
    planFrom: isLate && at + 40 * DAY < setting.now ? Math.max(at, setting.start) + 40 * DAY : null,
    multiplier: isDear && from < setting.now ? { value: random.pick(['1.1', '1.25', '0.8']), from } : null,
  };
}

/** Most of a tree works under one plan; the line of the partner who signs in has the plainest. */
function planFor({ random, plans, partners, setting }: Nursery, parent: Partner | null): Plan {
  const [plainest] = plans;
  if (plainest !== undefined && partners.length <= SIGN_IN_INDEX) return plainest;
  // each plan has somebody who works under it, and whoever the partner who signs in has brought is paid for clients, not for deals
  const place = partners.length - SIGN_IN_INDEX;
  const paysForClients = plans.findIndex(({ scheme }) => scheme === 'CPA');
  const first = plans[place === setting.sizes.treeDepth ? paysForClients : place === paysForClients ? setting.sizes.treeDepth : place];
  if (first !== undefined) return first;
  return parent?.plan && random.chance(0.5) ? parent.plan : random.weighted(plans, ({ weight }) => weight);
}

function endSome(partners: Partner[], setting: Setting, random: Random): Partner[] {
  for (const partner of partners.slice(setting.sizes.treeDepth + 4)) {
    const oldEnough = setting.now - partner.createdAt > 120 * DAY;
    if (partner.childCount > 0 || !oldEnough || !random.chance(0.12)) continue;
    partner.status = random.chance(0.6) ? 'SUSPENDED' : 'CLOSED';
    partner.endedAt = officeTime(random, setting.now - random.between(8, 100) * DAY, 0);
    partner.updatedAt = partner.endedAt;
    partner.version += 1;
  }
  return partners;
}

function nameSignIn(partner: Partner): void {
  partner.name = 'Blue Harbour Partners';
  partner.email = PARTNER_EMAIL;
}

function record(partner: Partner, office: Office, random: Random, audit: AuditEvents, setting: Setting): void {
  const { name, country, plan, status } = partner;
  const staff = office.someone(random, 'PARTNERSHIPS');
  const parent = partner.parent ? `P${partner.parent.number}` : null;
  audit.add(staff, Math.max(partner.createdAt, setting.start - 31 * DAY), 'partner.create', 'Partner', partner.id, {
    after: { name, country, parent, plan: plan?.name ?? null },
  });
  if (partner.endedAt) {
    const reason = status === 'CLOSED' ? 'Ended by agreement' : 'Contract under review';
    audit.add(staff, partner.endedAt, 'partner.update', 'Partner', partner.id, { reason, before: { status: 'ACTIVE' }, after: { status } });
  }
}
