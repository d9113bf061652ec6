import type { Request } from '../../access/actor.js';
import type { Database } from '../../database/orm.js';
import { pgTypes } from '../../database/reader.types.js';
import { statement } from '../../database/unit.js';
import { checkedName, checkedReason } from '../../runtime/checked-text.js';
import { notFound, refusal, staleVersion } from '../../runtime/refusal.js';
import type { AuditTrail } from '../audit/index.js';
import type { KycCheckKind } from './kyc.checks.js';
import { KYC_REASSESS } from './kyc.desk.js';
import type { DocumentGroup } from './kyc.rules.js';

export type KycLevelRow = {
  readonly level: number;
  readonly clientType: string;
  readonly jurisdiction: string | null;
  readonly version: number;
  readonly title: string;
  readonly documents: readonly { readonly group: string; readonly types: readonly string[]; readonly maxAgeMonths: number | null }[];
  readonly checks: readonly KycCheckKind[];
  readonly updatedBy: string | null;
  readonly updatedAt: string;
};

export interface KycLevelInput {
  readonly level: number;
  readonly clientType: string;
  readonly jurisdiction?: string | null;
  readonly version?: number | null;
  readonly title: string;
  readonly documents: readonly (Omit<DocumentGroup, 'maxAgeMonths'> & { readonly maxAgeMonths?: number | null })[];
  readonly checks: readonly KycCheckKind[];
  readonly reason: string;
}

export type KycIntervalRow = {
  readonly riskLevel: string;
  readonly version: number;
  readonly months: number;
  readonly updatedBy: string | null;
  readonly updatedAt: string;
};

const LEVELS = `
  select level::int as level, client_type as "clientType", nullif(jurisdiction, '*') as jurisdiction, version, title, documents, checks, updated_by as "updatedBy",
    updated_at as "updatedAt" from kyc_level`;
const LEVEL = statement(`${LEVELS} where level = $1 and client_type = $2 and jurisdiction = $3 for no key update`);
const SET_LEVEL = statement(`
  insert into kyc_level (level, client_type, jurisdiction, title, documents, checks, updated_by) values ($1, $2, $3, $4, $5, $6, $7)
  on conflict (level, client_type, jurisdiction) do update set version = kyc_level.version + 1, title = excluded.title, documents = excluded.documents,
    checks = excluded.checks, updated_by = excluded.updated_by, updated_at = now() where kyc_level.version = $8 returning version`);
const REMOVE_LEVEL = statement('delete from kyc_level where level = $1 and client_type = $2 and jurisdiction = $3');
const RULES_EVERYWHERE = statement(`select count(*)::int as count from kyc_level where client_type = $1 and jurisdiction = '*'`);
const INTERVALS = `select risk_level as "riskLevel", version, months, updated_by as "updatedBy", updated_at as "updatedAt" from kyc_review_interval`;
const INTERVAL = statement(`${INTERVALS} where risk_level = $1 for no key update`);
const SET_INTERVAL = statement('update kyc_review_interval set version = version + 1, months = $2, updated_by = $3, updated_at = now() where risk_level = $1');

const MOST_MONTHS = 120;
const MOST_GROUPS = 20;

/** What levels take and how often clients are looked at, as compliance sets it. Whom it concerns is assessed anew by a job. */
export class KycPolicyService {
  readonly #database: Database;
  readonly #audit: AuditTrail;

  constructor(database: Database, audit: AuditTrail) {
    this.#database = database;
    this.#audit = audit;
  }

  levels(): Promise<KycLevelRow[]> {
    return this.#read<KycLevelRow>(`${LEVELS} order by client_type, jurisdiction, level`);
  }

  intervals(): Promise<KycIntervalRow[]> {
    return this.#read<KycIntervalRow>(`${INTERVALS} order by months desc, risk_level`);
  }

  /** Answers with the level as it is then. */
  async setLevel(request: Request, input: KycLevelInput): Promise<KycLevelRow> {
    const reason = checkedReason(input.reason);
    const rule = checkedRule(input);
    const key = [input.level, input.clientType, input.jurisdiction ?? '*'];
    return this.#database.unit(async (unit) => {
      const before = await unit.row<KycLevelRow>(LEVEL, key);
      const seen = input.version ?? 0;
      if (before !== undefined && before.version !== seen) throw staleVersion(before.version);
      if (before === undefined && seen !== 0) throw refusal('NOT_FOUND', 'There is no such level: leave the version out to make it.', ['level']);
      const written = await unit.row(SET_LEVEL, [...key, rule.title, JSON.stringify(rule.documents), rule.checks, request.actor.name, seen]);
      const after = await unit.row<KycLevelRow>(LEVEL, key);
      // two who make the same level at once: the second finds the first one's
      if (written === undefined || after === undefined) throw staleVersion(after?.version ?? 1);
      unit.enqueue(KYC_REASSESS, { clientType: input.clientType, jurisdiction: input.jurisdiction ?? null, riskLevel: null, after: null });
      this.#audit.append(unit, request, {
        ...{ action: 'kycLevel.set', subjectType: 'KycLevel', subjectId: key.join('/'), reason },
        before: before === undefined ? null : { title: before.title, documents: [...before.documents], checks: [...before.checks] },
        after: { title: rule.title, documents: rule.documents, checks: rule.checks },
      });
      return after;
    });
  }

  /** Where an entity has no rule of its own any more, the one for everywhere holds. Answers with the level as it was. */
  removeLevel(
    request: Request,
    input: Pick<KycLevelInput, 'level' | 'clientType' | 'jurisdiction'> & { version: number; reason: string },
  ): Promise<KycLevelRow> {
    const reason = checkedReason(input.reason);
    if (input.level < 1 || input.level > 9) throw notFound('level', 'level');
    const key = [input.level, input.clientType, input.jurisdiction ?? '*'];
    return this.#database.unit(async (unit) => {
      const [before, everywhere] = await Promise.all([unit.row<KycLevelRow>(LEVEL, key), unit.row<{ count: number }>(RULES_EVERYWHERE, [input.clientType])]);
      if (before === undefined) throw notFound('level', 'level');
      if (before.version !== input.version) throw staleVersion(before.version);
      if (before.jurisdiction === null && everywhere?.count === 1)
        throw refusal('POLICY_FORBIDS', 'It is the last one that holds everywhere: without it nobody could be verified.', ['level']);
      unit.write(REMOVE_LEVEL, key);
      unit.enqueue(KYC_REASSESS, { clientType: input.clientType, jurisdiction: input.jurisdiction ?? null, riskLevel: null, after: null });
      this.#audit.append(unit, request, {
        ...{ action: 'kycLevel.remove', subjectType: 'KycLevel', subjectId: key.join('/'), reason },
        ...{ before: { title: before.title, documents: [...before.documents], checks: [...before.checks] }, after: null },
      });
      return before;
    });
  }

  async setInterval(request: Request, input: { riskLevel: string; version: number; months: number; reason: string }): Promise<KycIntervalRow> {
    const reason = checkedReason(input.reason);
    if (input.months < 1 || input.months > MOST_MONTHS) throw refusal('INVALID', `Write 1 to ${MOST_MONTHS} months.`, ['months']);
    return this.#database.unit(async (unit) => {
      const before = present(await unit.row<KycIntervalRow>(INTERVAL, [input.riskLevel]));
      if (before.version !== input.version) throw staleVersion(before.version);
      unit.write(SET_INTERVAL, [input.riskLevel, input.months, request.actor.name]);
      unit.enqueue(KYC_REASSESS, { clientType: null, jurisdiction: null, riskLevel: input.riskLevel, after: null });
      this.#audit.append(unit, request, {
        ...{ action: 'kycReviewInterval.set', subjectType: 'KycReviewInterval', subjectId: input.riskLevel, reason },
        ...{ before: { months: before.months }, after: { months: input.months } },
      });
      return present(await unit.row<KycIntervalRow>(INTERVAL, [input.riskLevel]));
    });
  }

  async #read<T extends object>(text: string): Promise<T[]> {
    return (await this.#database.pool.query<T>({ text, types: pgTypes })).rows;
  }
}

/** Stored as it is read: each group with all of its properties. */
function checkedRule({ level, jurisdiction, title, documents, checks }: KycLevelInput) {
  const bad = (message: string, field: string) => refusal('INVALID', message, [field]);
  if (level < 1 || level > 9) throw bad('Levels go from 1 to 9.', 'level');
  if (jurisdiction != null && !/^[A-Z]{2}$/.test(jurisdiction)) throw bad('Write the entity by its two letters, such as "CY".', 'jurisdiction');
  if (documents.length + checks.length === 0) throw bad('A level takes a document or a check: what takes nothing is no level.', 'documents');
  if (documents.length > MOST_GROUPS) throw bad(`A level takes ${MOST_GROUPS} documents at most.`, 'documents');
  if (new Set(documents.map(({ group }) => group)).size < documents.length) throw bad('Each group is named once.', 'documents');
  for (const { group, types, maxAgeMonths } of documents) {
    if (!/^[A-Z][A-Z_]{1,39}$/.test(group)) throw bad('Name a group in capitals, such as SOURCE_OF_FUNDS.', 'documents');
    if (types.length === 0) throw bad(`Say which documents make up ${group}.`, 'documents');
    if (maxAgeMonths != null && (maxAgeMonths < 1 || maxAgeMonths > MOST_MONTHS)) throw bad(`A document counts for 1 to ${MOST_MONTHS} months.`, 'documents');
  }
  return {
    title: checkedName(title, 'title'),
    documents: documents.map(({ group, types, maxAgeMonths }) => ({ group, types: [...new Set(types)], maxAgeMonths: maxAgeMonths ?? null })),
    checks: [...new Set(checks)],
  };
}

function present<T>(row: T | undefined): T {
  if (row === undefined) throw new Error('A policy is gone from its table');
  return row;
}
