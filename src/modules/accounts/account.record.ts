import { statement, type Unit } from '../../database/unit.js';
import type { AssetClass, LeverageLimit } from './trading-account.policy.js';

/** An account type of the catalogue. */
export interface AccountTypeRow {
  readonly code: string;
  readonly title: string;
  readonly platform: string;
  readonly environment: 'LIVE' | 'DEMO';
  readonly server: string;
  /** `{currency}` stands for the currency in small letters. */
  readonly groupPattern: string;
  readonly currencies: readonly string[];
  readonly leverages: readonly number[];
  readonly assetClass: AssetClass;
  readonly kycLevel: number;
  readonly categories: readonly string[];
  /** Empty: all. */
  readonly jurisdictions: readonly string[];
  readonly autoApprove: boolean;
  readonly mostPerClient: number;
  readonly isActive: boolean;
  readonly version: number;
  readonly updatedBy: string | null;
  readonly updatedAt: string;
}

/** Who is to have the account, as it stands. */
export interface AccountClient {
  readonly id: string;
  readonly onboardingStatus: string;
  readonly kycLevel: number;
  readonly jurisdiction: string;
  readonly category: string;
}

export interface RequestRecord {
  readonly id: string;
  readonly version: number;
  readonly clientId: string;
  readonly accountType: string;
  readonly status: 'WAITING' | 'APPROVED' | 'REJECTED';
  readonly leverage: number;
  readonly requestedById: string;
  /** Who made the API key that it was asked for by. */
  readonly requestedByKeyOf: string | null;
}

/** Columns of the catalogue, under the names that GraphQL uses. */
export const ACCOUNT_TYPE = `
  select code, title, platform, environment, server, group_pattern as "groupPattern", currencies, leverages, asset_class as "assetClass", kyc_level::int as "kycLevel",
    categories, jurisdictions, auto_approve as "autoApprove", most_per_client as "mostPerClient", is_active as "isActive", version, updated_by as "updatedBy",
    updated_at as "updatedAt"
  from account_type`;

const limit = (jurisdiction: string, category: string, assetClass: string): string => `
  select l.maximum, l.why from leverage_policy l where l.jurisdiction in (${jurisdiction}, '*') and l.category in (${category}, '*') and l.asset_class = ${assetClass}
  order by l.jurisdiction = '*', l.category = '*' limit 1`;
const LIMIT = statement(limit('$1', '$2', '$3'));
/** For MikroORM: what the client of an account may have on it. */
export const LIMIT_OF_ACCOUNT = `
  select p.* from trading_account a join client c on c.id = a.client_id left join account_type y on y.code = a.account_type
    cross join lateral (${limit('c.jurisdiction', 'c.category', `coalesce(y.asset_class, 'MAJOR_FX')`)}) p
  where a.id = ?`;
export const WAITING_REQUEST = `select id from account_request where id = ? and status = 'WAITING'`;

const TYPE = statement(`${ACCOUNT_TYPE} where code = $1`);
const CLIENT = statement(`
  select id, onboarding_status as "onboardingStatus", kyc_level::int as "kycLevel", jurisdiction, category from client where id = $1 for no key update`);
const COUNT = statement(`
  select count(*)::int as count from trading_account where client_id = $1 and account_type = $2 and status <> 'ARCHIVED'`);
const NEXT_LOGIN = statement('update trading_login set last_login = last_login + 1 where server = $1 returning last_login::text as login');
const REQUEST = statement(`
  select r.id, r.version, r.client_id as "clientId", r.account_type as "accountType", r.status, a.leverage, r.requested_by_id as "requestedById",
    (select k.created_by_id from api_key k where k.id = r.requested_by_id) as "requestedByKeyOf"
  from account_request r join trading_account a on a.id = r.id where r.id = $1 for no key update of r`);

export const accountType = (unit: Unit, code: string): Promise<AccountTypeRow | undefined> => unit.row<AccountTypeRow>(TYPE, [code]);
export const lockAccountClient = (unit: Unit, id: string): Promise<AccountClient | undefined> => unit.row<AccountClient>(CLIENT, [id]);
export const lockRequest = (unit: Unit, id: string): Promise<RequestRecord | undefined> => unit.row<RequestRecord>(REQUEST, [id]);

export const leverageLimit = async (unit: Unit, { jurisdiction, category }: AccountClient, assetClass: AssetClass): Promise<LeverageLimit | null> =>
  (await unit.row<LeverageLimit>(LIMIT, [jurisdiction, category, assetClass])) ?? null;

/** How many accounts of a type a client has, the archived ones aside. */
export const accountsOfType = async (unit: Unit, clientId: string, type: string): Promise<number> =>
  (await unit.row<{ count: number }>(COUNT, [clientId, type]))?.count ?? 0;

/** A number that nobody had on this server, and nobody will have again. Others wait for it until the transaction ends. */
export async function nextLogin(unit: Unit, server: string): Promise<string> {
  const row = await unit.row<{ login: string }>(NEXT_LOGIN, [server]);
  if (row === undefined) throw new Error(`The server ${server} has no range of logins`);
  return row.login;
}

// CLOSE_ONLY and NO_TRADE on the client or the account: nobody is given more to trade with meanwhile.
const NO_MORE_TRADING = `
  select kind from restriction where client_id = $1 and (trading_account_id is null or trading_account_id = $2) and kind in ('NO_TRADE','CLOSE_ONLY')
    and lifted_at is null and (expires_at is null or expires_at > now()) order by kind desc limit 1`;
const NO_MORE_TRADING_IN_UNIT = statement(NO_MORE_TRADING);
/** For MikroORM. */
export const RESTRICTED_TRADING = NO_MORE_TRADING.replaceAll(/\$\d/g, '?');

/** Which restriction keeps a client from trading; null: none. */
export const restrictedTrading = async (unit: Unit, clientId: string, accountId: string | null = null): Promise<string | null> =>
  (await unit.row<{ kind: string }>(NO_MORE_TRADING_IN_UNIT, [clientId, accountId]))?.kind ?? null;
