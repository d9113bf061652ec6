import type { Actor, Request } from '../../access/actor.js';
import { isId, newId } from '../../database/ids.js';
import type { Database } from '../../database/orm.js';
import { scopedRowIn } from '../../database/reader.scoped.js';
import { statement, type Unit } from '../../database/unit.js';
import { checkedReason } from '../../runtime/checked-text.js';
import type { Clock } from '../../runtime/clock.js';
import { notFound, refusal, staleVersion } from '../../runtime/refusal.js';
import type { AuditTrail } from '../audit/index.js';
import { clientReader } from '../clients/index.js';
import { closeTask, openTask } from '../tasks/index.js';
import { answerOf } from './erasure.answers.js';
import { obstacles } from './erasure.obstacles.js';
import { erasureReader } from './erasure.reader.js';
import { type ErasureRecord, lockErasure } from './erasure.record.js';
import { checkErasureStep, type ErasureStatus } from './erasure.states.js';

interface Parts {
  readonly database: Database;
  readonly audit: AuditTrail;
  readonly clock: Clock;
}

interface Versioned {
  readonly id: string;
  readonly version: number;
  readonly reason: string;
}

/** What becomes of an erasure: the columns that a step writes. */
interface Step {
  readonly to: ErasureStatus;
  readonly holdUntil?: string;
  readonly answer?: string;
  readonly legalHoldReason?: string | null;
}

const INSERT = statement(`
  insert into erasure (id, client_id, reason, requested_by, requested_by_id) values ($1, $2, $3, $4, $5) on conflict do nothing returning id`);
// What is kept to sell and to please is no evidence of anything.
const END_MARKETING = statement(`update client set tags = '{}', version = version + 1, updated_at = now() where id = $1 and tags <> '{}'`);
const STEP = statement(`
  update erasure set version = version + 1, status = $2, hold_until = coalesce($3::date, hold_until), answer = coalesce($4, answer),
    decided_by = case when $5::uuid is null then decided_by else $6 end, decided_by_id = coalesce($5, decided_by_id),
    decided_at = case when $5::uuid is null then decided_at else now() end, decision_reason = coalesce($7, decision_reason),
    legal_hold_reason = case when $8::boolean then $9 else legal_hold_reason end, ended_at = case when $2 in ('REFUSED','CANCELLED') then now() end
  where id = $1`);

const ACTIONS = { HELD: 'erasure.grant', READY: 'erasure.grant', REFUSED: 'erasure.refuse', CANCELLED: 'erasure.cancel' } as const;

/** Takes requests to be erased, and decides on them. One transaction with one audit entry each; it refuses by throwing `Refusal`. */
export class ErasureService {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** What is kept for marketing goes at once; the rest waits for somebody who decides. Answers with the id. */
  request(request: Request, input: { readonly clientId: string; readonly reason: string }): Promise<string> {
    const { database, audit } = this.#parts;
    const reason = checkedReason(input.reason);
    const { actor } = request;
    return database.unit(async (unit) => {
      const client = await ownerOf(unit, actor, input.clientId);
      const id = newId();
      const by = actor.clientId === null ? actor.name : 'client';
      const [added] = await unit.rows(INSERT, [id, client.id, reason, by, actor.id]);
      if (added === undefined) throw refusal('ALREADY_PENDING', 'The erasure of this client was asked for already.', ['clientId']);
      unit.write(END_MARKETING, [client.id]);
      const detail = `${client.reference} is to be erased: grant it, or refuse it with the reason.`;
      openTask(unit, { kind: 'ERASURE_REQUEST', subjectType: 'Erasure', subjectId: id, clientId: client.id, detail });
      const subject = { subjectType: 'Erasure', subjectId: id, clientId: client.id };
      // the client's own words stand in the request, where an erasure reaches them
      audit.append(unit, request, { action: 'erasure.request', ...subject, reason: actor.clientId === null ? reason : null, after: { status: 'REQUESTED' } });
      return id;
    });
  }

  /** By somebody else than asked for it. Granted, it is held until the law lets go of the client's records. */
  decide(request: Request, input: Versioned & { readonly grants: boolean }): Promise<string> {
    return this.#step(request, input, async (unit, erasure) => {
      checkDecider(request.actor, erasure);
      if (!input.grants) return { to: 'REFUSED', answer: answerOf('REFUSED', this.#facts(erasure, input.reason)) };
      const inTheWay = await obstacles(unit, erasure.clientId);
      if (inTheWay.length > 0 || erasure.keptUntil === null) throw refusal('POLICY_FORBIDS', `This is in the way: ${inTheWay.join(' ')}`, ['id']);
      const isDue = erasure.keptUntil <= this.#today() && erasure.legalHoldReason === null;
      const to = isDue ? 'READY' : 'HELD';
      return { to, holdUntil: erasure.keptUntil, answer: answerOf(to, this.#facts(erasure, input.reason)) };
    });
  }

  /** By the client, or whoever asked for it, as long as nothing is destroyed. */
  cancel(request: Request, input: Versioned): Promise<string> {
    return this.#step(request, input, (_, { clientId, requestedById }) => {
      if (request.actor.clientId !== clientId && request.actor.id !== requestedById)
        throw refusal('POLICY_FORBIDS', 'An erasure is cancelled by its client, or by whoever asked for it.', ['id']);
      return { to: 'CANCELLED' };
    });
  }

  /** Evidence for a court or an authority stays for as long as somebody says so, whatever the day. */
  setLegalHold(request: Request, input: Versioned & { readonly isHeld: boolean }): Promise<string> {
    return this.#step(
      request,
      input,
      (_, erasure) => {
        if ((erasure.legalHoldReason !== null) === input.isHeld)
          throw refusal('ILLEGAL_TRANSITION', `This is ${input.isHeld ? 'held' : 'not held'} already.`, ['isHeld']);
        return { to: this.#heldOr(erasure, input.isHeld), legalHoldReason: input.isHeld ? input.reason : null };
      },
      input.isHeld ? 'erasure.hold' : 'erasure.release',
    );
  }

  /** A hold takes back what is ready; without one, what is due waits for its night again. */
  #heldOr({ status, holdUntil }: ErasureRecord, isHeld: boolean): ErasureStatus {
    if (status === 'REQUESTED') return 'REQUESTED';
    if (status !== 'HELD' && status !== 'READY') throw refusal('ILLEGAL_TRANSITION', `It is ${status}: there is nothing to hold.`, ['id']);
    return isHeld || holdUntil === null || holdUntil > this.#today() ? 'HELD' : 'READY';
  }

  async #step(request: Request, input: Versioned, decide: (unit: Unit, erasure: ErasureRecord) => Step | Promise<Step>, action?: string): Promise<string> {
    const reason = checkedReason(input.reason);
    const { database, audit } = this.#parts;
    const { actor } = request;
    return database.unit(async (unit) => {
      const erasure = await lockErasure(unit, erasureReader, actor, input.id);
      if (erasure.version !== input.version) throw staleVersion(erasure.version);
      const step = await decide(unit, erasure);
      if (step.to !== erasure.status) checkErasureStep(erasure.status, step.to);
      const isDecision = action === undefined && step.to !== 'CANCELLED';
      unit.write(STEP, [
        ...[erasure.id, step.to, step.holdUntil ?? null, step.answer ?? null, isDecision ? actor.id : null, actor.name, isDecision ? reason : null],
        ...[step.legalHoldReason !== undefined, step.legalHoldReason ?? null],
      ]);
      if (action === undefined)
        closeTask(unit, { kind: 'ERASURE_REQUEST', subjectId: erasure.id, outcome: step.to, isCancelled: step.to === 'CANCELLED' }, actor);
      audit.append(unit, request, {
        ...{ action: action ?? ACTIONS[step.to as keyof typeof ACTIONS], subjectType: 'Erasure', subjectId: erasure.id, clientId: erasure.clientId },
        reason: actor.clientId === null ? reason : null,
        before: { status: erasure.status, holdUntil: erasure.holdUntil, legalHold: erasure.legalHoldReason !== null },
        after: {
          status: step.to,
          holdUntil: step.holdUntil ?? erasure.holdUntil,
          legalHold: (step.legalHoldReason === undefined ? erasure.legalHoldReason : step.legalHoldReason) !== null,
        },
      });
      return erasure.id;
    });
  }

  #facts({ reference, keptUntil, law, authority }: ErasureRecord, reason: string) {
    return { reference, holdUntil: keptUntil ?? '', law, authority, reason: reason.trim() };
  }

  #today(): string {
    return this.#parts.clock.now().toISOString().slice(0, 10);
  }
}

async function ownerOf(unit: Unit, actor: Actor, clientId: string): Promise<{ readonly id: string; readonly reference: string }> {
  const isAllowed = isId(clientId) && actor.partnerId === null;
  const columns = 't.id, t.reference, t.erased_at is not null as "isErased"';
  const client = isAllowed ? await scopedRowIn<{ id: string; reference: string; isErased: boolean }>(unit, clientReader, actor, clientId, columns) : null;
  if (client === null) throw notFound('client', 'clientId');
  if (client.isErased) throw refusal('POLICY_FORBIDS', 'The client is erased already.', ['clientId']);
  return client;
}

/** By person: also when it was asked for by a key that this person made. */
function checkDecider(actor: Actor, { requestedById, requestedByKeyOf }: ErasureRecord): void {
  if (actor.kind !== 'STAFF') throw refusal('POLICY_FORBIDS', 'Erasures are decided on by people of the staff.');
  if (requestedById === actor.id || requestedByKeyOf === actor.id)
    throw refusal('MAKER_CANNOT_CHECK', 'You asked for this yourself: somebody else has to decide on it.', ['id']);
}
