import type { Actor, Request } from '../../access/actor.js';
import { isId } from '../../database/ids.js';
import type { Database } from '../../database/orm.js';
import { statement } from '../../database/unit.js';
import { checkedReason } from '../../runtime/checked-text.js';
import { Decimal } from '../../runtime/decimal.js';
import { notFound, refusal, Refusal } from '../../runtime/refusal.js';
import type { AuditTrail } from '../audit/index.js';
import { termsOfSubtree } from './multiplier.rules.js';
import { checkTerms } from './plan.rules.js';

export interface MultiplierChange {
  readonly partnerId: string;
  readonly multiplier: string;
  /** Left out: at once. Not in the past. */
  readonly effectiveFrom?: string | null;
  readonly reason: string;
}

const MOST = 10;
const LOCK =
  statement(`select reference, (select multiplier::text from partner_multiplier_version m where m.partner_id = p.id and m.valid_to = 'infinity') as multiplier
  from partner p where id = $1 for no key update`);
const WITHDRAW_LATER = statement('delete from partner_multiplier_version where partner_id = $1 and valid_from >= $2');
const END_BEFORE = statement('update partner_multiplier_version set valid_to = $2 where partner_id = $1 and valid_to > $2');
const ADD = statement('insert into partner_multiplier_version (partner_id, valid_from, multiplier) values ($1, $2, $3)');

/** What the rewards of single partners are multiplied by. What was traded before a change is paid by what held then. */
export class MultiplierService {
  readonly #database: Database;
  readonly #audit: AuditTrail;

  constructor(database: Database, audit: AuditTrail) {
    this.#database = database;
    this.#audit = audit;
  }

  /** From a time on, in place of whatever was set for later. Answers with the partner's id. */
  set(request: Request, { partnerId, multiplier, effectiveFrom, reason: given }: MultiplierChange): Promise<string> {
    checkBroker(request.actor);
    const reason = checkedReason(given);
    if (new Decimal(multiplier).lessThan(0) || new Decimal(multiplier).greaterThan(MOST))
      throw refusal('INVALID', `A multiplier is from 0 to ${MOST}; 1 leaves rewards as they are.`, ['multiplier']);
    const from = effectiveFrom == null ? new Date() : new Date(effectiveFrom);
    if (from.getTime() < Date.now() - 60_000) throw refusal('INVALID', 'This is over: what was traded then is paid by what held then.', ['effectiveFrom']);
    return this.#database.unit(async (unit) => {
      const partner = isId(partnerId) ? await unit.row<{ reference: string; multiplier: string | null }>(LOCK, [partnerId]) : undefined;
      if (partner === undefined) throw notFound('partner', 'partnerId');
      for (const { plan, ...terms } of await termsOfSubtree(unit, partnerId)) checkWith(multiplier, plan, terms);
      const at = from.toISOString();
      unit.write(WITHDRAW_LATER, [partnerId, at]);
      unit.write(END_BEFORE, [partnerId, at]);
      unit.write(ADD, [partnerId, at, multiplier]);
      this.#audit.append(unit, request, {
        ...{ action: 'partner.multiplier', subjectType: 'Partner', subjectId: partnerId, reason },
        ...{ before: { multiplier: partner.multiplier ?? '1' }, after: { multiplier, effectiveFrom: at } },
      });
      return partnerId;
    });
  }
}

/** Terms are judged as a draft of them would be; here it is the multiplier that is too much. */
function checkWith(multiplier: string, plan: string, terms: Parameters<typeof checkTerms>[0]): void {
  try {
    checkTerms(terms, multiplier);
  } catch (error) {
    if (error instanceof Refusal && error.errors[0]?.code === 'POLICY_FORBIDS') throw refusal('POLICY_FORBIDS', `${plan}: ${error.message}`, ['multiplier']);
    if (!(error instanceof Refusal)) throw error;
  }
}

function checkBroker(actor: Actor): void {
  if (actor.clientId !== null || actor.partnerId !== null) throw refusal('POLICY_FORBIDS', 'The broker alone sets multipliers.');
}
