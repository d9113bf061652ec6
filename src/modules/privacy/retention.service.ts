import type { Request } from '../../access/actor.js';
import type { Database } from '../../database/orm.js';
import { pgTypes } from '../../database/reader.types.js';
import { statement } from '../../database/unit.js';
import { checkedName, checkedReason } from '../../runtime/checked-text.js';
import { notFound, refusal, staleVersion } from '../../runtime/refusal.js';
import type { AuditTrail } from '../audit/index.js';

export type RetentionRow = {
  readonly jurisdiction: string;
  readonly version: number;
  readonly years: number;
  readonly law: string;
  readonly authority: string;
  readonly updatedBy: string | null;
  readonly updatedAt: string;
};

export interface RetentionChange {
  readonly jurisdiction: string;
  readonly version: number;
  readonly years: number;
  readonly law: string;
  readonly authority: string;
  readonly reason: string;
}

const READ = 'select jurisdiction, version, years, law, authority, updated_by as "updatedBy", updated_at as "updatedAt" from retention_policy';
const LOCK = statement(`${READ} where jurisdiction = $1 for no key update`);
const SET = statement(`
  update retention_policy set version = version + 1, years = $2, law = $3, authority = $4, updated_by = $5, updated_at = now() where jurisdiction = $1`);

const MOST_YEARS = 30;

/** How long records are kept, as compliance sets it. What was granted before keeps the day that its client was told. */
export class RetentionService {
  readonly #database: Database;
  readonly #audit: AuditTrail;

  constructor(database: Database, audit: AuditTrail) {
    this.#database = database;
    this.#audit = audit;
  }

  async all(): Promise<RetentionRow[]> {
    return (await this.#database.pool.query<RetentionRow>({ text: `${READ} order by jurisdiction`, types: pgTypes })).rows;
  }

  /** Answers with the policy as it is then. */
  set(request: Request, change: RetentionChange): Promise<RetentionRow> {
    const { jurisdiction, years } = change;
    const [reason, law, authority] = [checkedReason(change.reason), checkedName(change.law, 'law', 200), checkedName(change.authority, 'authority', 200)];
    if (years < 0 || years > MOST_YEARS) throw refusal('INVALID', `Write 0 to ${MOST_YEARS} years.`, ['years']);
    return this.#database.unit(async (unit) => {
      const before = await unit.row<RetentionRow>(LOCK, [jurisdiction]);
      if (before === undefined) throw notFound('jurisdiction', 'jurisdiction');
      if (before.version !== change.version) throw staleVersion(before.version);
      unit.write(SET, [jurisdiction, years, law, authority, request.actor.name]);
      this.#audit.append(unit, request, {
        ...{ action: 'retentionPolicy.set', subjectType: 'RetentionPolicy', subjectId: jurisdiction, reason },
        ...{ before: { years: before.years, law: before.law, authority: before.authority }, after: { years, law, authority } },
      });
      return (await unit.row<RetentionRow>(LOCK, [jurisdiction])) as RetentionRow;
    });
  }
}
