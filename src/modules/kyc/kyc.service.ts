import type { Request } from '../../access/actor.js';
import type { Database } from '../../database/orm.js';
import { scopedRowIn } from '../../database/reader.scoped.js';
import { statement, type Unit } from '../../database/unit.js';
import { checkedReason } from '../../runtime/checked-text.js';
import { notFound, refusal } from '../../runtime/refusal.js';
import type { AuditTrail } from '../audit/index.js';
import { clientReader } from '../clients/index.js';
import { closeTask, openTask } from '../tasks/index.js';
import { factsOf, factsSql, type StoredFacts, TODAY } from './kyc.facts.js';
import type { Reassessor } from './kyc.port.js';
import { type Assessment, assess, daysAfter, type KycFacts } from './kyc.rules.js';

const LOCK = statement('select kyc_status as status from client where id = $1 for no key update');
const READ = statement(`select ${factsSql('c')} as facts from client c where c.id = $1`);
const SET = statement('update client set kyc_status = $2, kyc_level = $3, updated_at = now() where id = $1');
/** A level that is reached for the first time was a review of the whole client; the next one is counted from there. */
const SETTLE = statement(`
  insert into kyc_standing as s (id, reviewed_at, review_due_on, expires_on, assessed_on)
  select c.id, case when $2 then now() end, case when $2 then (now() at time zone 'UTC' + i.months * interval '1 month')::date end, $3::date, ${TODAY}
  from client c join kyc_review_interval i on i.risk_level = c.risk_level where c.id = $1
  on conflict (id) do update set expires_on = excluded.expires_on, assessed_on = excluded.assessed_on, reviewed_at = coalesce(s.reviewed_at, excluded.reviewed_at),
    review_due_on = (select (coalesce(s.reviewed_at, excluded.reviewed_at) at time zone 'UTC' + i.months * interval '1 month')::date
      from client c join kyc_review_interval i on i.risk_level = c.risk_level where c.id = s.id)`);

const REVIEWED = statement('update kyc_standing set reviewed_at = now(), reminded_for = null where id = $1 and reviewed_at is not null returning id');

/**
 * Somebody has looked at the client as a whole: its next review is counted from now, once it is assessed anew. Without effect on who was
 * never verified.
 */
export const renewReview = (unit: Unit, clientId: string): void => unit.write(REVIEWED, [clientId]);

const SOON_DAYS = 30;

/** Keeps the KYC level and status of clients in step with their documents and checks. */
export class KycService implements Reassessor {
  readonly #database: Database;
  readonly #audit: AuditTrail;

  constructor(database: Database, audit: AuditTrail) {
    this.#database = database;
    this.#audit = audit;
  }

  async reassess(unit: Unit, request: Request, clientId: string, cause: string): Promise<void> {
    const [client, read] = await Promise.all([unit.row<{ status: string }>(LOCK, [clientId]), unit.row<{ facts: StoredFacts }>(READ, [clientId])]);
    if (client === undefined || read === undefined) return;
    const facts = factsOf(read.facts);
    const found = assess(facts);
    unit.write(SETTLE, [clientId, found.level > 0, found.expiresOn]);
    this.#followUp(unit, request, clientId, facts, found);
    if (found.status === client.status && found.level === facts.level) return;
    unit.write(SET, [clientId, found.status, found.level]);
    this.#audit.append(unit, request, {
      ...{ action: 'client.kycAssess', subjectType: 'Client', subjectId: clientId, reason: reasonOf(cause, facts, found) },
      ...{ before: { kycStatus: client.status, kycLevel: facts.level }, after: { kycStatus: found.status, kycLevel: found.level } },
    });
  }

  /** What stands between a client and a level as of now, in words; empty: nothing. */
  async missingFor(unit: Unit, clientId: string, level: number): Promise<string[]> {
    const read = await unit.row<{ facts: StoredFacts }>(READ, [clientId]);
    if (read === undefined) return ['There is no such client.'];
    const { level: reached, steps } = assess(factsOf(read.facts));
    return reached >= level ? [] : steps.filter((step) => step.level <= level && step.code !== 'RENEW_SOON').map(({ text }) => text);
  }

  /** Whoever looked at the client as a whole says so: the next review is counted from now. Answers with the client's id. */
  async completeReview(request: Request, input: { readonly clientId: string; readonly note: string }): Promise<string> {
    const reason = checkedReason(input.note, 'note');
    const { actor } = request;
    if (actor.kind !== 'STAFF') throw refusal('POLICY_FORBIDS', 'Clients are reviewed by people of the staff.');
    return this.#database.unit(async (unit) => {
      const client = await scopedRowIn<{ id: string }>(unit, clientReader, actor, input.clientId, 't.id');
      if (client === null) throw notFound('client', 'clientId');
      await unit.row(LOCK, [client.id]);
      if ((await unit.row(REVIEWED, [client.id])) === undefined)
        throw refusal('POLICY_FORBIDS', 'The client was never verified: until then its documents are what is reviewed.', ['clientId']);
      this.#audit.append(unit, request, { action: 'client.kycReview', subjectType: 'Client', subjectId: client.id, reason });
      closeTask(unit, { kind: 'KYC_REVIEW', subjectId: client.id, outcome: 'REVIEWED' }, actor);
      await this.reassess(unit, request, client.id, 'The client was reviewed as a whole.');
      return client.id;
    });
  }

  /** A level that falls because time has passed is somebody's work, until it stands again and for more than some days. */
  #followUp(unit: Unit, request: Request, clientId: string, facts: KycFacts, found: Assessment): void {
    const dueOn = [found.expiresOn, facts.reviewDueOn].filter((day) => day !== null).sort()[0] ?? null;
    const isSettled = found.level >= facts.level && found.level > 0 && (dueOn === null || dueOn > daysAfter(facts.today, SOON_DAYS));
    if (isSettled) closeTask(unit, { kind: 'KYC_REVIEW', subjectId: clientId, outcome: 'RENEWED' }, request.actor);
    const lapsed = found.steps.find(({ code }) => code === 'RENEW' || code === 'CHECK_AGAIN' || code === 'REVIEW_DUE');
    if (found.level < facts.level && lapsed !== undefined)
      openTask(unit, { kind: 'KYC_REVIEW', subjectType: 'Client', subjectId: clientId, clientId, detail: `The KYC level fell. ${lapsed.text}` });
  }
}

/** What happened, and of a level that fell also why it does not stand any more. */
const reasonOf = (cause: string, { level }: KycFacts, found: Assessment): string =>
  found.level >= level ? cause : [cause, ...found.steps.filter((step) => step.level <= level).map(({ text }) => text)].join(' ').slice(0, 1000);
