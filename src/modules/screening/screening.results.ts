import type { Request } from '../../access/actor.js';
import type { ScreeningMatch } from '../../connectors/screening/port.js';
import { newId } from '../../database/ids.js';
import { statement, type Unit } from '../../database/unit.js';
import type { AuditTrail } from '../audit/index.js';
import { type KycCheck, type Reassessor, recordKycCheck } from '../kyc/index.js';
import { closeTask, openTask } from '../tasks/index.js';
import { addHits, type KnownHit, knownHits, type NewHit, supersede } from './hit.record.js';
import { sift } from './hit.sifting.js';
import type { Identity } from './screening.subjects.js';

export type ScreeningCause = 'REGISTERED' | 'IDENTITY_CHANGED' | 'LIST_CHANGED' | 'BY_HAND';
export type ScreeningStatus = 'NOT_SCREENED' | 'CLEAR' | 'HITS_WAITING' | 'MATCH';

export interface Screened {
  readonly identities: readonly Identity[];
  readonly matches: readonly ScreeningMatch[];
  readonly wasSought: (hit: KnownHit) => boolean;
  /** Without a list of sanctions nobody is clear. */
  readonly hasLists: boolean;
}

export interface ScreeningStand {
  readonly clientId: string;
  readonly status: ScreeningStatus;
  /** Null: it was never looked at before. */
  readonly before: ScreeningStatus | null;
}

export interface Outcome {
  readonly hits: readonly NewHit[];
  readonly stands: readonly ScreeningStand[];
}

const LOCK = statement('select id, identity_version as "identityVersion" from client where id = any($1::uuid[]) order by id for no key update');
const STAND = statement(`
  insert into client_screening (client_id, status, is_pep, identity_version, screened_at)
  select c.id, case when not $2::boolean then 'NOT_SCREENED' when coalesce(h.is_match, false) then 'MATCH' when coalesce(h.waits, false) then 'HITS_WAITING' else 'CLEAR' end,
    coalesce(h.is_pep, false), c.identity_version, case when $2 then now() end
  from client c left join (
    select client_id, bool_or(status = 'TRUE_MATCH' and kind = 'SANCTIONS') as is_match, bool_or(status = 'TRUE_MATCH' and kind = 'PEP') as is_pep,
      bool_or(status = 'WAITING') as waits
    from screening_hit where client_id = any($1::uuid[]) and superseded_at is null group by client_id) h on h.client_id = c.id
  where c.id = any($1::uuid[])
  on conflict (client_id) do update set status = excluded.status, is_pep = excluded.is_pep, identity_version = excluded.identity_version,
    screened_at = coalesce(excluded.screened_at, client_screening.screened_at)
  returning new.client_id as "clientId", new.status, old.status as before`);
const DONE = statement(`delete from screening_due where client_id = any($1::uuid[])`);
const NOTE = statement(`
  insert into screening_run (id, cause, client_id, lists, clients, new_hits, asked_by, asked_by_id) values ($1, $2, $3, $4, $5, $6, $7, $8)`);

const FOUND: Readonly<Record<ScreeningStatus, Pick<KycCheck, 'outcome' | 'detail'>>> = {
  NOT_SCREENED: { outcome: 'PENDING', detail: 'No list of sanctions was taken over yet.' },
  CLEAR: { outcome: 'PASSED', detail: 'On no list, or on none that was meant.' },
  HITS_WAITING: { outcome: 'PENDING', detail: 'Entries of lists wait for a decision.' },
  MATCH: { outcome: 'FAILED', detail: 'On a list of sanctions.' },
};

/** What follows from a comparison with the lists, in one transaction: hits, tasks, where the clients stand, and their KYC. */
export class ScreeningResults {
  readonly #audit: AuditTrail;
  readonly #reassessor: Reassessor;

  constructor(audit: AuditTrail, reassessor: Reassessor) {
    this.#audit = audit;
    this.#reassessor = reassessor;
  }

  /** Clients who changed since they were compared are left alone: they are due again. */
  async apply(unit: Unit, request: Request, screened: Screened): Promise<Outcome> {
    const ids = await unchanged(unit, screened.identities);
    if (ids.size === 0) return { hits: [], stands: [] };
    const known = await knownHits(unit, [...ids.keys()]);
    const matches = screened.matches.filter(({ clientId }) => ids.has(clientId));
    const { fresh, superseded, doubtful } = sift({ matches, known, identityVersions: ids, wasSought: screened.wasSought });
    supersede(
      unit,
      superseded.map(({ id }) => id),
    );
    for (const { id } of superseded) closeTask(unit, { kind: 'SCREENING_HIT', subjectId: id, outcome: 'WITHDRAWN', isCancelled: true }, request.actor);
    const hits = addHits(unit, fresh);
    for (const hit of hits) this.#announce(unit, request, hit);
    for (const { id, clientId, list, ref } of doubtful)
      ask(unit, id, clientId, `${list} ${ref}: a confirmed match that is not found any more. Decide whether it still holds.`);
    unit.write(DONE, [[...ids.keys()]]);
    return { hits, stands: await this.stand(unit, request, [...ids.keys()], screened.hasLists) };
  }

  /** Where clients stand now, after their hits; those for whom that is news get their KYC worked out anew. */
  async stand(unit: Unit, request: Request, clientIds: readonly string[], hasLists: boolean): Promise<readonly ScreeningStand[]> {
    const stands = await unit.rows<ScreeningStand>(STAND, [clientIds, hasLists]);
    for (const { clientId, status, before } of stands) {
      if (status === before) continue;
      recordKycCheck(unit, { clientId, kind: 'SCREENING', ...FOUND[status] });
      await this.#reassessor.reassess(unit, request, clientId, `The screening stands at ${status}.`);
    }
    return stands;
  }

  note(
    unit: Unit,
    { actor }: Request,
    run: { readonly cause: ScreeningCause; readonly clientId: string | null; readonly lists: object; readonly clients: number; readonly hits: number },
  ): void {
    const { cause, clientId, lists, clients, hits } = run;
    unit.write(NOTE, [newId(), cause, clientId, JSON.stringify(lists), clients, hits, actor.name, actor.kind === 'SYSTEM' ? null : actor.id]);
  }

  #announce(unit: Unit, request: Request, { id, match: { clientId, party, score } }: NewHit): void {
    ask(unit, id, clientId, `${party.list} ${party.ref} may be this client: ${score.toFixed(2)} of 1.`);
    this.#audit.append(unit, request, {
      ...{ action: 'screening.hit', subjectType: 'ScreeningHit', subjectId: id, clientId },
      after: { list: party.list, entry: party.ref, score: score.toFixed(4), status: 'WAITING' },
    });
  }
}

const ask = (unit: Unit, id: string, clientId: string, detail: string): void =>
  openTask(unit, { kind: 'SCREENING_HIT', subjectType: 'ScreeningHit', subjectId: id, clientId, detail });

async function unchanged(unit: Unit, identities: readonly Identity[]): Promise<ReadonlyMap<string, number>> {
  const compared = new Map(identities.map(({ id, identityVersion }) => [id, identityVersion]));
  const now = await unit.rows<{ id: string; identityVersion: number }>(LOCK, [[...compared.keys()]]);
  return new Map(now.flatMap(({ id, identityVersion }) => (compared.get(id) === identityVersion ? [[id, identityVersion] as const] : [])));
}
