import { countryCode } from './country.names.js';
import { EntryMaker, type ListEntry, type ListReading, refuse } from './list.entry.js';
import { type Attributes, walkXml, type XmlTaker } from './xml.walk.js';

const ENTRY = 'sdnList/sdnEntry';
const KINDS: Readonly<Record<string, ListEntry['kind']>> = { Individual: 'PERSON', Entity: 'ORGANISATION' };
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/**
 * The lists of the Office of Foreign Assets Control in their classic XML (`SDN.XML`, `CONSOLIDATED.XML`): all that matters stands in texts.
 * Its namespace has moved more than once, so the names of the elements alone tell it.
 */
class OfacTaker implements XmlTaker<ListEntry> {
  publishedAt: string | null = null;
  #ready: ListEntry[] = [];
  #entry = new EntryMaker();
  #name = { first: '', last: '', category: '' };

  open(path: string, _attributes: Attributes): void {
    if (!path.includes('/') && path !== 'sdnList') refuse('it is not a list of OFAC in its classic XML (sdnList)');
    if (path === ENTRY) this.#entry = new EntryMaker();
    if (path === ENTRY || path === `${ENTRY}/akaList/aka`) this.#name = { first: '', last: '', category: '' };
  }

  close(path: string, text: string): void {
    if (path === 'sdnList/publshInformation/Publish_Date') this.publishedAt = isoDay(text);
    if (path === ENTRY) this.#ready.push(this.#entry.make());
    else if (path.startsWith(`${ENTRY}/`)) this.#onPart(path.slice(ENTRY.length + 1), text);
  }

  take(): ListEntry[] {
    const ready = this.#ready;
    this.#ready = [];
    return ready;
  }

  #onPart(part: string, text: string): void {
    const entry = this.#entry;
    if (part === 'uid') entry.ref = text;
    else if (part === 'firstName' || part === 'akaList/aka/firstName') this.#name.first = text;
    else if (part === 'lastName' || part === 'akaList/aka/lastName') this.#name.last = text;
    else if (part === 'akaList/aka/category') this.#name.category = text;
    else if (part === 'sdnType') {
      // the entry's own name stands before its type, and before all other names
      entry.kind = KINDS[text] ?? 'OTHER';
      this.#addName();
    } else if (part === 'akaList/aka') this.#addName();
    else if (part === 'programList/program') entry.addProgramme(text);
    else if (part === 'dateOfBirthList/dateOfBirthItem/dateOfBirth') birthDates(text).forEach((date) => entry.addBirthDate(date));
    else if (/^(nationalityList\/nationality|citizenshipList\/citizenship|addressList\/address)\/country$/.test(part)) entry.addCountry(countryCode(text));
  }

  #addName(): void {
    const { first, last, category } = this.#name;
    this.#entry.addName(`${first} ${last}`, category === 'weak');
  }
}

/** `11/20/2026`, as OFAC writes days. */
const isoDay = (text: string): string | null => text.replace(/^(\d\d)\/(\d\d)\/(\d{4})$/, '$3-$1-$2').match(/^\d{4}-\d\d-\d\d$/)?.[0] ?? null;

/** `10 Dec 1948`, `Dec 1948`, `1948`, `circa 1948`, `1946 to 1948`, `10 Dec 1948 to 20 Jan 1949`. What is none of these says nothing. */
function birthDates(text: string): string[] {
  const years = [...text.matchAll(/\b(\d{4})\b/g)].map(([, year]) => year as string);
  if (years.length === 2 && / to /.test(text)) return [`${years[0]}/${years[1]}`];
  const found = /^(circa )?(?:(?:(\d{1,2}) )?([A-Z][a-z]{2}) )?(\d{4})$/.exec(text.trim());
  if (found === null) return [];
  const [, circa, day, month, year] = found;
  if (circa !== undefined) return [`${Number(year) - 1}/${Number(year) + 1}`];
  const number = MONTHS.indexOf(month ?? '') + 1;
  if (number === 0) return [year as string];
  return [[year, String(number).padStart(2, '0'), ...(day === undefined ? [] : [day.padStart(2, '0')])].join('-')];
}

export function readOfacList(file: AsyncIterable<Uint8Array>): ListReading {
  const taker = new OfacTaker();
  return {
    get publishedAt() {
      return taker.publishedAt;
    },
    entries: walkXml(file, taker),
  };
}
