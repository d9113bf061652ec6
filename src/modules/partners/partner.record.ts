import { isId, newId } from '../../database/ids.js';
import { statement, type Unit } from '../../database/unit.js';
import { notFound, refusal, staleVersion } from '../../runtime/refusal.js';
import type { Actor } from '../../access/actor.js';
import type { JsonObject } from '../audit/index.js';
import { proposeReferralCode } from './referral-codes.js';

export type PartnerState = 'PENDING' | 'ACTIVE' | 'SUSPENDED' | 'CLOSED';

/** A partner as it stands, locked. */
export interface PartnerRecord {
  readonly id: string;
  readonly version: number;
  readonly reference: string;
  readonly status: PartnerState;
  readonly parentId: string | null;
  readonly planId: string | null;
}

export interface NewPartner {
  readonly name: string;
  readonly email: string;
  readonly country: string;
  readonly parentId: string | null;
  readonly planId: string | null;
}

const COLUMNS = 'id, version, reference, status, parent_id as "parentId", plan_id as "planId"';
const LOCK_TREE = statement(`select pg_advisory_xact_lock(hashtext('partner tree'))`);
const LOCK = statement(`select ${COLUMNS} from partner where id = $1 for no key update`);
const FIND = statement(`select ${COLUMNS} from partner where id = $1`);
const PLAN = statement(`select id from commission_plan where id = $1 and status = 'ACTIVE'`);
const ADD = statement(`
  insert into partner (id, name, email, country, status, referral_code, parent_id, plan_id, path) values ($1, $2, $3, $4, 'ACTIVE', $5, $6, $7, '') returning reference`);

/** Before any row: a move locks its subtree's rows while it holds it, and would otherwise wait for somebody who waits for this lock. */
export const lockTree = (unit: Unit): void => unit.write(LOCK_TREE);

/** The partner under a lock, at the version that was seen. */
export async function lockPartner(unit: Unit, { id, version }: { readonly id: string; readonly version: number }): Promise<PartnerRecord> {
  const partner = isId(id) ? await unit.row<PartnerRecord>(LOCK, [id]) : undefined;
  if (partner === undefined) throw notFound('partner', 'id');
  if (partner.version !== version) throw staleVersion(partner.version);
  return partner;
}

/** Whom others may stand below, or be introduced by. */
export async function activePartner(unit: Unit, id: string, field: string): Promise<PartnerRecord> {
  const partner = isId(id) ? await unit.row<PartnerRecord>(FIND, [id]) : undefined;
  if (partner === undefined) throw notFound('partner', field);
  if (partner.status !== 'ACTIVE') throw refusal('POLICY_FORBIDS', `${partner.reference} is ${partner.status}: it takes an active partner.`, [field]);
  return partner;
}

/** A plan that is in force, or is to be. */
export async function checkPlan(unit: Unit, id: string, field: string): Promise<void> {
  if (!isId(id) || (await unit.row(PLAN, [id])) === undefined) throw notFound('commission plan that is in force', field);
}

/** Adds an active partner; parent and plan were checked before, and the tree is locked. Answers with what the audit log keeps, and the id. */
export async function addPartner(unit: Unit, partner: NewPartner): Promise<{ readonly id: string; readonly after: JsonObject }> {
  const [id, referralCode] = [newId(), proposeReferralCode(partner.name)];
  await unit.rows(ADD, [id, partner.name, partner.email, partner.country, referralCode, partner.parentId, partner.planId]);
  return { id, after: { ...partner, status: 'ACTIVE', referralCode } };
}

/** Refuses what two partners cannot share; what cannot be helped is thrown on. A referral code that is taken is worth another try. */
export function isTakenCode(error: unknown): boolean {
  const constraint = (error as { constraint?: string } | null)?.constraint;
  if (constraint === 'partner_email') throw refusal('ALREADY_EXISTS', 'There is a partner with this e-mail address already.', ['email']);
  return constraint?.startsWith('partner_referral_code_') ?? false;
}

/** The tree is the broker's: clients and partners have no permission here, and would not get by if they had. */
export function checkTreeKeeper(actor: Actor): void {
  if (actor.clientId !== null || actor.partnerId !== null) throw refusal('POLICY_FORBIDS', 'The broker alone changes partners.');
}
