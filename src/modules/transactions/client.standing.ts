import type { Actor } from '../../access/actor.js';
import { isId } from '../../database/ids.js';
import { scopedRowIn } from '../../database/reader.scoped.js';
import { statement, type Unit } from '../../database/unit.js';
import { Decimal } from '../../runtime/decimal.js';
import { notFound, refusal } from '../../runtime/refusal.js';
import { clientReader } from '../clients/index.js';
import { partnerObstacleNow } from './partner.standing.js';
import type { TransactionRecord } from './transaction.record.js';

export interface MoneyClient {
  readonly id: string;
  readonly reference: string;
  readonly name: string;
  readonly status: string;
  readonly kycLevel: number;
  readonly jurisdiction: string;
  readonly category: string;
}

export interface MoneyAccount {
  readonly id: string;
  readonly clientId: string;
  readonly server: string;
  readonly login: string;
  readonly currency: string;
  readonly environment: string;
  readonly status: string;
  readonly balance: Decimal;
  readonly credit: Decimal;
}

export type RestrictionKind = 'NO_DEPOSIT' | 'NO_WITHDRAWAL' | 'NO_TRANSFER';

interface RestrictionInForce {
  readonly kind: string;
  readonly tradingAccountId: string | null;
}

const CLIENT_COLUMNS = 't.id, t.reference, t.display_name as name, t.onboarding_status as status, t.kyc_level::int as "kycLevel", t.jurisdiction, t.category';
const RESTRICTIONS = statement(
  `select kind, trading_account_id as "tradingAccountId" from restriction where client_id = $1 and lifted_at is null and (expires_at is null or expires_at > now())`,
);
const ACCOUNTS = statement(`
  select id, client_id as "clientId", server, login, currency, environment, status, balance::text as balance, credit::text as credit
  from trading_account where id = any($1::uuid[])`);

const CLIENT_OF_REQUEST = statement(
  `select ${CLIENT_COLUMNS}, exists (select from staff_member s where s.id = $2) as "isByStaff" from client t where t.id = $1`,
);

/** Who is out of business with the broker moves nothing any more; a suspended client's money waits. */
const NO_MONEY: Readonly<Record<string, string>> = {
  SUSPENDED: 'The client is suspended: money rests until that is lifted.',
  CLOSED: 'The client is closed: what is left is paid out by the staff.',
  TERMINATED: 'The relationship with the client is terminated: what is left is paid out by the staff.',
  REJECTED: 'The client was rejected: what is left is paid out by the staff.',
};
/** Those whose money is theirs all the same: members of the staff gather it and pay it out, by the same gates, restrictions and approvals. */
const GONE: readonly string[] = ['CLOSED', 'TERMINATED', 'REJECTED'];

/** What has to be known of a client before its money moves. */
export class ClientStanding {
  constructor(
    readonly client: MoneyClient,
    readonly restrictions: readonly RestrictionInForce[],
    private readonly accounts: ReadonlyMap<string, MoneyAccount>,
    private readonly isByStaff: boolean,
  ) {}

  /** The client's own live account that money may move on; refuses otherwise. */
  account(id: string, field: string): MoneyAccount {
    const account = this.accounts.get(id);
    if (account === undefined || account.clientId !== this.client.id) throw notFound('trading account of this client', field);
    checkUsable(account, field);
    return account;
  }

  /** Why money does not move this way: a restriction in force, or where the client stands. Null: nothing is in the way. */
  obstacle(kind: RestrictionKind, accountIds: readonly (string | null)[] = []): { readonly code: 'RESTRICTED'; readonly message: string } | null {
    const out = NO_MONEY[this.client.status];
    const isPaidOut = this.isByStaff && kind !== 'NO_DEPOSIT' && GONE.includes(this.client.status);
    if (out !== undefined && !isPaidOut) return { code: 'RESTRICTED', message: out };
    const hit = this.restrictions.find((one) => one.kind === kind && (one.tradingAccountId === null || accountIds.includes(one.tradingAccountId)));
    return hit === undefined
      ? null
      : { code: 'RESTRICTED', message: `${kind} is in force for ${hit.tradingAccountId === null ? 'this client' : 'this account'}.` };
  }

  check(kind: RestrictionKind, accountIds: readonly (string | null)[] = []): void {
    const obstacle = this.obstacle(kind, accountIds);
    if (obstacle !== null) throw refusal(obstacle.code, obstacle.message);
  }
}

/** Play money and archived accounts take no part. */
export function checkUsable(account: Pick<MoneyAccount, 'environment' | 'status'>, field: string): void {
  if (account.environment === 'DEMO') throw refusal('POLICY_FORBIDS', 'This is a demo account: real money does not go there.', [field]);
  if (account.status === 'ARCHIVED') throw refusal('POLICY_FORBIDS', 'This account is archived: take another.', [field]);
  if (account.status === 'PENDING') throw refusal('POLICY_FORBIDS', 'This account is not open yet.', [field]);
}

type StoredAccount = Omit<MoneyAccount, 'balance' | 'credit'> & { readonly balance: string; readonly credit: string };

/** The accounts as they are now: read again under the ledger's locks, it is what the platform shows. */
export async function moneyAccounts(unit: Unit, ids: readonly string[]): Promise<MoneyAccount[]> {
  const rows = await unit.rows<StoredAccount>(ACCOUNTS, [ids]);
  return rows.map((row) => ({ ...row, balance: new Decimal(row.balance), credit: new Decimal(row.credit) }));
}

/**
 * Refuses with NOT_FOUND when there is no such client for the actor, and for every partner: it sees clients whom it introduced, and moves no
 * money of theirs, whatever its permissions. All is read in one go.
 */
export async function clientStanding(
  unit: Unit,
  actor: Actor,
  clientId: string,
  accountIds: readonly (string | null | undefined)[] = [],
): Promise<ClientStanding> {
  if (!isId(clientId) || actor.partnerId !== null) throw notFound('client', 'clientId');
  const ids = accountIds.filter((id): id is string => isId(id));
  const [client, restrictions, accounts] = await Promise.all([
    scopedRowIn<MoneyClient>(unit, clientReader, actor, clientId, CLIENT_COLUMNS),
    unit.rows<RestrictionInForce>(RESTRICTIONS, [clientId]),
    ids.length === 0 ? [] : moneyAccounts(unit, ids),
  ]);
  if (client === null) throw notFound('client', 'clientId');
  return new ClientStanding(client, restrictions, new Map(accounts.map((account) => [account.id, account])), actor.kind === 'STAFF');
}

/**
 * Why money of this client or partner does not move this way now, for what was let through before and goes on now: an approval, a job. Null:
 * nothing is in the way. Restrictions are clients'; of a partner its status counts.
 */
export async function obstacleNow(
  unit: Unit,
  kind: RestrictionKind,
  { clientId, partnerId, tradingAccountId, requestedById }: Pick<TransactionRecord, 'clientId' | 'partnerId' | 'tradingAccountId' | 'requestedById'>,
): Promise<ReturnType<ClientStanding['obstacle']>> {
  if (clientId === null) return partnerId === null ? null : partnerObstacleNow(unit, partnerId, requestedById);
  const [client, restrictions] = await Promise.all([
    unit.row<MoneyClient & { readonly isByStaff: boolean }>(CLIENT_OF_REQUEST, [clientId, requestedById]),
    unit.rows<RestrictionInForce>(RESTRICTIONS, [clientId]),
  ]);
  return client === undefined ? null : new ClientStanding(client, restrictions, new Map(), client.isByStaff).obstacle(kind, [tradingAccountId]);
}
