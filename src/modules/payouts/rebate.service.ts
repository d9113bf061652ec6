import type { Request } from '../../access/actor.js';
import { isId, newId } from '../../database/ids.js';
import type { Database } from '../../database/orm.js';
import { statement, type Unit } from '../../database/unit.js';
import { Decimal } from '../../runtime/decimal.js';
import { notFound, refusal } from '../../runtime/refusal.js';
import type { AuditTrail } from '../audit/index.js';

export interface RebateSetting {
  /** Left out: the caller itself. */
  readonly partnerId?: string | null;
  /** Left out: all clients that have no share of their own. */
  readonly clientId?: string | null;
  /** Per cent. Null: the client has none of its own any more. */
  readonly share: string | null;
  /** Left out: from now on. */
  readonly effectiveFrom?: string | null;
}

const LOCK_PARTNER = statement('select id, status from partner where id = $1 for no key update');
const OWN_CLIENT = statement('select id from client where id = $1 and partner_id = $2 and erased_at is null');
const END_BEFORE = statement(
  `update rebate_share set valid_to = $3 where partner_id = $1 and client_id is not distinct from $2 and valid_from < $3 and valid_to > $3`,
);
const LATER = statement('select id from rebate_share where partner_id = $1 and client_id is not distinct from $2 and valid_from >= $3');
const ADD = statement('insert into rebate_share (id, partner_id, client_id, share, valid_from, set_by) values ($1, $2, $3, $4, $5, $6)');
const BEFORE = statement(`
  select trim_scale(share)::text as share from rebate_share where partner_id = $1 and client_id is not distinct from $2 and valid_from <= $3 and valid_to > $3`);

/** Which part of their rewards partners leave to their clients. */
export class RebateService {
  readonly #database: Database;
  readonly #audit: AuditTrail;

  constructor(database: Database, audit: AuditTrail) {
    this.#database = database;
    this.#audit = audit;
  }

  /** Holds for trades from then on; those before are shared as it was then. Answers with the id of the share. */
  set(request: Request, setting: RebateSetting): Promise<string> {
    const { actor } = request;
    const partnerId = setting.partnerId ?? actor.partnerId;
    if (actor.clientId !== null || (actor.partnerId !== null && partnerId !== actor.partnerId)) throw notFound('partner', 'partnerId');
    const share = checkedShare(setting);
    return this.#database.unit(async (unit) => {
      const clientId = await payees(unit, partnerId, setting.clientId ?? null);
      // under the lock, so that one is later than the other
      const at = startOf(setting.effectiveFrom ?? null).toISOString();
      const before = await unit.row<{ share: string | null }>(BEFORE, [partnerId, clientId, at]);
      if ((await unit.row(LATER, [partnerId, clientId, at])) !== undefined)
        throw refusal('ALREADY_PENDING', 'A share is set for this time or a later one: set another one from after it.', ['effectiveFrom']);
      const id = newId();
      unit.write(END_BEFORE, [partnerId, clientId, at]);
      unit.write(ADD, [id, partnerId, clientId, share, at, actor.kind === 'PARTNER' ? 'partner' : actor.name]);
      this.#audit.append(unit, request, {
        ...{ action: 'rebateShare.set', subjectType: 'Partner', subjectId: partnerId as string, clientId },
        ...{ before: { share: before?.share ?? null }, after: { share, effectiveFrom: at } },
      });
      return id;
    });
  }
}

function checkedShare({ share, clientId }: RebateSetting): string | null {
  if (share === null) {
    if (clientId == null) throw refusal('INVALID', 'For all clients together write how much it is: 0 for nothing.', ['share']);
    return null;
  }
  const value = new Decimal(share);
  if (value.lessThan(0) || value.greaterThan(100) || value.decimalPlaces() > 2)
    throw refusal('INVALID', 'A share is from 0 to 100 per cent, with two decimals at most.', ['share']);
  return value.toFixed();
}

function startOf(effectiveFrom: string | null): Date {
  const now = new Date();
  const from = effectiveFrom === null ? now : new Date(effectiveFrom);
  if (from.getTime() < now.getTime() - 60_000) throw refusal('INVALID', 'This is over: what was traded then is shared as it was then.', ['effectiveFrom']);
  return from;
}

/** Locks the partner, and checks that the client, if one is named, is its own. */
async function payees(unit: Unit, partnerId: string | null, clientId: string | null): Promise<string | null> {
  const partner = isId(partnerId) ? await unit.row<{ status: string }>(LOCK_PARTNER, [partnerId]) : undefined;
  if (partner === undefined) throw notFound('partner', 'partnerId');
  if (clientId === null) return null;
  if (!isId(clientId) || (await unit.row(OWN_CLIENT, [clientId, partnerId])) === undefined) throw notFound('client of this partner', 'clientId');
  return clientId;
}
