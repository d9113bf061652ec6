import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor, Request } from '../../access/actor.js';
import { isId, newId } from '../../database/ids.js';
import type { Database } from '../../database/orm.js';
import { checkedName, checkedReason } from '../../runtime/checked-text.js';
import { notFound, refusal, staleVersion } from '../../runtime/refusal.js';
import type { AuditTrail, JsonObject } from '../audit/index.js';
import { Partner } from './partner.entity.js';
import { proposeReferralCode } from './referral-codes.js';

export interface PartnerCreation {
  readonly name: string;
  readonly email: string;
  readonly country: string;
  readonly parentId?: string | null;
  readonly planId?: string | null;
}

export interface PartnerMove {
  readonly id: string;
  readonly version: number;
  /** Null makes it a root. */
  readonly newParentId?: string | null;
  readonly reason: string;
}

const CODE_ATTEMPTS = 5;

const snapshot = (partner: Partner): JsonObject => ({
  ...{ name: partner.name, email: partner.email, country: partner.country, status: partner.status, referralCode: partner.referralCode },
  ...{ parentId: partner.parentId ?? null, planId: partner.planId ?? null },
});

/** Adds partners and moves them. Each method is one transaction with one audit entry; both refuse by throwing `Refusal`. */
export class PartnerService {
  readonly #database: Database;
  readonly #audit: AuditTrail;

  constructor(database: Database, audit: AuditTrail) {
    this.#database = database;
    this.#audit = audit;
  }

  /** Answers with the new partner's id. A referral code that somebody has already is drawn again. */
  async create(request: Request, input: PartnerCreation): Promise<string> {
    checkBroker(request.actor);
    const name = checkedName(input.name, 'name', 200);
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#database.write((em) => this.#insert(em, request, { ...input, name }));
      } catch (error) {
        const constraint = violatedConstraint(error);
        if (constraint === 'partner_email') throw refusal('ALREADY_EXISTS', 'There is a partner with this e-mail address already.', ['email']);
        if (!constraint?.startsWith('partner_referral_code_') || attempt === CODE_ATTEMPTS) throw error;
      }
    }
  }

  /** Answers with the partner's id. Commissions hold their partner and level themselves, so that a move rewrites no history. */
  async move(request: Request, input: PartnerMove): Promise<string> {
    checkBroker(request.actor);
    const reason = checkedReason(input.reason);
    const { newParentId } = input;
    if (newParentId === undefined) throw refusal('INVALID', 'Name the new parent, or null to make the partner a root.', ['newParentId']);
    try {
      return await this.#database.write((em) => this.#relocate(em, request, { ...input, newParentId, reason }));
    } catch (error) {
      if (violatedConstraint(error) === 'partner_no_cycle')
        throw refusal('CYCLE', 'The new parent stands below this partner: a partner cannot move under its own subtree.', ['newParentId']);
      throw error;
    }
  }

  async #insert(em: EntityManager, request: Request, input: PartnerCreation): Promise<string> {
    await lockTree(em);
    const partner = em.create(Partner, {
      ...{ id: newId(), name: input.name, email: input.email, country: input.country, status: 'ACTIVE', referralCode: proposeReferralCode(input.name) },
      ...{ parentId: await parentFor(em, input.parentId ?? null, 'parentId'), planId: await planFor(em, input.planId ?? null) },
    });
    await em.flush();
    await this.#audit.record(em, request, { action: 'partner.create', subjectType: 'Partner', subjectId: partner.id, after: snapshot(partner) });
    return partner.id;
  }

  async #relocate(em: EntityManager, request: Request, input: PartnerMove & { readonly newParentId: string | null }): Promise<string> {
    await lockTree(em);
    const partner = await findPartner(em, input.id, 'id', LockMode.PESSIMISTIC_WRITE);
    if (partner.version !== input.version) throw staleVersion(partner.version);
    const parentId = await parentFor(em, input.newParentId, 'newParentId');
    if (parentId === (partner.parentId ?? null)) throw refusal('INVALID', `${partner.reference} stands there already.`, ['newParentId']);
    const before = await placeOf(em, partner.id);
    partner.parentId = parentId;
    await em.flush();
    await this.#audit.record(em, request, {
      action: 'partner.move',
      subjectType: 'Partner',
      subjectId: partner.id,
      reason: input.reason,
      before,
      after: await placeOf(em, partner.id),
    });
    return partner.id;
  }
}

/**
 * The lock that the tree's trigger takes, taken before any row: a move locks its subtree's rows while it holds it, and would otherwise
 * wait for a row of somebody who waits for this lock.
 */
async function lockTree(em: EntityManager): Promise<void> {
  await em.execute(`select pg_advisory_xact_lock(hashtext('partner tree'))`);
}

/** The tree is the broker's: clients and partners have no permission here, and would not get by if they had. */
function checkBroker(actor: Actor): void {
  if (actor.clientId !== null || actor.partnerId !== null) throw refusal('POLICY_FORBIDS', 'The broker alone adds and moves partners.');
}

async function findPartner(em: EntityManager, id: string, field: string, lockMode?: LockMode.PESSIMISTIC_WRITE): Promise<Partner> {
  const partner = isId(id) ? await em.findOne(Partner, { id }, lockMode === undefined ? {} : { lockMode }) : null;
  if (partner === null) throw notFound('partner', field);
  return partner;
}

async function parentFor(em: EntityManager, id: string | null, field: string): Promise<string | null> {
  if (id === null) return null;
  const parent = await findPartner(em, id, field);
  if (parent.status !== 'ACTIVE') throw refusal('POLICY_FORBIDS', `${parent.reference} is ${parent.status}: partners stand below active partners.`, [field]);
  return parent.id;
}

async function planFor(em: EntityManager, id: string | null): Promise<string | null> {
  if (id === null) return null;
  const rows = isId(id) ? await em.execute<unknown[]>('select 1 from commission_plan where id = ?', [id]) : [];
  if (rows.length === 0) throw notFound('commission plan', 'planId');
  return id;
}

async function placeOf(em: EntityManager, id: string): Promise<JsonObject> {
  const [place] = await em.execute<JsonObject[]>(
    `select p.parent_id as "parentId", q.reference as "parent", p.level, (select count(*)::int - 1 from partner b where b.path <@ p.path) as "partnersBelow"
    from partner p left join partner q on q.id = p.parent_id where p.id = ?`,
    [id],
  );
  return place ?? {};
}

const violatedConstraint = (error: unknown): string | undefined => (error as { constraint?: string } | null)?.constraint;
