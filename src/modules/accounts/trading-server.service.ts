import type { Request } from '../../access/actor.js';
import type { Database } from '../../database/orm.js';
import { statement } from '../../database/unit.js';
import { checkedReason } from '../../runtime/checked-text.js';
import { refusal } from '../../runtime/refusal.js';
import type { AuditTrail } from '../audit/index.js';
import { SERVER } from '../deals/index.js';

export interface TradingServerRow {
  readonly name: string;
  readonly nextLogin: string;
  readonly accounts: number;
  readonly accountTypes: string[];
}

export interface TradingServerInput {
  readonly name: string;
  readonly nextLogin: string;
  readonly reason: string;
}

const LOGIN = /^[1-9]\d{0,14}$/;

const SERVERS = `
  select s.server as name, (s.last_login + 1)::text as "nextLogin", (select count(*) from trading_account a where a.server = s.server)::int as accounts,
    array(select t.code from account_type t where t.server = s.server order by t.code) as "accountTypes"
  from trading_login s`;
const ONE = statement(`${SERVERS} where s.server = $1`);
const LOCK = statement('select last_login::text as "lastLogin" from trading_login where server = $1 for update');
const HIGHEST = statement(`select max(login::bigint)::text as login from trading_account where server = $1 and login ~ '^[0-9]{1,15}$'`);
const SET = statement(`
  insert into trading_login (server, last_login) values ($1, $2::bigint - 1) on conflict (server) do update set last_login = excluded.last_login`);

/** The platforms' servers that accounts are opened on, and the logins that are given out there: each once, and upwards. */
export class TradingServerService {
  readonly #database: Database;
  readonly #audit: AuditTrail;

  constructor(database: Database, audit: AuditTrail) {
    this.#database = database;
    this.#audit = audit;
  }

  async all(): Promise<TradingServerRow[]> {
    return (await this.#database.pool.query<TradingServerRow>(`${SERVERS} order by s.server`)).rows;
  }

  /** Adds a server, or says where its logins go on from: above all that are there. */
  set(request: Request, { name, nextLogin, reason: given }: TradingServerInput): Promise<TradingServerRow> {
    const reason = checkedReason(given);
    if (!SERVER.test(name) || name.trim() !== name) throw refusal('INVALID', 'A server is named in letters, digits and . _ -, such as MT5-Live.', ['name']);
    if (!LOGIN.test(nextLogin)) throw refusal('INVALID', 'A login is a number of up to 15 digits.', ['nextLogin']);
    return this.#database.unit(async (unit) => {
      const [before, highest] = await Promise.all([unit.row<{ lastLogin: string }>(LOCK, [name]), unit.row<{ login: string | null }>(HIGHEST, [name])]);
      const taken = BigInt(highest?.login ?? 0);
      if (BigInt(nextLogin) <= taken) throw refusal('ALREADY_EXISTS', `${taken} is the login of an account on ${name}: go on above it.`, ['nextLogin']);
      unit.write(SET, [name, nextLogin]);
      this.#audit.append(unit, request, {
        ...{ action: 'tradingServer.set', subjectType: 'TradingServer', subjectId: name, reason },
        before: before === undefined ? null : { nextLogin: String(BigInt(before.lastLogin) + 1n) },
        after: { nextLogin },
      });
      return (await unit.row<TradingServerRow>(ONE, [name])) as TradingServerRow;
    });
  }
}
