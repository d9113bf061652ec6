import { statement, type Unit } from '../../database/unit.js';

/** What stands between a client and its erasure, as SQL of sentences for the client `c`: no records are destroyed of what is not over. */
const SENTENCES = [
  `select 'The client is ' || c.onboarding_status || ': the relationship has to end first.' where c.relationship_ended_at is null`,
  `select 'There are ' || trim_scale(a.balance) || ' ' || a.currency || ' in ' || a.code || '.' from ledger_account a
   where (a.client_id = c.id or a.trading_account_id in (select x.id from trading_account x where x.client_id = c.id)) and (a.balance <> 0 or a.held <> 0)`,
  `select 'Trading account ' || x.login || ' on ' || x.server || ' is ' || x.status || '.' from trading_account x
   where x.client_id = c.id and x.environment = 'LIVE' and x.status <> 'ARCHIVED'`,
  `select t.reference || ' is ' || t.status || '.' from transaction t
   where t.client_id = c.id and t.status in ('CREATED','PENDING_PROVIDER','HELD','IN_REVIEW','APPROVED','SENT_TO_PROVIDER','UNKNOWN')`,
  `select 'A payment case (' || k.kind || ') is ' || k.status || '.' from payment_case k where k.client_id = c.id and k.status <> 'CLOSED'`,
];
const ALL = SENTENCES.join('\nunion all ');

/** The sentences as a column of a reader of rows that belong to the client that `client` names. */
export const obstaclesOf = (client: string): string => `(select array(select s.* from client c cross join lateral (${ALL}) s where c.id = ${client}))`;

const OBSTACLES = statement(`select ${obstaclesOf('$1::uuid')} as obstacles`);

/** One sentence for each thing that is in the way; none: nothing is. */
export const obstacles = async (unit: Unit, clientId: string): Promise<readonly string[]> =>
  (await unit.row<{ obstacles: string[] }>(OBSTACLES, [clientId]))?.obstacles ?? [];
