import type { Pool } from 'pg';
import type { ListChanges, ListedParty, ListVersion, MatchPolicy, Screener, ScreeningList, ScreeningMatch, ScreeningSubject } from '../port.js';
import { CANDIDATES, READ_CHANGES, READ_LISTS, READ_PARTIES } from './list.statements.js';
import { matchScore } from '../match.score.js';
import { type NormalName, normalName } from '../name.normal.js';
import { nameScore } from '../name.score.js';

interface Candidate {
  /** Which of the subjects. */
  readonly at: number;
  readonly partyId: string;
  readonly name: string;
  readonly isWeak: boolean;
  readonly normal: string;
}

type StoredParty = ListedParty & { readonly id: string };

/** Searches the lists that a `ListStore` keeps: PostgreSQL finds what may be meant, by sound and by letters; what is meant is worked out here. */
export class ListScreener implements Screener {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async screen(
    subjects: readonly ScreeningSubject[],
    policy: MatchPolicy,
    only?: { readonly list: ScreeningList; readonly after: number },
  ): Promise<readonly ScreeningMatch[]> {
    const names = subjects.map(({ name, kind }) => normalName(name, kind));
    const asked = subjects.flatMap(({ kind }, at) => askedFor(kind, names[at] as NormalName, at));
    if (asked.length === 0) return [];
    const { rows } = await this.#pool.query<Candidate>(CANDIDATES, [JSON.stringify(asked), only?.list ?? null, only?.after ?? null]);
    const likely = rows
      .map((row) => ({ ...row, score: nameScore(names[row.at] as NormalName, { tokens: row.normal.split(' '), keys: [] }) }))
      // nothing else could lift it over the threshold
      .filter(({ score }) => score + policy.birthDateAgrees + policy.countryAgrees >= policy.threshold);
    const parties = await this.#parties(likely.map(({ partyId }) => partyId));
    return best(
      likely.flatMap(({ at, partyId, ...name }) => {
        const [subject, party] = [subjects[at] as ScreeningSubject, parties.get(partyId)];
        if (party === undefined) return [];
        const match = { clientId: subject.clientId, party, ...matchScore(subject, party, name, policy) };
        return match.score >= policy.threshold ? [match] : [];
      }),
    );
  }

  async lists(): Promise<readonly ListVersion[]> {
    return (await this.#pool.query<ListVersion>(READ_LISTS)).rows;
  }

  async changesAfter(list: ScreeningList, version: number): Promise<ListChanges> {
    return (await this.#pool.query<ListChanges>(READ_CHANGES, [list, version])).rows[0] ?? { changed: [], removed: [] };
  }

  async #parties(ids: readonly string[]): Promise<ReadonlyMap<string, ListedParty>> {
    if (ids.length === 0) return new Map();
    const { rows } = await this.#pool.query<StoredParty>(READ_PARTIES, [[...new Set(ids)]]);
    return new Map(rows.map(({ id, ...party }) => [id, party]));
  }
}

const askedFor = (kind: ScreeningSubject['kind'], { tokens, keys }: NormalName, at: number) =>
  tokens.length === 0 ? [] : [{ at, kind, normal: tokens.join(' '), keys }];

/** An entry has many names, and some fit the same client: the one that fits best counts. */
function best(matches: readonly ScreeningMatch[]): ScreeningMatch[] {
  const found = new Map<string, ScreeningMatch>();
  for (const match of matches) {
    const key = `${match.clientId}\n${match.party.list}\n${match.party.ref}`;
    if (match.score > (found.get(key)?.score ?? -1)) found.set(key, match);
  }
  return [...found.values()].sort((one, other) => other.score - one.score);
}
