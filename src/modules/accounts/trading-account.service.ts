import type { EntityManager } from '@mikro-orm/postgresql';
import type { Request } from '../../access/actor.js';
import type { Database } from '../../database/orm.js';
import { scopedRow } from '../../database/reader.scoped.js';
import { checkedReason } from '../../runtime/checked-text.js';
import { notFound, refusal, staleVersion } from '../../runtime/refusal.js';
import { type AuditTrail, changes, type JsonObject } from '../audit/index.js';
import { TradingAccount } from './trading-account.entity.js';
import { LIMIT_OF_ACCOUNT, RESTRICTED_TRADING, WAITING_REQUEST } from './account.record.js';
import { checkedGroup, checkEmpty, checkLeverage, checkTransition, type Holdings, type LeverageLimit } from './trading-account.policy.js';
import { tradingAccountReader } from './trading-account.reader.js';
import type { TradingAccountStatus } from './trading-account.states.js';

/** Left out: unchanged. */
export interface TradingAccountChanges {
  readonly id: string;
  readonly version: number;
  readonly leverage?: number | null;
  readonly group?: string | null;
  readonly status?: TradingAccountStatus | null;
  readonly reason: string;
}

/** What the audit log keeps of an account before and after a change: what a change can touch. */
const snapshot = ({ group, leverage, status }: TradingAccount): JsonObject => ({ group, leverage, status });

const CHANGEABLE = ['leverage', 'group', 'status'] as const;

function checkAsked(input: TradingAccountChanges): void {
  const cleared = CHANGEABLE.find((field) => input[field] === null);
  if (cleared !== undefined) throw refusal('INVALID', 'This cannot be cleared: leave it out, or give a value.', [cleared]);
  if (CHANGEABLE.every((field) => input[field] === undefined)) throw refusal('INVALID', `Say what changes: ${CHANGEABLE.join(', ')}.`);
}

/** Changes trading accounts as this gateway keeps them. One transaction with one audit entry; it refuses by throwing `Refusal`. */
export class TradingAccountService {
  readonly #database: Database;
  readonly #audit: AuditTrail;

  constructor(database: Database, audit: AuditTrail) {
    this.#database = database;
    this.#audit = audit;
  }

  /** Answers with the account's id. */
  async update(request: Request, input: TradingAccountChanges): Promise<string> {
    const reason = checkedReason(input.reason);
    checkAsked(input);
    if (!(await scopedRow(this.#database.pool, tradingAccountReader, request.actor, input.id, 't.id'))) throw notFound('trading account', 'id');
    return this.#database.write(async (em) => {
      const holdings = input.status === 'ARCHIVED' ? await lockHoldings(em, input.id) : null;
      const account = await lockAccount(em, input.id);
      if (account.version !== input.version) throw staleVersion(account.version);
      const before = snapshot(account);
      await this.#apply(em, account, input, holdings);
      await em.flush();
      const changed = changes(before, snapshot(account));
      await this.#audit.record(em, request, {
        action: 'tradingAccount.update',
        subjectType: 'TradingAccount',
        subjectId: account.id,
        clientId: account.clientId,
        reason,
        ...changed,
      });
      return account.id;
    });
  }

  /** What is asked for and stands already is not judged again: limits may have changed since it was given. */
  async #apply(em: EntityManager, account: TradingAccount, { leverage, group, status }: TradingAccountChanges, holdings: Holdings | null): Promise<void> {
    const isMore = (leverage != null && leverage > account.leverage) || (status === 'ACTIVE' && account.status !== 'ACTIVE');
    if (isMore) await checkUnrestricted(em, account);
    if (leverage != null && leverage !== account.leverage) {
      checkLeverage(leverage, (await em.execute<LeverageLimit[]>(LIMIT_OF_ACCOUNT, [account.id]))[0] ?? null);
      account.leverage = leverage;
    }
    if (group != null && group !== account.group) account.group = checkedGroup(group, account.environment);
    if (status != null && status !== account.status) {
      checkTransition(account.status as TradingAccountStatus, status);
      if (account.status === 'PENDING' && (await em.execute(WAITING_REQUEST, [account.id])).length > 0)
        throw refusal('POLICY_FORBIDS', 'The account waits for a decision on its request: approve or reject that.', ['status']);
      if (holdings !== null) checkEmpty(holdings, account.currency);
      account.status = status;
    }
  }
}

/**
 * Locks what the ledger has for the account, so that no money arrives while it is archived. A posting locks ledger accounts first and
 * the trading account after them, by a trigger: in this order here as well, or the two would wait for each other.
 */
async function lockHoldings(em: EntityManager, accountId: string): Promise<Holdings> {
  const rows = await em.execute<{ kind: string; balance: string; held: string }[]>(
    'select kind, balance::text as balance, held::text as held from ledger_account where trading_account_id = ? order by id for no key update',
    [accountId],
  );
  const funds = rows.find((row) => row.kind === 'TRADING_ACCOUNT');
  return { balance: funds?.balance ?? '0', credit: rows.find((row) => row.kind === 'CREDIT')?.balance ?? '0', held: funds?.held ?? '0' };
}

/** Less leverage, another group and every way out stay open to what is restricted. */
async function checkUnrestricted(em: EntityManager, { id, clientId }: TradingAccount): Promise<void> {
  const [restriction] = await em.execute<{ kind: string }[]>(RESTRICTED_TRADING, [clientId, id]);
  if (restriction !== undefined)
    throw refusal('RESTRICTED', `${restriction.kind} is in force here: nothing that lets the client trade more is changed meanwhile.`, ['id']);
}

/** `no key`: whoever inserts what refers to the account need not wait, and cannot deadlock with this. */
async function lockAccount(em: EntityManager, id: string): Promise<TradingAccount> {
  await em.execute('select from trading_account where id = ? for no key update', [id]);
  return em.findOneOrFail(TradingAccount, { id });
}
