import type { Request } from '../../access/actor.js';
import type { Database } from '../../database/orm.js';
import { pgTypes } from '../../database/reader.types.js';
import { statement } from '../../database/unit.js';
import { checkedName, checkedReason } from '../../runtime/checked-text.js';
import { notFound, refusal, staleVersion } from '../../runtime/refusal.js';
import type { AuditTrail } from '../audit/index.js';
import { ACCOUNT_TYPE, type AccountTypeRow } from './account.record.js';

export type LeveragePolicyRow = {
  readonly jurisdiction: string | null;
  readonly category: string | null;
  readonly assetClass: string;
  readonly version: number;
  readonly maximum: number;
  readonly why: string;
  readonly updatedBy: string | null;
  readonly updatedAt: string;
};

export interface LeveragePolicyInput {
  readonly jurisdiction?: string | null;
  readonly category?: string | null;
  readonly assetClass: string;
  readonly version?: number | null;
  readonly maximum: number;
  readonly why: string;
  readonly reason: string;
}

export interface NewAccountType {
  readonly code: string;
  readonly title: string;
  readonly platform: string;
  readonly environment: string;
  readonly server: string;
  readonly groupPattern: string;
  readonly currencies: readonly string[];
  readonly leverages: readonly number[];
  readonly assetClass: string;
  readonly kycLevel: number;
  readonly categories: readonly string[];
  readonly jurisdictions: readonly string[];
  readonly autoApprove: boolean;
  readonly mostPerClient: number;
  readonly reason: string;
}

/** Left out: unchanged. */
export interface AccountTypeChanges {
  readonly code: string;
  readonly version: number;
  readonly isActive?: boolean | null;
  readonly autoApprove?: boolean | null;
  readonly kycLevel?: number | null;
  readonly mostPerClient?: number | null;
  readonly leverages?: readonly number[] | null;
  readonly reason: string;
}

const LIMITS = `
  select nullif(jurisdiction, '*') as jurisdiction, nullif(category, '*') as category, asset_class as "assetClass", version, maximum, why, updated_by as "updatedBy",
    updated_at as "updatedAt" from leverage_policy`;
const LIMIT = statement(`${LIMITS} where jurisdiction = $1 and category = $2 and asset_class = $3 for no key update`);
const SET_LIMIT = statement(`
  insert into leverage_policy (jurisdiction, category, asset_class, maximum, why, updated_by) values ($1, $2, $3, $4, $5, $6)
  on conflict (jurisdiction, category, asset_class) do update set version = leverage_policy.version + 1, maximum = excluded.maximum, why = excluded.why,
    updated_by = excluded.updated_by, updated_at = now() where leverage_policy.version = $7 returning version`);
const TYPE = statement(`${ACCOUNT_TYPE} where code = $1 for no key update`);
const SET_TYPE = statement(`
  update account_type set version = version + 1, is_active = $2, auto_approve = $3, kyc_level = $4, most_per_client = $5, leverages = $6, updated_by = $7, updated_at = now()
  where code = $1`);

const SERVERS = statement('select server from trading_login order by server');
const ADD_TYPE = statement(`
  insert into account_type (code, title, platform, environment, server, group_pattern, currencies, leverages, asset_class, kyc_level, categories, jurisdictions, auto_approve,
    most_per_client, updated_by)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) on conflict do nothing returning code`);

const MOST_LEVERAGE = 3000;

/** The catalogue of account types and the leverage policy, as management and risk set them. They hold for what is asked for from then on. */
export class AccountPolicyService {
  readonly #database: Database;
  readonly #audit: AuditTrail;

  constructor(database: Database, audit: AuditTrail) {
    this.#database = database;
    this.#audit = audit;
  }

  types(): Promise<AccountTypeRow[]> {
    return this.#read<AccountTypeRow>(`${ACCOUNT_TYPE} order by environment desc, code`);
  }

  limits(): Promise<LeveragePolicyRow[]> {
    return this.#read<LeveragePolicyRow>(`${LIMITS} order by jurisdiction = '*', jurisdiction, category = '*', category, maximum desc, asset_class`);
  }

  /** Answers with the row as it is then. */
  async setLimit(request: Request, input: LeveragePolicyInput): Promise<LeveragePolicyRow> {
    const [reason, why] = [checkedReason(input.reason), checkedName(input.why, 'why', 200)];
    if (input.maximum < 1 || input.maximum > MOST_LEVERAGE) throw refusal('INVALID', `Write 1 to ${MOST_LEVERAGE}.`, ['maximum']);
    if (input.jurisdiction != null && !/^[A-Z]{2}$/.test(input.jurisdiction))
      throw refusal('INVALID', 'Write the entity by its two letters, such as "CY".', ['jurisdiction']);
    const key = [input.jurisdiction ?? '*', input.category ?? '*', input.assetClass];
    return this.#database.unit(async (unit) => {
      const before = await unit.row<LeveragePolicyRow>(LIMIT, key);
      const seen = input.version ?? 0;
      if (before !== undefined && before.version !== seen) throw staleVersion(before.version);
      if (before === undefined && seen !== 0) throw refusal('NOT_FOUND', 'There is no such row: leave the version out to make it.', ['version']);
      const written = await unit.row(SET_LIMIT, [...key, input.maximum, why, request.actor.name, seen]);
      const after = await unit.row<LeveragePolicyRow>(LIMIT, key);
      // two who make the same row at once: the second finds the first one's
      if (written === undefined || after === undefined) throw staleVersion(after?.version ?? 1);
      this.#audit.append(unit, request, {
        ...{ action: 'leveragePolicy.set', subjectType: 'LeverageLimit', subjectId: key.join('/'), reason },
        before: before === undefined ? null : { maximum: before.maximum, why: before.why },
        after: { maximum: input.maximum, why },
      });
      return after;
    });
  }

  /** On a server that logins are given out for. It is retired by `updateType`, and never removed: accounts name it. */
  createType(request: Request, input: NewAccountType): Promise<AccountTypeRow> {
    const reason = checkedReason(input.reason);
    const { code, after } = checkedChanges({ ...input, isActive: true }, {});
    const [title, group] = [checkedName(input.title, 'title'), checkedName(input.groupPattern, 'groupPattern', 200)];
    checkOffer(input);
    return this.#database.unit(async (unit) => {
      const servers = (await unit.rows<{ server: string }>(SERVERS)).map(({ server }) => server);
      if (!servers.includes(input.server))
        throw refusal('INVALID', `Logins are given out on ${servers.join(', ')}: name one of these, or add a server by tradingServerSet.`, ['server']);
      const added = await unit.row(ADD_TYPE, [
        ...[code, title, input.platform, input.environment, input.server, group, input.currencies, after.leverages, input.assetClass, after.kycLevel],
        ...[input.categories, input.jurisdictions, after.autoApprove, after.mostPerClient, request.actor.name],
      ]);
      if (added === undefined) throw refusal('ALREADY_EXISTS', `There is a type ${code} already: take another code.`, ['code']);
      this.#audit.append(unit, request, {
        ...{ action: 'accountType.create', subjectType: 'AccountType', subjectId: code, reason },
        after: { ...after, platform: input.platform, environment: input.environment, server: input.server, group, assetClass: input.assetClass },
      });
      return (await unit.row<AccountTypeRow>(TYPE, [code])) as AccountTypeRow;
    });
  }

  /** Answers with the type as it is then. */
  async updateType(request: Request, input: AccountTypeChanges): Promise<AccountTypeRow> {
    const reason = checkedReason(input.reason);
    return this.#database.unit(async (unit) => {
      const before = await unit.row<AccountTypeRow>(TYPE, [input.code]);
      if (before === undefined) throw notFound('account type', 'code');
      if (before.version !== input.version) throw staleVersion(before.version);
      const { code, after } = checkedChanges(before, input);
      unit.write(SET_TYPE, [code, after.isActive, after.autoApprove, after.kycLevel, after.mostPerClient, after.leverages, request.actor.name]);
      this.#audit.append(unit, request, {
        ...{ action: 'accountType.update', subjectType: 'AccountType', subjectId: code, reason },
        ...{ before: rulesOf(before), after },
      });
      return (await unit.row<AccountTypeRow>(TYPE, [code])) as AccountTypeRow;
    });
  }

  async #read<T extends object>(text: string): Promise<T[]> {
    return (await this.#database.pool.query<T>({ text, types: pgTypes })).rows;
  }
}

type TypeRules = Pick<AccountTypeRow, 'code' | 'isActive' | 'autoApprove' | 'kycLevel' | 'mostPerClient' | 'leverages'>;

function checkOffer({ code, currencies, categories, jurisdictions }: NewAccountType): void {
  if (!/^[a-z][a-z0-9-]{1,39}$/.test(code)) throw refusal('INVALID', 'A code is of lower-case letters, digits and hyphens.', ['code']);
  if (currencies.length === 0 || new Set(currencies).size < currencies.length)
    throw refusal('INVALID', 'Name one currency or more, each once.', ['currencies']);
  if (categories.length === 0) throw refusal('INVALID', 'Say for which clients it is.', ['categories']);
  const odd = jurisdictions.find((entity) => !/^[A-Z]{2}$/.test(entity));
  if (odd !== undefined) throw refusal('INVALID', 'Write entities by their two letters, such as "CY".', ['jurisdictions']);
}

const rulesOf = ({ isActive, autoApprove, kycLevel, mostPerClient, leverages }: TypeRules) => ({
  ...{ isActive, autoApprove, kycLevel, mostPerClient },
  leverages: [...leverages],
});

function checkedChanges(before: TypeRules, input: Partial<AccountTypeChanges>) {
  const leverages = [...new Set(input.leverages ?? before.leverages)].toSorted((one, other) => one - other);
  const now = rulesOf(before);
  const after = {
    isActive: input.isActive ?? now.isActive,
    autoApprove: input.autoApprove ?? now.autoApprove,
    kycLevel: input.kycLevel ?? now.kycLevel,
    mostPerClient: input.mostPerClient ?? now.mostPerClient,
    leverages,
  };
  if (after.kycLevel < 0 || after.kycLevel > 9) throw refusal('INVALID', 'Levels go from 0 to 9.', ['kycLevel']);
  if (after.mostPerClient < 1 || after.mostPerClient > 100) throw refusal('INVALID', 'Write 1 to 100.', ['mostPerClient']);
  if (leverages.length === 0 || leverages.length > 30 || leverages.some((one) => one < 1 || one > MOST_LEVERAGE))
    throw refusal('INVALID', `Offer 1 to 30 leverages of 1 to ${MOST_LEVERAGE}.`, ['leverages']);
  return { code: before.code, after };
}
