import type { Actor, Request } from '../../access/actor.js';
import { isId, newId } from '../../database/ids.js';
import type { Database } from '../../database/orm.js';
import type { Reader } from '../../database/reader.js';
import { scopedRowIn } from '../../database/reader.scoped.js';
import { statement, type Unit } from '../../database/unit.js';
import { checkedName } from '../../runtime/checked-text.js';
import { notFound, refusal, staleVersion } from '../../runtime/refusal.js';
import type { AuditTrail } from '../audit/index.js';
import { proposeReferralCode } from '../partners/index.js';

export interface LinkCreation {
  /** Left out: the partner who asks. */
  readonly partnerId?: string | null;
  readonly label: string;
  readonly landingPage?: string | null;
}

export interface LandingPage {
  readonly code: string;
  readonly url: string;
  readonly isDefault: boolean;
}

export interface ReferralPolicy {
  readonly attribution: 'FIRST' | 'LAST';
  readonly lifetimeDays: number;
}

const MOST_LINKS = 100;
const CODE_ATTEMPTS = 5;

const PARTNER = statement(`
  select p.id, p.name, p.status, (select count(*)::int from referral_link l where l.partner_id = p.id and l.retired_at is null) as links from partner p where p.id = $1 for no key update`);
const PAGE = statement('select code from referral_landing_page where code = $1');
const ADD = statement('insert into referral_link (id, partner_id, code, label, landing_page) values ($1, $2, $3, $4, $5)');
const LOCK = statement('select id, version, code, retired_at is not null as "isRetired" from referral_link where id = $1 for no key update');
const RETIRE = statement('update referral_link set version = version + 1, retired_at = now() where id = $1');
const NO_DEFAULT = statement('update referral_landing_page set version = version + 1, is_default = false, updated_at = now() where is_default and code <> $1');
const SET_PAGE = statement(`
  insert into referral_landing_page (code, url, is_default) values ($1, $2, $3)
  on conflict (code) do update set version = referral_landing_page.version + 1, url = excluded.url, is_default = excluded.is_default, updated_at = now()`);
const POLICY = statement(`select attribution, lifetime_days as "lifetimeDays" from referral_policy for no key update`);
const SET_POLICY = statement('update referral_policy set version = version + 1, attribution = $1, lifetime_days = $2, updated_at = now()');

interface PartnerRow {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly links: number;
}

/** Makes referral links and retires them, and says where they may lead. Each method is one transaction with one audit entry. */
export class ReferralService {
  readonly #database: Database;
  readonly #audit: AuditTrail;
  readonly #reader: Reader;

  constructor(database: Database, audit: AuditTrail, reader: Reader) {
    this.#database = database;
    this.#audit = audit;
    this.#reader = reader;
  }

  /** Answers with the link's id. A code that somebody has already is drawn again. */
  async create(request: Request, input: LinkCreation): Promise<string> {
    const label = checkedName(input.label, 'label', 60);
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#database.unit((unit) => this.#insert(unit, request, { ...input, label }));
      } catch (error) {
        if ((error as { constraint?: string }).constraint !== 'partner_referral_code_link' || attempt === CODE_ATTEMPTS) throw error;
      }
    }
  }

  /** From now on it leads nowhere; what came of it stays. */
  retire(request: Request, { id, version }: { readonly id: string; readonly version: number }): Promise<string> {
    return this.#database.unit(async (unit) => {
      const seen = await scopedRowIn(unit, this.#reader, request.actor, id, 't.id');
      const link = seen === null ? undefined : await unit.row<{ id: string; version: number; code: string; isRetired: boolean }>(LOCK, [id]);
      if (link === undefined) throw notFound('referral link', 'id');
      if (link.version !== version) throw staleVersion(link.version);
      if (link.isRetired) throw refusal('ILLEGAL_TRANSITION', 'The link is retired already.', ['id']);
      unit.write(RETIRE, [id]);
      this.#audit.append(unit, request, { action: 'referralLink.retire', subjectType: 'ReferralLink', subjectId: id, before: { code: link.code } });
      return id;
    });
  }

  setLandingPage(request: Request, { code, url, isDefault }: LandingPage): Promise<LandingPage> {
    checkBroker(request.actor);
    if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(code)) throw refusal('INVALID', 'A code is made of small letters, digits and hyphens: "open-account".', ['code']);
    const page = { code, url: checkedUrl(url), isDefault };
    return this.#database.unit(async (unit) => {
      if (isDefault) unit.write(NO_DEFAULT, [code]);
      unit.write(SET_PAGE, [page.code, page.url, page.isDefault]);
      this.#audit.append(unit, request, { action: 'referralLandingPage.set', subjectType: 'ReferralLandingPage', subjectId: code, after: { ...page } });
      return page;
    });
  }

  setPolicy(request: Request, { attribution, lifetimeDays }: ReferralPolicy): Promise<ReferralPolicy> {
    checkBroker(request.actor);
    if (lifetimeDays < 1 || lifetimeDays > 365) throw refusal('INVALID', 'A click counts for 1 to 365 days.', ['lifetimeDays']);
    return this.#database.unit(async (unit) => {
      const before = (await unit.row<ReferralPolicy>(POLICY)) as ReferralPolicy;
      unit.write(SET_POLICY, [attribution, lifetimeDays]);
      const entry = { action: 'referralPolicy.set', subjectType: 'ReferralPolicy', subjectId: 'referrals' };
      this.#audit.append(unit, request, { ...entry, before: { ...before }, after: { attribution, lifetimeDays } });
      return { attribution, lifetimeDays };
    });
  }

  async policy(): Promise<ReferralPolicy> {
    return (await this.#database.pool.query<ReferralPolicy>(POLICY.text.replace(' for no key update', ''))).rows[0] as ReferralPolicy;
  }

  /** All of them, the default one first. */
  async landingPages(): Promise<LandingPage[]> {
    return (
      await this.#database.pool.query<LandingPage>('select code, url, is_default as "isDefault" from referral_landing_page order by is_default desc, code')
    ).rows;
  }

  async #insert(unit: Unit, request: Request, { partnerId, label, landingPage }: LinkCreation): Promise<string> {
    const partner = await ownerOf(unit, request.actor, partnerId ?? null);
    if (partner.links >= MOST_LINKS) throw refusal('LIMIT_EXCEEDED', `A partner has ${MOST_LINKS} links in use at most: retire some.`, ['partnerId']);
    if (landingPage != null && (await unit.row(PAGE, [landingPage])) === undefined) throw notFound('landing page', 'landingPage');
    const [id, code] = [newId(), proposeReferralCode(partner.name)];
    unit.write(ADD, [id, partner.id, code, label, landingPage ?? null]);
    const entry = { action: 'referralLink.create', subjectType: 'ReferralLink', subjectId: id };
    this.#audit.append(unit, request, { ...entry, after: { partnerId: partner.id, code, label, landingPage: landingPage ?? null } });
    return id;
  }
}

/** Partners make links for themselves, the broker for anyone. */
async function ownerOf(unit: Unit, actor: Actor, given: string | null): Promise<PartnerRow> {
  const id = actor.partnerId ?? given;
  if (actor.clientId !== null || id === null) throw refusal('INVALID', 'Name the partner whose link it is.', ['partnerId']);
  const isForeign = given !== null && given !== id;
  const partner = isForeign || !isId(id) ? undefined : await unit.row<PartnerRow>(PARTNER, [id]);
  if (partner === undefined) throw notFound('partner', 'partnerId');
  if (partner.status !== 'ACTIVE') throw refusal('POLICY_FORBIDS', `The partner is ${partner.status}: links are made for active partners.`, ['partnerId']);
  return partner;
}

/** An open redirect is what somebody else may choose: these are chosen here, and lead to https alone. */
function checkedUrl(text: string): string {
  const url = URL.canParse(text) && text.length <= 500 ? new URL(text) : null;
  if (url?.protocol !== 'https:' || url.username !== '' || url.hash !== '')
    throw refusal('INVALID', 'Write an address such as https://www.broker.com/open-account, without a name or a fragment in it.', ['url']);
  return url.href;
}

function checkBroker(actor: Actor): void {
  if (actor.clientId !== null || actor.partnerId !== null) throw refusal('POLICY_FORBIDS', 'The broker alone says where links lead.');
}
