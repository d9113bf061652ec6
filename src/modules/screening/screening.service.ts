import type { Request } from '../../access/actor.js';
import { listKind, type ListVersion, type Screener, type ScreeningList } from '../../connectors/screening/port.js';
import { isId } from '../../database/ids.js';
import type { Database } from '../../database/orm.js';
import { scopedRow } from '../../database/reader.scoped.js';
import { statement } from '../../database/unit.js';
import { notFound } from '../../runtime/refusal.js';
import type { AuditTrail } from '../audit/index.js';
import { clientReader } from '../clients/index.js';
import type { KnownHit } from './hit.record.js';
import { matchPolicy, READ_POLICY, type ScreeningPolicyRow } from './screening.policy.js';
import type { RiskRater } from './screening.port.js';
import type { Outcome, ScreeningCause, ScreeningResults } from './screening.results.js';
import { type Identities, type Identity, subjectsOf } from './screening.subjects.js';

const READ_DUE = 'select client_id as "clientId", cause from screening_due order by since limit $1';
const READ_PROGRESS = 'select coalesce(max(version), 0)::int as version from screening_progress where list = $1';
const WRITE_PROGRESS = statement(`
  insert into screening_progress (list, version) values ($1, $2) on conflict (list) do update set version = excluded.version, at = now()`);
/** So many clients are compared in one statement, and written in one transaction. */
const BATCH = 200;

const RATED_FOR: Readonly<Record<ScreeningCause, string>> = {
  REGISTERED: 'The client is new.',
  IDENTITY_CHANGED: 'Name, date of birth or country of the client have changed.',
  LIST_CHANGED: 'A list has changed.',
  BY_HAND: 'The client was screened for the first time.',
};

interface Parts {
  readonly database: Database;
  readonly audit: AuditTrail;
  readonly identities: Identities;
  readonly screener: Screener;
  readonly results: ScreeningResults;
  readonly rater: RiskRater;
}

/** Compares clients with the lists: when they come or change, when a list changes, and when somebody asks for it. */
export class ScreeningService {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The lists that are searched, with their versions. */
  lists(): Promise<readonly ListVersion[]> {
    return this.#parts.screener.lists();
  }

  /** One client now, because somebody wants to know. Answers with the client's id. */
  async run(request: Request, clientId: string): Promise<string> {
    const { database, audit } = this.#parts;
    const client = isId(clientId) ? await scopedRow<{ id: string }>(database.pool, clientReader, request.actor, clientId, 't.id') : null;
    if (client === null) throw notFound('client', 'clientId');
    await this.#screen(request, [clientId], 'BY_HAND', ({ hits }, unit) =>
      audit.append(unit, request, { action: 'screening.run', subjectType: 'Client', subjectId: clientId, after: { newHits: hits.length } }),
    );
    return clientId;
  }

  /** Those who came or changed since the last time; answers with how many. */
  async screenDue(request: Request): Promise<number> {
    const { rows } = await this.#parts.database.pool.query<{ clientId: string; cause: ScreeningCause }>(READ_DUE, [BATCH]);
    for (const cause of ['REGISTERED', 'IDENTITY_CHANGED'] as const) {
      const ids = rows.filter((row) => row.cause === cause).map(({ clientId }) => clientId);
      if (ids.length > 0) await this.#screen(request, ids, cause);
    }
    return rows.length;
  }

  /** Compares all clients with what changed on a list since they were last compared with it; answers with how many hits that made, null: nothing changed. */
  async catchUp(request: Request, list: ScreeningList): Promise<number | null> {
    const { database, screener, results } = this.#parts;
    const now = (await screener.lists()).find((one) => one.list === list);
    const after = (await database.pool.query<{ version: number }>(READ_PROGRESS, [list])).rows[0]?.version ?? 0;
    if (now === undefined || now.version <= after) return null;
    const { changed, removed } = await screener.changesAfter(list, after);
    const sought = new Set([...changed, ...removed]);
    const wasSought = (hit: KnownHit): boolean => hit.list === list && sought.has(hit.ref);
    let [clients, hits] = [0, 0];
    for await (const identities of this.#parts.identities.all(BATCH)) {
      const outcome = await this.#compare(request, identities, { only: { list, after }, wasSought });
      [clients, hits] = [clients + identities.length, hits + outcome.hits.length];
    }
    await database.unit(async (unit) => {
      unit.write(WRITE_PROGRESS, [list, now.version]);
      results.note(unit, request, { cause: 'LIST_CHANGED', clientId: null, lists: { [list]: now.version }, clients, hits });
    });
    return hits;
  }

  async #screen(
    request: Request,
    clientIds: readonly string[],
    cause: ScreeningCause,
    record: (outcome: Outcome, unit: Parameters<ScreeningResults['apply']>[0]) => void = () => undefined,
  ): Promise<Outcome> {
    const { identities, results, rater } = this.#parts;
    return this.#compare(request, await identities.of(clientIds), {
      wasSought: () => true,
      alsoDo: async (unit, outcome, lists) => {
        const searched = Object.fromEntries(lists.map(({ list, version }) => [list, version]));
        for (const { clientId } of outcome.stands) {
          const hits = outcome.hits.filter(({ match }) => match.clientId === clientId).length;
          results.note(unit, request, { cause, clientId, lists: searched, clients: 1, hits });
        }
        record(outcome, unit);
        for (const { clientId, before } of outcome.stands)
          if (before === null || cause !== 'BY_HAND') await rater.assess(unit, request, clientId, RATED_FOR[cause]);
      },
    });
  }

  async #compare(
    request: Request,
    identities: readonly Identity[],
    how: {
      readonly only?: { readonly list: ScreeningList; readonly after: number };
      readonly wasSought: (hit: KnownHit) => boolean;
      readonly alsoDo?: (unit: Parameters<ScreeningResults['apply']>[0], outcome: Outcome, lists: readonly ListVersion[]) => Promise<void>;
    },
  ): Promise<Outcome> {
    const { database, screener, results } = this.#parts;
    const [policy, lists] = await Promise.all([database.pool.query<ScreeningPolicyRow>(READ_POLICY), screener.lists()]);
    const matches = await screener.screen(identities.flatMap(subjectsOf), matchPolicy(policy.rows[0] as ScreeningPolicyRow), how.only);
    const hasLists = lists.some(({ list }) => listKind(list) === 'SANCTIONS');
    return database.unit(async (unit) => {
      const outcome = await results.apply(unit, request, { identities, matches, wasSought: how.wasSought, hasLists });
      await how.alsoDo?.(unit, outcome, lists);
      return outcome;
    });
  }
}
