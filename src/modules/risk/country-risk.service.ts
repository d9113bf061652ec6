import type { Request } from '../../access/actor.js';
import type { Database } from '../../database/orm.js';
import { pgTypes } from '../../database/reader.types.js';
import { statement } from '../../database/unit.js';
import { checkedName, checkedReason } from '../../runtime/checked-text.js';
import { notFound, refusal, staleVersion } from '../../runtime/refusal.js';
import type { AuditTrail } from '../audit/index.js';
import { type GivenLevel, ratable, type RiskLevel } from './risk.rules.js';
import { checkPerson } from './risk.service.js';
import { RISK_RERATE } from './risk.sweep.js';

export type CountryRiskRow = {
  readonly country: string;
  readonly version: number;
  readonly risk: RiskLevel;
  readonly source: string;
  readonly updatedBy: string | null;
  readonly updatedAt: string;
};

export interface CountryRiskChange {
  readonly country: string;
  readonly version?: number | null;
  readonly risk?: GivenLevel | null;
  readonly source?: string | null;
  readonly reason: string;
}

const READ = 'select country, version, risk, source, updated_by as "updatedBy", updated_at as "updatedAt" from country_risk';
const LOCK = statement(`${READ} where country = $1 for no key update`);
const SET = statement(`
  insert into country_risk (country, risk, source, updated_by) values ($1, $2, $3, $4)
  on conflict (country) do update set version = country_risk.version + 1, risk = excluded.risk, source = excluded.source, updated_by = excluded.updated_by, updated_at = now()
    where country_risk.version = $5 returning version`);
const REMOVE = statement('delete from country_risk where country = $1');

/** How the house sees countries, as compliance keeps it after the lists of the FATF and of the Commission. All clients are rated anew by a job. */
export class CountryRiskService {
  readonly #database: Database;
  readonly #audit: AuditTrail;

  constructor(database: Database, audit: AuditTrail) {
    this.#database = database;
    this.#audit = audit;
  }

  async all(): Promise<CountryRiskRow[]> {
    return (await this.#database.pool.query<CountryRiskRow>({ text: `${READ} order by country`, types: pgTypes })).rows;
  }

  /** Answers with the row as it is then; null: it is gone. */
  set(request: Request, { country, ...input }: CountryRiskChange): Promise<CountryRiskRow | null> {
    const risk = input.risk == null ? null : ratable(input.risk, ['risk']);
    const reason = checkedReason(input.reason);
    checkPerson(request.actor);
    return this.#database.unit(async (unit) => {
      const before = await unit.row<CountryRiskRow>(LOCK, [country]);
      const seen = input.version ?? 0;
      if (before === undefined && (seen !== 0 || risk === null)) throw notFound('country on the list', 'country');
      if (before !== undefined && before.version !== seen) throw staleVersion(before.version);
      const source = input.source ?? before?.source;
      if (risk === null) unit.write(REMOVE, [country]);
      else if (source === undefined) throw refusal('INVALID', 'Say whose assessment it is.', ['source']);
      // two who list the same country at once: the second finds the first one's
      else if ((await unit.row(SET, [country, risk, checkedName(source, 'source'), request.actor.name, seen])) === undefined) throw staleVersion(1);
      unit.enqueue(RISK_RERATE, {}, { key: 'countries' });
      this.#audit.append(unit, request, {
        ...{ action: 'countryRisk.set', subjectType: 'CountryRisk', subjectId: country, reason },
        before: before === undefined ? null : { risk: before.risk, source: before.source },
        after: risk === null ? null : { risk, source: source ?? null },
      });
      return risk === null ? null : ((await unit.row<CountryRiskRow>(LOCK, [country])) ?? null);
    });
  }
}
