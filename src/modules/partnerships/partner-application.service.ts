import type { Actor, Request } from '../../access/actor.js';
import { isId, newId } from '../../database/ids.js';
import type { Database } from '../../database/orm.js';
import { statement, type Unit } from '../../database/unit.js';
import { checkedName, checkedReason } from '../../runtime/checked-text.js';
import { notFound, refusal, staleVersion } from '../../runtime/refusal.js';
import type { AuditTrail } from '../audit/index.js';
import { closeTask, openTask } from '../tasks/index.js';
import { activePartner, addPartner, checkPlan, isTakenCode, lockTree } from '../partners/index.js';

export interface PartnerApplicationInput {
  readonly name: string;
  readonly email: string;
  readonly country: string;
  readonly website?: string | null;
  readonly about: string;
  /** Of the partner whom the applicant wants to stand below. */
  readonly sponsorCode?: string | null;
}

export interface PartnerApproval {
  readonly id: string;
  readonly version: number;
  readonly planId: string;
  /** Left out: the sponsor. Null: nobody. */
  readonly parentId?: string | null;
}

interface ApplicationRecord {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly name: string;
  readonly email: string;
  readonly country: string;
  readonly sponsorId: string | null;
  readonly submittedById: string | null;
  readonly keyOf: string | null;
}

const CODE_ATTEMPTS = 5;

const SPONSOR = statement(`
  select p.id from referral_link l join partner p on p.id = l.partner_id where upper(l.code) = upper($1) and l.retired_at is null and p.status = 'ACTIVE'`);
const ADD = statement(`
  insert into partner_application (id, name, email, country, website, about, sponsor_id, submitted_by, submitted_by_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
  on conflict (lower(email)) where status = 'SUBMITTED' do nothing returning reference`);
const LOCK = statement(`
  select a.id, a.version, a.status, a.name, a.email, a.country, a.sponsor_id as "sponsorId", a.submitted_by_id as "submittedById",
    (select k.created_by_id from api_key k where k.id = a.submitted_by_id) as "keyOf"
  from partner_application a where a.id = $1 for no key update`);
const DECIDE = statement(`
  update partner_application set version = version + 1, status = $2, decided_by_id = $3, decided_at = now(), reason = $4, partner_id = $5 where id = $1`);

/** Takes applications of those who want to become partners, and decides on them. Approving one makes the partner. */
export class PartnerApplicationService {
  readonly #database: Database;
  readonly #audit: AuditTrail;

  constructor(database: Database, audit: AuditTrail) {
    this.#database = database;
    this.#audit = audit;
  }

  /**
   * Whoever applies learns nothing of others: a second application while one waits is taken without a word, and so is one by somebody who
   * is a partner already.
   */
  submit(request: Request, input: PartnerApplicationInput): Promise<void> {
    const { actor } = request;
    const name = checkedName(input.name, 'name', 200);
    const [website, about] = [checkedWebsite(input.website ?? null), checkedAbout(input.about)];
    return this.#database.unit(async (unit) => {
      const sponsorId = await sponsorOf(unit, actor, input.sponsorCode ?? null);
      const id = newId();
      const makerId = actor.kind === 'SYSTEM' ? null : actor.id;
      const submittedBy = actor.kind === 'STAFF' || actor.kind === 'API_KEY' ? actor.name : 'The applicant';
      const values = [id, name, input.email, input.country, website, about, sponsorId, submittedBy, makerId];
      const added = await unit.row<{ reference: string }>(ADD, values);
      if (added === undefined) return;
      const detail = `${added.reference}: somebody wants to become a partner.`;
      openTask(unit, { kind: 'PARTNER_APPLICATION', subjectType: 'PartnerApplication', subjectId: id, clientId: null, makerId, detail });
      const entry = { action: 'partnerApplication.submit', subjectType: 'PartnerApplication', subjectId: id };
      this.#audit.append(unit, request, { ...entry, after: { reference: added.reference, name, email: input.email, country: input.country, sponsorId } });
    });
  }

  /** Makes the partner, with its plan and its place. Answers with the application's id. */
  async approve(request: Request, input: PartnerApproval): Promise<string> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#database.unit((unit) => this.#approve(unit, request, input));
      } catch (error) {
        if (!isTakenCode(error) || attempt === CODE_ATTEMPTS) throw error;
      }
    }
  }

  /** Answers with the application's id. */
  refuse(request: Request, { id, version, reason }: { readonly id: string; readonly version: number; readonly reason: string }): Promise<string> {
    const why = checkedReason(reason);
    return this.#database.unit(async (unit) => {
      await lockWaiting(unit, request.actor, { id, version });
      this.#decide(unit, request, { id, status: 'REFUSED', reason: why, partnerId: null });
      return id;
    });
  }

  async #approve(unit: Unit, request: Request, { id, version, planId, parentId }: PartnerApproval): Promise<string> {
    lockTree(unit);
    const { name, email, country, sponsorId } = await lockWaiting(unit, request.actor, { id, version });
    const parent = parentId === undefined ? sponsorId : parentId;
    if (parent !== null) await activePartner(unit, parent, 'parentId');
    await checkPlan(unit, planId, 'planId');
    const partner = await addPartner(unit, { name, email, country, parentId: parent, planId });
    this.#decide(unit, request, { id, status: 'APPROVED', reason: null, partnerId: partner.id });
    return id;
  }

  #decide(
    unit: Unit,
    request: Request,
    { id, status, reason, partnerId }: { id: string; status: 'APPROVED' | 'REFUSED'; reason: string | null; partnerId: string | null },
  ): void {
    unit.write(DECIDE, [id, status, request.actor.id, reason, partnerId]);
    closeTask(unit, { kind: 'PARTNER_APPLICATION', subjectId: id, outcome: status }, request.actor);
    const action = status === 'APPROVED' ? 'partnerApplication.approve' : 'partnerApplication.refuse';
    const entry = { action, subjectType: 'PartnerApplication', subjectId: id, reason };
    this.#audit.append(unit, request, { ...entry, before: { status: 'SUBMITTED' }, after: { status, partnerId } });
  }
}

/** By the staff, and never by whoever entered it: also when it was a key that this person made. */
async function lockWaiting(unit: Unit, actor: Actor, { id, version }: { readonly id: string; readonly version: number }): Promise<ApplicationRecord> {
  if (actor.kind !== 'STAFF') throw refusal('POLICY_FORBIDS', 'Applications are decided on by people of the staff.');
  const found = isId(id) ? await unit.row<ApplicationRecord>(LOCK, [id]) : undefined;
  if (found === undefined) throw notFound('application', 'id');
  if (found.version !== version) throw staleVersion(found.version);
  if (found.status !== 'SUBMITTED') throw refusal('ILLEGAL_TRANSITION', `The application is ${found.status}: there is nothing to decide.`, ['id']);
  if (found.submittedById === actor.id || found.keyOf === actor.id)
    throw refusal('MAKER_CANNOT_CHECK', 'You entered this yourself: somebody else has to decide on it.', ['id']);
  return found;
}

/** A partner applies for those below itself; others name whose code they were given. One that leads to nobody is nobody's. */
async function sponsorOf(unit: Unit, actor: Actor, code: string | null): Promise<string | null> {
  if (actor.partnerId !== null) return actor.partnerId;
  return code === null ? null : ((await unit.row<{ id: string }>(SPONSOR, [code.trim()]))?.id ?? null);
}

function checkedWebsite(text: string | null): string | null {
  if (text === null || text.trim() === '') return null;
  const url = URL.canParse(text) && text.length <= 300 ? new URL(text) : null;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:')
    throw refusal('INVALID', 'Write the address of a website, such as https://www.example.com.', ['website']);
  return url.href;
}

function checkedAbout(text: string): string {
  const about = text.trim();
  if (about.length < 10 || about.length > 2000) throw refusal('INVALID', 'Say in 10 to 2000 characters how you mean to bring clients.', ['about']);
  return about;
}
