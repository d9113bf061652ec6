import type { Actor, Request } from '../../access/actor.js';
import type { Pool } from 'pg';
import { isId, newId } from '../../database/ids.js';
import type { Database } from '../../database/orm.js';
import { checkedReason } from '../../runtime/checked-text.js';
import { refusal } from '../../runtime/refusal.js';
import type { AuditTrail } from '../audit/index.js';
import type { AccrualEngine, Difference, Ticket } from './accrual.engine.js';

export interface RecalculationChoice {
  readonly period?: { readonly from?: string | null; readonly to?: string | null } | null;
  readonly deals?: readonly Ticket[] | null;
  readonly partnerId?: string | null;
  readonly planId?: string | null;
  readonly clientId?: string | null;
}

export interface RecalculationResult {
  readonly deals: number;
  readonly differences: readonly Difference[];
}

/** Beyond it somebody would wait too long for an answer: a year goes by months. */
const MOST_DEALS = 50_000;
const TICKET = /^[1-9]\d{0,17}$/;

const CHOOSE = `
  select d.server, d.ticket::text as ticket
  from deal d join trading_account a on a.id = d.trading_account_id
  left join client_introducer ci on ci.client_id = a.client_id and ci.valid_from <= d.time and d.time < ci.valid_to
  where ($1::timestamptz is null or d.time >= $1) and ($2::timestamptz is null or d.time < $2)
    and ($3::text[] is null or (d.server, d.ticket) in (select * from unnest($3::text[], $4::bigint[])))
    and ($5::uuid is null or a.client_id = $5)
    and ($6::uuid is null or exists (select from partner_chain pc where pc.partner_id = ci.partner_id and pc.valid_from <= d.time and d.time < pc.valid_to and $6 = any (pc.chain)))
    and ($7::uuid is null or exists (select from partner_plan_version pp where pp.partner_id = ci.partner_id and pp.valid_from <= d.time and d.time < pp.valid_to and pp.plan_id = $7))
    and d.entry <> 'IN'
  order by d.time limit ${MOST_DEALS + 1}`;

/** Works deals out anew by what is known now. What was accrued stays; differences are rows of their own. */
export class RecalculationService {
  readonly #database: Database;
  readonly #audit: AuditTrail;
  readonly #engine: AccrualEngine;

  constructor(database: Database, audit: AuditTrail, engine: AccrualEngine) {
    this.#database = database;
    this.#audit = audit;
    this.#engine = engine;
  }

  /** What would change; nothing does. */
  async preview(actor: Actor, choice: RecalculationChoice): Promise<RecalculationResult> {
    checkBroker(actor);
    const tickets = await chooseDeals(this.#database.pool, choice);
    return { deals: tickets.length, differences: await this.#engine.compare(tickets) };
  }

  async recalculate(request: Request, choice: RecalculationChoice, given: string): Promise<RecalculationResult> {
    checkBroker(request.actor);
    const reason = checkedReason(given);
    const tickets = await chooseDeals(this.#database.pool, choice);
    const differences = await this.#engine.rework(tickets, (client, found) =>
      this.#audit.recordOver(client, request, {
        ...{ action: 'commission.recalculate', subjectType: 'Recalculation', subjectId: newId(), reason },
        after: { choice: JSON.parse(JSON.stringify(choice)), deals: tickets.length, rows: found.reduce((sum, { rows }) => sum + rows, 0) },
      }),
    );
    return { deals: tickets.length, differences };
  }
}

function checkBroker(actor: Actor): void {
  if (actor.clientId !== null || actor.partnerId !== null) throw refusal('POLICY_FORBIDS', 'The broker alone works commissions out anew.');
}

/** The deals that are meant, at most so many; refuses a choice that names none, or too many. */
export async function chooseDeals(pool: Pool, { period, deals, partnerId, planId, clientId }: RecalculationChoice): Promise<Ticket[]> {
  const tickets = deals ?? null;
  if (tickets === null && period?.from == null)
    throw refusal('INVALID', 'Give a period with its beginning, or the deals by their tickets.', ['filter', 'period']);
  const wrong = tickets?.find(({ ticket }) => !TICKET.test(ticket));
  if (wrong !== undefined) throw refusal('INVALID', `${JSON.stringify(wrong.ticket)} is no ticket: it is a whole number.`, ['filter', 'deals']);
  for (const [field, id] of Object.entries({ partnerId, planId, clientId }))
    if (id != null && !isId(id)) throw refusal('NOT_FOUND', 'There is none with this id.', ['filter', field]);
  const { rows } = await pool.query<Ticket>(CHOOSE, [
    ...[period?.from ?? null, period?.to ?? null, tickets?.map(({ server }) => server) ?? null, tickets?.map(({ ticket }) => ticket) ?? null],
    ...[clientId ?? null, partnerId ?? null, planId ?? null],
  ]);
  if (rows.length > MOST_DEALS)
    throw refusal('LIMIT_EXCEEDED', `These are more than ${MOST_DEALS.toLocaleString('en')} deals: take a shorter period, or one partner at a time.`, [
      'filter',
      'period',
    ]);
  return rows;
}
