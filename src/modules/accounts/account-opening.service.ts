import type { Actor, Request } from '../../access/actor.js';
import { isId, newId } from '../../database/ids.js';
import type { Database } from '../../database/orm.js';
import { scopedRowIn } from '../../database/reader.scoped.js';
import { statement, type Unit } from '../../database/unit.js';
import { checkedReason } from '../../runtime/checked-text.js';
import { inputHash } from '../../runtime/input-hash.js';
import { notFound, refusal, staleVersion } from '../../runtime/refusal.js';
import type { AuditTrail } from '../audit/index.js';
import { clientReader } from '../clients/index.js';
import { closeTask, openTask } from '../tasks/index.js';
import { type AskedAccount, checkMayHave, checkOffered, groupOf } from './account-opening.policy.js';
import {
  type AccountClient,
  accountsOfType,
  accountType,
  type AccountTypeRow,
  leverageLimit,
  lockAccountClient,
  lockRequest,
  nextLogin,
  type RequestRecord,
  restrictedTrading,
} from './account.record.js';
import { tradingAccountReader } from './trading-account.reader.js';

export interface OpeningInput extends AskedAccount {
  readonly clientId: string;
  readonly accountType: string;
  readonly idempotencyKey: string;
}

/** What the accounts want to know of a client's verification. */
export interface Verification {
  /** In words, what stands between the client and a level; empty: nothing. */
  missingFor(unit: Unit, clientId: string, level: number): Promise<string[]>;
}

const CLAIM = statement(`
  insert into account_request (id, client_id, account_type, status, requested_by, requested_by_id, idempotency_key, input_hash)
  values ($1, $2, $3, 'WAITING', $4, $5, $6, $7) on conflict (requested_by_id, idempotency_key) do nothing`);
const CLAIMED = statement('select id, input_hash as "inputHash" from account_request where requested_by_id = $1 and idempotency_key = $2');
const OPEN = statement(`
  insert into trading_account (id, client_id, platform, server, login, environment, "group", leverage, currency, status, account_type)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`);
const DECIDE = statement(`
  update account_request set version = version + 1, status = $2, reason = $3, decided_by_id = $4, decided_at = now() where id = $1`);
const MOVE = statement('update trading_account set version = version + 1, status = $2, opened_at = now(), updated_at = now() where id = $1');

const PRINTABLE = /^[\x21-\x7e]{1,200}$/;

/** Opens trading accounts, at once where the catalogue says so, or when support has approved. It refuses by throwing `Refusal`. */
export class AccountOpeningService {
  readonly #database: Database;
  readonly #audit: AuditTrail;
  readonly #verification: Verification;

  constructor(database: Database, audit: AuditTrail, verification: Verification) {
    this.#database = database;
    this.#audit = audit;
    this.#verification = verification;
  }

  /** Answers with the account's id: it is ACTIVE, or PENDING while its request waits. The same key and input answer with the same account. */
  open(request: Request, input: OpeningInput): Promise<string> {
    const { actor } = request;
    if (!PRINTABLE.test(input.idempotencyKey))
      throw refusal('INVALID', 'An idempotency key has 1 to 200 printable ASCII characters without blanks, such as a UUID.', ['idempotencyKey']);
    return this.#database.unit(async (unit) => {
      const seen = isId(input.clientId) && actor.partnerId === null ? await scopedRowIn(unit, clientReader, actor, input.clientId, 't.id') : null;
      if (seen === null) throw notFound('client', 'clientId');
      const type = await accountType(unit, input.accountType);
      if (type === undefined) throw notFound('account type', 'accountType');
      // before anything is inserted that refers to it: a foreign key's lock first, and two who come at once wait for each other in a circle
      const client = (await lockAccountClient(unit, input.clientId)) as AccountClient;
      const id = newId();
      const earlier = await claim(unit, actor, id, input);
      if (earlier !== null) return earlier;
      checkOffered(type, input);
      await this.#checkMayHave(unit, client, type, input.leverage);
      if ((await accountsOfType(unit, client.id, type.code)) >= type.mostPerClient)
        throw refusal('LIMIT_EXCEEDED', `A client has ${type.mostPerClient} accounts of the type ${type.code} at most.`, ['accountType']);
      await this.#make(unit, request, id, client, type, input);
      return id;
    });
  }

  /** By another person than the one who asked. Whether the client may have the account is asked again. */
  approve(request: Request, input: { readonly id: string; readonly version: number; readonly comment?: string | null }): Promise<string> {
    return this.#decide(request, { ...input, to: 'APPROVED', reason: input.comment?.trim().slice(0, 1000) || null }, async (unit, found) => {
      const [client, type] = await Promise.all([lockAccountClient(unit, found.clientId), accountType(unit, found.accountType)]);
      if (client === undefined || type === undefined) throw notFound('account request', 'id');
      await this.#checkMayHave(unit, client, type, found.leverage);
    });
  }

  /** The account is archived: its login is given to nobody else. */
  reject(request: Request, input: { readonly id: string; readonly version: number; readonly reason: string }): Promise<string> {
    return this.#decide(request, { ...input, to: 'REJECTED', reason: checkedReason(input.reason) }, async () => undefined);
  }

  async #checkMayHave(unit: Unit, client: AccountClient, type: AccountTypeRow, leverage: number): Promise<void> {
    const limit = await leverageLimit(unit, client, type.assetClass);
    const restriction = type.environment === 'LIVE' ? await restrictedTrading(unit, client.id) : null;
    if (restriction !== null) throw refusal('RESTRICTED', `${restriction} is in force for this client: no live account is opened meanwhile.`, ['clientId']);
    const missing = client.kycLevel < type.kycLevel ? await this.#verification.missingFor(unit, client.id, type.kycLevel) : [];
    checkMayHave(client, type, { leverage, limit, missing });
  }

  async #make(unit: Unit, request: Request, id: string, client: AccountClient, type: AccountTypeRow, { currency, leverage }: OpeningInput): Promise<void> {
    const { code, platform, server, environment, autoApprove } = type;
    const [login, group, status] = [await nextLogin(unit, server), groupOf(type, currency), autoApprove ? 'ACTIVE' : 'PENDING'];
    unit.write(OPEN, [id, client.id, platform, server, login, environment, group, leverage, currency, status, code]);
    if (autoApprove) unit.write(DECIDE, [id, 'APPROVED', null, null]);
    else {
      const detail = `A ${code} account in ${currency} at 1:${leverage} is asked for.`;
      openTask(unit, { kind: 'ACCOUNT_REQUEST', subjectType: 'AccountRequest', subjectId: id, clientId: client.id, makerId: request.actor.id, detail });
    }
    this.#audit.append(unit, request, {
      ...{ action: 'tradingAccount.open', subjectType: 'TradingAccount', subjectId: id, clientId: client.id },
      after: { accountType: code, platform, server, login, environment, group, leverage, currency, status },
    });
  }

  #decide(
    request: Request,
    decision: { readonly id: string; readonly version: number; readonly to: 'APPROVED' | 'REJECTED'; readonly reason: string | null },
    check: (unit: Unit, found: RequestRecord) => Promise<void>,
  ): Promise<string> {
    const { actor } = request;
    return this.#database.unit(async (unit) => {
      const seen = await scopedRowIn(unit, tradingAccountReader, actor, decision.id, 't.id');
      const found = seen === null ? undefined : await lockRequest(unit, decision.id);
      if (found === undefined) throw notFound('account request', 'id');
      if (found.version !== decision.version) throw staleVersion(found.version);
      if (found.status !== 'WAITING') throw refusal('ILLEGAL_TRANSITION', `The request is ${found.status}: there is nothing to decide.`, ['id']);
      checkDecider(actor, found);
      await check(unit, found);
      const status = decision.to === 'APPROVED' ? 'ACTIVE' : 'ARCHIVED';
      unit.write(DECIDE, [found.id, decision.to, decision.reason, actor.id]);
      unit.write(MOVE, [found.id, status]);
      closeTask(unit, { kind: 'ACCOUNT_REQUEST', subjectId: found.id, outcome: decision.to }, actor);
      this.#audit.append(unit, request, {
        ...{ action: decision.to === 'APPROVED' ? 'accountRequest.approve' : 'accountRequest.reject', subjectType: 'AccountRequest', subjectId: found.id },
        ...{
          clientId: found.clientId,
          reason: decision.reason,
          before: { status: 'WAITING', account: 'PENDING' },
          after: { status: decision.to, account: status },
        },
      });
      return found.id;
    });
  }
}

/** Null: the work is to be done now. Whoever comes with the same key at the same time waits here until the first one is through. */
async function claim(unit: Unit, actor: Actor, id: string, input: OpeningInput): Promise<string | null> {
  const hash = inputHash(input);
  unit.write(CLAIM, [id, input.clientId, input.accountType, actor.name, actor.id, input.idempotencyKey, hash]);
  const claimed = await unit.row<{ id: string; inputHash: string }>(CLAIMED, [actor.id, input.idempotencyKey]);
  if (claimed === undefined || claimed.id === id) return null;
  if (claimed.inputHash !== hash)
    throw refusal('IDEMPOTENCY_CONFLICT', 'This key was used before with other input. Nothing was changed; take a new key for a new account.', [
      'idempotencyKey',
    ]);
  return claimed.id;
}

/** By person: also when it was asked for by a key that this person made. */
function checkDecider(actor: Actor, { requestedById, requestedByKeyOf }: RequestRecord): void {
  if (actor.kind !== 'STAFF') throw refusal('POLICY_FORBIDS', 'Requests are decided on by people of the staff.');
  if (requestedById === actor.id || requestedByKeyOf === actor.id)
    throw refusal('MAKER_CANNOT_CHECK', 'You asked for this yourself: somebody else has to decide on it.', ['id']);
}
