import type { Database } from '../../database/orm.js';
import { statement } from '../../database/unit.js';
import { type AnyJob, defineJob, type JobContext, jobKind } from '../../runtime/jobs.js';
import { openTask } from '../tasks/index.js';
import { TODAY } from './kyc.facts.js';
import type { Reassessor } from './kyc.port.js';

/** Whom a change of policy concerns, a batch at a time: clients with greater ids than `after`. */
export interface Reassessment {
  readonly clientType: string | null;
  readonly jurisdiction: string | null;
  readonly riskLevel: string | null;
  readonly after: string | null;
}

export const KYC_REASSESS = jobKind<Reassessment>({ name: 'kyc.reassess', maxAttempts: 10 });

const BATCH = 200;
/** Whose last good day is over, and who was not assessed since. */
const LAPSED = `select id from kyc_standing where due_on < ${TODAY} and assessed_on <= due_on order by due_on, id limit ${BATCH}`;
const DUE_SOON = statement(`
  select s.id, s.due_on::text as "dueOn", s.due_on = s.review_due_on as "isReview" from kyc_standing s join client c on c.id = s.id
  where s.due_on between ${TODAY} and ${TODAY} + 30 and s.reminded_for is distinct from s.due_on and c.kyc_level > 0
  order by s.due_on, s.id limit ${BATCH} for no key update of s skip locked`);
const REMINDED = statement('update kyc_standing set reminded_for = due_on where id = $1');
const CONCERNED = `
  select id from client where ($1::text is null or type = $1) and ($2::text is null or jurisdiction = $2) and ($3::text is null or risk_level = $3)
    and ($4::uuid is null or id > $4) order by id limit ${BATCH}`;

/** What time and policies do to levels. Each client is a transaction of its own; all of it is safe to repeat. */
export class KycDesk {
  readonly #database: Database;
  readonly #reassessor: Reassessor;

  constructor(database: Database, reassessor: Reassessor) {
    this.#database = database;
    this.#reassessor = reassessor;
  }

  jobs(): AnyJob[] {
    return [
      defineJob<object>({ name: 'kyc.lapse', maxAttempts: 3, every: '20 * * * *', run: (_, context) => this.lapse(context) }),
      defineJob<object>({ name: 'kyc.remind', maxAttempts: 3, every: '40 4 * * *', run: () => this.remind() }),
      defineJob({ ...KYC_REASSESS, run: (payload, context) => this.reassess(payload, context) }),
    ];
  }

  /** Assesses whom the day has passed on which the level rested. */
  async lapse({ request }: Pick<JobContext, 'request'>): Promise<void> {
    for (;;) {
      const { rows } = await this.#database.pool.query<{ id: string }>(LAPSED);
      for (const { id } of rows) await this.#one(request, id, 'A day has passed on which the level rested.');
      if (rows.length < BATCH) return;
    }
  }

  /** Puts before compliance, once, whose level falls within 30 days. */
  async remind(): Promise<void> {
    while (await this.#remindSome());
  }

  async reassess(payload: Reassessment, { request }: Pick<JobContext, 'request'>): Promise<void> {
    const { clientType, jurisdiction, riskLevel, after } = payload;
    const { rows } = await this.#database.pool.query<{ id: string }>(CONCERNED, [clientType, jurisdiction, riskLevel, after]);
    for (const { id } of rows) await this.#one(request, id, 'What KYC levels take was changed.');
    const last = rows.at(-1);
    if (last === undefined || rows.length < BATCH) return;
    await this.#database.unit(async (unit) => unit.enqueue(KYC_REASSESS, { ...payload, after: last.id }));
  }

  #one(request: JobContext['request'], clientId: string, cause: string): Promise<void> {
    return this.#database.unit((unit) => this.#reassessor.reassess(unit, request, clientId, cause));
  }

  async #remindSome(): Promise<boolean> {
    return this.#database.unit(async (unit) => {
      const rows = await unit.rows<{ id: string; dueOn: string; isReview: boolean }>(DUE_SOON);
      for (const { id, dueOn, isReview } of rows) {
        const detail = isReview ? `The regular review is due by ${dueOn}.` : `What the KYC level rests on is good until ${dueOn}.`;
        openTask(unit, { kind: 'KYC_REVIEW', subjectType: 'Client', subjectId: id, clientId: id, detail });
        unit.write(REMINDED, [id]);
      }
      return rows.length === BATCH;
    });
  }
}
