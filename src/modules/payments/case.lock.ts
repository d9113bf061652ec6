import type { Actor } from '../../access/actor.js';
import { isId } from '../../database/ids.js';
import { statement, type Unit } from '../../database/unit.js';
import { Decimal } from '../../runtime/decimal.js';
import { notFound, refusal, staleVersion } from '../../runtime/refusal.js';
import type { CaseKind } from './case.record.js';

export type Resolution = 'CREDITED' | 'RETURNED' | 'MATCHED' | 'EXPLAINED' | 'RETRIED' | 'DECLINED_BY_PROVIDER' | 'CHARGED_AS_FEE';

/** How somebody closes a case, or would. */
export interface Closing {
  readonly resolution: Resolution;
  readonly note: string;
  /** With MATCHED: what it belongs to. */
  readonly transactionId: string | null;
  readonly payoutId: string | null;
}

/** A case under its lock. */
export interface CaseRecord {
  readonly id: string;
  readonly version: number;
  readonly kind: CaseKind;
  readonly status: 'OPEN' | 'TAKEN' | 'PROPOSED' | 'CLOSED';
  readonly provider: string | null;
  readonly transactionId: string | null;
  readonly clientId: string | null;
  readonly paymentEventId: string | null;
  readonly statementLineId: string | null;
  readonly providerReference: string | null;
  readonly amount: Decimal | null;
  readonly currency: string | null;
  readonly inSuspense: boolean;
  readonly assigneeId: string | null;
  readonly assignee: string | null;
  readonly proposal: Closing | null;
  readonly proposedById: string | null;
  readonly proposedBy: string | null;
}

const COLUMNS = `id, version, kind, status, provider, transaction_id as "transactionId", client_id as "clientId", payment_event_id as "paymentEventId",
  statement_line_id as "statementLineId", provider_reference as "providerReference", amount::text as amount, currency, in_suspense as "inSuspense",
  assignee_id as "assigneeId", (select s.name from staff_member s where s.id = assignee_id) as assignee, proposal, proposed_by_id as "proposedById",
  proposed_by as "proposedBy"`;
const LOOK = statement(`select ${COLUMNS} from payment_case where id = $1`);
const LOCK = statement(`select ${COLUMNS} from payment_case where id = $1 for no key update`);

type Stored = Omit<CaseRecord, 'amount'> & { readonly amount: string | null };

const record = (stored: Stored | undefined): CaseRecord => {
  if (stored === undefined) throw notFound('payment case', 'id');
  return { ...stored, amount: stored.amount === null ? null : new Decimal(stored.amount) };
};

/** As it stands now: for what has to be locked before it. */
export const lookAtCase = async (unit: Unit, id: string): Promise<CaseRecord> => record(isId(id) ? await unit.row<Stored>(LOOK, [id]) : undefined);

/** Locks a case, after its transaction, and refuses when it is not what the caller saw, or is over. */
export async function lockCase(unit: Unit, id: string, version: number): Promise<CaseRecord> {
  const found = record(isId(id) ? await unit.row<Stored>(LOCK, [id]) : undefined);
  if (found.status === 'CLOSED') throw refusal('ILLEGAL_TRANSITION', 'The case is closed.');
  if (found.version !== version) throw staleVersion(found.version);
  return found;
}

/** Cases are decided by people, each under their own name. */
export function checkPerson(actor: Actor): void {
  if (actor.kind !== 'STAFF') throw refusal('POLICY_FORBIDS', 'Cases are worked on by people of the staff.');
}
