export const SCREENING_LISTS = ['EU', 'OFAC', 'OFAC_CONSOLIDATED', 'PEP'] as const;
export type ScreeningList = (typeof SCREENING_LISTS)[number];

/** On a sanctions list nobody may be served; on the other a client is looked at more closely. */
export const listKind = (list: ScreeningList): 'SANCTIONS' | 'PEP' => (list === 'PEP' ? 'PEP' : 'SANCTIONS');

/** Whom lists are searched for. A company with a person who acts for it is two subjects of one client. */
export interface ScreeningSubject {
  /** Comes back with each match. */
  readonly clientId: string;
  readonly kind: 'PERSON' | 'ORGANISATION';
  /** As it is written, in whatever script. */
  readonly name: string;
  /** `1975-03-01`. */
  readonly birthDate: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
}

/** What a list says of somebody, as it was when it was found. */
export interface ListedParty {
  readonly list: ScreeningList;
  /** The list's own number of the entry; it stays while the entry does. */
  readonly ref: string;
  readonly kind: 'PERSON' | 'ORGANISATION' | 'OTHER';
  readonly name: string;
  readonly aliases: readonly string[];
  /** `1960-05-12`, `1960-05`, `1960`, or a span of years `1958/1962`. */
  readonly birthDates: readonly string[];
  /** ISO 3166-1 alpha-2, of citizenship and addresses. */
  readonly countries: readonly string[];
  /** The regimes that the entry stands under; of a PEP, the offices. */
  readonly programmes: readonly string[];
  /** Changes when anything above does. */
  readonly hash: string;
}

/** How much each thing that speaks for or against a match weighs; scores run from 0 to 1. */
export interface MatchPolicy {
  /** From this score on it is a hit. */
  readonly threshold: number;
  readonly birthDateAgrees: number;
  readonly birthYearAgrees: number;
  readonly birthDateDiffers: number;
  readonly countryAgrees: number;
  readonly countryDiffers: number;
  /** What a name counts that the list itself calls a weak one. */
  readonly weakNameFactor: number;
}

export type Agreement = 'AGREES' | 'YEAR_AGREES' | 'DIFFERS' | 'UNKNOWN';

/** Why somebody was found. */
export interface MatchReason {
  /** The name on the list that is closest, and how close: 0 to 1. */
  readonly matchedName: string;
  readonly nameScore: number;
  readonly isWeakName: boolean;
  readonly birthDate: Agreement;
  readonly country: Exclude<Agreement, 'YEAR_AGREES'>;
}

export interface ScreeningMatch {
  readonly clientId: string;
  readonly party: ListedParty;
  /** 0 to 1. */
  readonly score: number;
  readonly why: MatchReason;
}

export interface ListVersion {
  readonly list: ScreeningList;
  /** Counts the publications that changed something. */
  readonly version: number;
  /** As the publisher says, RFC 3339 or a day; null: it does not. */
  readonly publishedAt: string | null;
  readonly entries: number;
  readonly importedAt: string;
}

/** Entries of a list that changed after a version: changed or new ones, and those that are gone. By their refs. */
export interface ListChanges {
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

/** Finds people and companies on lists of sanctions and of politically exposed persons. */
export interface Screener {
  /** At most one match for each client and entry, the best one. `only`: entries of that list which changed after the version. */
  screen(
    subjects: readonly ScreeningSubject[],
    policy: MatchPolicy,
    only?: { readonly list: ScreeningList; readonly after: number },
  ): Promise<readonly ScreeningMatch[]>;
  lists(): Promise<readonly ListVersion[]>;
  changesAfter(list: ScreeningList, version: number): Promise<ListChanges>;
}

export interface ListImport {
  readonly list: ScreeningList;
  readonly version: number;
  readonly entries: number;
  readonly changed: number;
  readonly removed: number;
}

/** Takes over a list as its publisher wrote it. */
export interface ListImporter {
  /** All or nothing; a publication that says what is known already changes no version. Throws `ListRefused`. */
  import(list: ScreeningList, file: AsyncIterable<Uint8Array>, options?: { readonly mayShrink?: boolean }): Promise<ListImport>;
}

/** Where lists are published. */
export interface ListSource {
  readonly lists: readonly ScreeningList[];
  /** The bytes of the newest publication. Throws `ListUnavailable`, also while it is read. */
  open(list: ScreeningList): Promise<AsyncIterable<Uint8Array>>;
}

/** The file is not what it should be. The message says what, in words for whoever brought it. */
export class ListRefused extends Error {
  override readonly name = 'ListRefused';
}

/** The publisher does not answer, or not with a list. */
export class ListUnavailable extends Error {
  override readonly name = 'ListUnavailable';
}
