import { ListRefused, type ListedParty } from '../port.js';

export interface ListedName {
  readonly name: string;
  /** The list itself calls it a weak one: common, or short. */
  readonly isWeak: boolean;
}

/** An entry as a file has it. The first of its names is the one that it goes by. */
export interface ListEntry extends Pick<ListedParty, 'ref' | 'kind' | 'birthDates' | 'countries' | 'programmes'> {
  readonly names: readonly ListedName[];
}

/** A file, entry by entry, while it is read; `publishedAt` is known when the first of them is. */
export interface ListReading {
  readonly publishedAt: string | null;
  readonly entries: AsyncIterable<ListEntry>;
}

const MOST_NAMES = 400;
const LONGEST_NAME = 600;

export const refuse = (what: string): never => {
  throw new ListRefused(`The list is not taken over: ${what}.`);
};

const unique = (values: readonly string[]): string[] => [...new Set(values.map((value) => value.trim()).filter((value) => value !== ''))];

/** An entry while its pieces come in. */
export class EntryMaker {
  readonly #names: ListedName[] = [];
  readonly #birthDates: string[] = [];
  readonly #countries: string[] = [];
  readonly #programmes: string[] = [];
  ref = '';
  kind: ListEntry['kind'] = 'OTHER';

  addName(name: string, isWeak: boolean): void {
    const text = name.replaceAll(/\s+/g, ' ').trim();
    if (text === '' || this.#names.some((known) => known.name === text)) return;
    if (text.length > LONGEST_NAME || this.#names.length >= MOST_NAMES) refuse(`entry ${this.ref} has too many names, or one that is too long`);
    this.#names.push({ name: text, isWeak });
  }

  addBirthDate(date: string): void {
    this.#birthDates.push(date);
  }

  addCountry(code: string | null): void {
    if (code !== null && /^[A-Z]{2}$/.test(code)) this.#countries.push(code);
  }

  addProgramme(programme: string): void {
    this.#programmes.push(programme.slice(0, 200));
  }

  /** Refuses an entry that nobody could name or find again. */
  make(): ListEntry {
    if (this.ref === '' || this.#names.length === 0) refuse(`an entry has no ${this.ref === '' ? 'number' : `name: ${this.ref.slice(0, 40)}`}`);
    return {
      ...{ ref: this.ref, kind: this.kind, names: this.#names, birthDates: unique(this.#birthDates) },
      ...{ countries: unique(this.#countries).sort(), programmes: unique(this.#programmes).sort() },
    };
  }
}
