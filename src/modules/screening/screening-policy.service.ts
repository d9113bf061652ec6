import type { Request } from '../../access/actor.js';
import type { Database } from '../../database/orm.js';
import { pgTypes } from '../../database/reader.types.js';
import { statement } from '../../database/unit.js';
import { checkedReason } from '../../runtime/checked-text.js';
import { refusal, staleVersion } from '../../runtime/refusal.js';
import type { AuditTrail } from '../audit/index.js';
import { POLICY_COLUMNS, type ScreeningPolicyRow } from './screening.policy.js';

export type StoredPolicy = ScreeningPolicyRow & { readonly version: number; readonly updatedBy: string | null; readonly updatedAt: string };

export type PolicyChanges = { readonly [Weight in keyof ScreeningPolicyRow]?: string | null } & { readonly version: number; readonly reason: string };

const READ = `select ${POLICY_COLUMNS}, version, updated_by as "updatedBy", updated_at as "updatedAt" from screening_policy`;
const LOCK = statement(`${READ} for no key update`);
const SET = statement(`
  update screening_policy set version = version + 1, threshold = $1::numeric, birth_date_agrees = $2::numeric, birth_year_agrees = $3::numeric, birth_date_differs = $4::numeric,
    country_agrees = $5::numeric, country_differs = $6::numeric, weak_name_factor = $7::numeric, updated_by = $8, updated_at = now()`);

/** From and to, as the table keeps them. */
const BOUNDS: Readonly<Record<keyof ScreeningPolicyRow, readonly [number, number]>> = {
  ...{ threshold: [0.5, 1], birthDateAgrees: [0, 0.5], birthYearAgrees: [0, 0.5], birthDateDiffers: [0, 0.5] },
  ...{ countryAgrees: [0, 0.5], countryDiffers: [0, 0.5], weakNameFactor: [0.5, 1] },
};
const WEIGHTS = Object.keys(BOUNDS) as (keyof ScreeningPolicyRow)[];
const DECIMAL = /^[01](\.\d{1,4})?$/;

/** How screening weighs, as compliance sets it. It holds for what is compared from then on; what was decided stays decided. */
export class ScreeningPolicyService {
  readonly #database: Database;
  readonly #audit: AuditTrail;

  constructor(database: Database, audit: AuditTrail) {
    this.#database = database;
    this.#audit = audit;
  }

  async policy(): Promise<StoredPolicy> {
    return (await this.#database.pool.query<StoredPolicy>({ text: READ, types: pgTypes })).rows[0] as StoredPolicy;
  }

  /** Answers with the policy as it is then. */
  set(request: Request, changes: PolicyChanges): Promise<StoredPolicy> {
    const reason = checkedReason(changes.reason);
    for (const weight of WEIGHTS) checkWeight(weight, changes[weight]);
    return this.#database.unit(async (unit) => {
      const before = (await unit.row<StoredPolicy>(LOCK)) as StoredPolicy;
      if (before.version !== changes.version) throw staleVersion(before.version);
      unit.write(SET, [...WEIGHTS.map((weight) => changes[weight] ?? before[weight]), request.actor.name]);
      const after = (await unit.row<StoredPolicy>(LOCK)) as StoredPolicy;
      this.#audit.append(unit, request, {
        ...{ action: 'screeningPolicy.set', subjectType: 'ScreeningPolicy', subjectId: 'screening', reason },
        ...{ before: weightsOf(before), after: weightsOf(after) },
      });
      return after;
    });
  }
}

const weightsOf = (policy: ScreeningPolicyRow) => Object.fromEntries(WEIGHTS.map((weight) => [weight, policy[weight]]));

function checkWeight(weight: keyof ScreeningPolicyRow, given: string | null | undefined): void {
  if (given == null) return;
  const [from, to] = BOUNDS[weight];
  if (!DECIMAL.test(given) || Number(given) < from || Number(given) > to)
    throw refusal('INVALID', `Write a decimal from ${from} to ${to}, with at most 4 places.`, [weight]);
}
