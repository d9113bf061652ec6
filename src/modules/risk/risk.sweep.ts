import type { Request } from '../../access/actor.js';
import type { Database } from '../../database/orm.js';
import { type AnyJob, defineJob, jobKind } from '../../runtime/jobs.js';
import { openTask } from '../tasks/index.js';
import { READ_FACTS, type RiskFacts } from './risk.facts.js';
import { READ_RULE_SET } from './risk.record.js';
import { rate, type RiskRuleSet } from './risk.rules.js';
import type { RiskService } from './risk.service.js';

/** Rates everybody anew. */
export const RISK_RERATE = jobKind<object>({ name: 'risk.rerate', maxAttempts: 3 });

/** So many clients are looked at in one statement. */
const BATCH = 500;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** Those with a relationship, each with what its rating says now, and whether an override of it has run out. */
const NEXT = `
  select c.id, r.rule_set as "ruleSet", r.score, r.rated_level as "ratedLevel", jsonb_path_query_array(r.factors, '$[*].code') as codes,
    exists (select from risk_override o where o.client_id = c.id and o.status = 'ACTIVE' and o.until < current_date) as "isOver"
  from client c left join risk_rating r on r.client_id = c.id and r.superseded_at is null
  where c.id > $1 and c.onboarding_status not in ('REJECTED','CLOSED','TERMINATED') order by c.id limit $2`;
const REVIEWS_DUE = `
  select r.client_id as "clientId", r.level, r.next_review_on::text as "nextReviewOn" from risk_rating r join client c on c.id = r.client_id
  where r.superseded_at is null and r.next_review_on <= current_date and c.onboarding_status not in ('REJECTED','CLOSED','TERMINATED')`;

interface Seen {
  readonly id: string;
  readonly ruleSet: number | null;
  readonly score: number | null;
  readonly ratedLevel: string | null;
  readonly codes: readonly string[] | null;
  readonly isOver: boolean;
}

/** Looks every night who is to be rated otherwise than before, or to be reviewed. Only for those anything is written. */
export class RiskSweep {
  readonly #database: Database;
  readonly #risk: RiskService;

  constructor(database: Database, risk: RiskService) {
    this.#database = database;
    this.#risk = risk;
  }

  jobs(): AnyJob[] {
    return [
      defineJob<object>({
        ...RISK_RERATE,
        every: '10 1 * * *',
        run: async (_, { request, log }) => {
          log.info({ count: await this.rerateAll(request) }, 'Clients were rated otherwise than before');
          await this.openReviews();
        },
      }),
    ];
  }

  /** Answers with how many ratings were made. */
  async rerateAll(request: Request): Promise<number> {
    const { pool } = this.#database;
    const ruleSet = (await pool.query<RiskRuleSet>(READ_RULE_SET)).rows[0] as RiskRuleSet;
    let made = 0;
    for (let last = BEFORE_ALL; ;) {
      const { rows } = await pool.query<Seen>(NEXT, [last, BATCH]);
      if (rows.length === 0) return made;
      const facts = await pool.query<{ clientId: string; facts: RiskFacts }>(READ_FACTS, [rows.map(({ id }) => id), new Date()]);
      const known = new Map(facts.rows.map((row) => [row.clientId, row.facts]));
      const differing = rows.filter((seen) => isOther(seen, known.get(seen.id) as RiskFacts, ruleSet));
      for (const { id } of differing) await this.#database.unit((unit) => this.#risk.assess(unit, request, id, 'What the rules ask about has changed.'));
      made += differing.length;
      last = (rows.at(-1) as Seen).id;
    }
  }

  /** What waits for a review already is not put there again. */
  async openReviews(): Promise<void> {
    const { rows } = await this.#database.pool.query<{ clientId: string; level: string; nextReviewOn: string }>(REVIEWS_DUE);
    await this.#database.unit(async (unit) => {
      for (const { clientId, level, nextReviewOn } of rows)
        openTask(unit, {
          kind: 'RISK_REVIEW',
          subjectType: 'Client',
          subjectId: clientId,
          clientId,
          detail: `Rated ${level}, to be reviewed by ${nextReviewOn}.`,
        });
    });
  }
}

function isOther({ ruleSet: number, score, ratedLevel, codes, isOver }: Seen, facts: RiskFacts, ruleSet: RiskRuleSet): boolean {
  const rated = rate(facts, ruleSet);
  return (
    isOver || number !== ruleSet.number || score !== rated.score || ratedLevel !== rated.level || codes?.join() !== rated.factors.map(({ code }) => code).join()
  );
}
