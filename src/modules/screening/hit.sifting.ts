import type { ScreeningMatch } from '../../connectors/screening/port.js';
import type { KnownHit } from './hit.record.js';

export interface Sifted {
  /** To be asked about. */
  readonly fresh: readonly ScreeningMatch[];
  /** Replaced by one of those, or not meant any more. */
  readonly superseded: readonly KnownHit[];
  /** Confirmed once, and not found any more: somebody has to say whether it still holds. */
  readonly doubtful: readonly KnownHit[];
}

interface Found {
  readonly matches: readonly ScreeningMatch[];
  readonly known: readonly KnownHit[];
  /** The clients as they are now. */
  readonly identityVersions: ReadonlyMap<string, number>;
  /** Whether that entry was looked for this time. */
  readonly wasSought: (hit: KnownHit) => boolean;
}

const keyOf = (clientId: string, list: string, ref: string): string => `${clientId}\n${list}\n${ref}`;

/**
 * What there is to ask, after all that was asked before. A decision holds as long as client and entry are what they were. A confirmed match holds
 * until somebody takes it back: who changes their name does not get out of it.
 */
export function sift({ matches, known, identityVersions, wasSought }: Found): Sifted {
  const before = new Map(known.map((hit) => [keyOf(hit.clientId, hit.list, hit.ref), hit]));
  const found = new Set(matches.map(({ clientId, party }) => keyOf(clientId, party.list, party.ref)));
  const fresh = matches.filter((match) => {
    const hit = before.get(keyOf(match.clientId, match.party.list, match.party.ref));
    if (hit === undefined) return true;
    return hit.status !== 'TRUE_MATCH' && (hit.hash !== match.party.hash || hit.identityVersion !== identityVersions.get(hit.clientId));
  });
  const replaced = fresh.flatMap(({ clientId, party }) => before.get(keyOf(clientId, party.list, party.ref)) ?? []);
  const gone = known.filter((hit) => wasSought(hit) && !found.has(keyOf(hit.clientId, hit.list, hit.ref)));
  return {
    fresh,
    superseded: [...replaced, ...gone.filter(({ status }) => status === 'WAITING')],
    doubtful: gone.filter(({ status }) => status === 'TRUE_MATCH'),
  };
}
