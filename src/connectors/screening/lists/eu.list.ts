import { EntryMaker, type ListEntry, type ListReading, refuse } from './list.entry.js';
import { type Attributes, walkXml, type XmlTaker } from './xml.walk.js';

const NAMESPACE = 'http://eu.europa.ec/fpi/fsd/export';
const ENTITY = 'export/sanctionEntity';
const KINDS: Readonly<Record<string, ListEntry['kind']>> = { P: 'PERSON', E: 'ORGANISATION' };

/** The consolidated financial sanctions list of the European Union, XML 1.1 (`xmlFullSanctionsList_1_1`): all that matters stands in attributes. */
class EuTaker implements XmlTaker<ListEntry> {
  publishedAt: string | null = null;
  #ready: ListEntry[] = [];
  #entry = new EntryMaker();

  open(path: string, attributes: Attributes, namespace: string): void {
    if (!path.includes('/')) return this.#onRoot(path, attributes, namespace);
    if (path === ENTITY) {
      this.#entry = new EntryMaker();
      this.#entry.ref = attributes['euReferenceNumber'] || attributes['logicalId'] || '';
    } else if (path.startsWith(`${ENTITY}/`)) this.#onPart(path.slice(ENTITY.length + 1), attributes);
  }

  close(path: string): void {
    if (path === ENTITY) this.#ready.push(this.#entry.make());
  }

  take(): ListEntry[] {
    const ready = this.#ready;
    this.#ready = [];
    return ready;
  }

  #onRoot(name: string, attributes: Attributes, namespace: string): void {
    if (name !== 'export' || namespace !== NAMESPACE) refuse('it is not the consolidated list of the European Union in XML 1.1');
    this.publishedAt = attributes['generationDate'] || null;
  }

  #onPart(part: string, attributes: Attributes): void {
    const { wholeName, firstName = '', middleName = '', lastName = '', strong, classificationCode = '', countryIso2Code = '', programme } = attributes;
    if (part === 'subjectType') this.#entry.kind = KINDS[classificationCode] ?? 'OTHER';
    else if (part === 'nameAlias') this.#entry.addName(wholeName || `${firstName} ${middleName} ${lastName}`, strong === 'false');
    else if (part === 'birthdate') birthDates(attributes).forEach((date) => this.#entry.addBirthDate(date));
    // 00 stands for unknown
    else if (part === 'citizenship' || part === 'address') this.#entry.addCountry(countryIso2Code);
    else if (part === 'regulation' && programme) this.#entry.addProgramme(programme);
  }
}

/** One that is not known in full has its parts only; "about" makes a span of the year before and the year after. */
function birthDates({ birthdate, year, monthOfYear, yearRangeFrom, yearRangeTo, circa }: Attributes): string[] {
  if (birthdate && /^\d{4}-\d\d-\d\d$/.test(birthdate)) return [birthdate];
  if (isYear(yearRangeFrom) && isYear(yearRangeTo)) return [`${yearRangeFrom}/${yearRangeTo}`];
  if (!isYear(year)) return [];
  if (circa === 'true') return [`${Number(year) - 1}/${Number(year) + 1}`];
  return [monthOfYear && /^\d{1,2}$/.test(monthOfYear) ? `${year}-${monthOfYear.padStart(2, '0')}` : year];
}

const isYear = (value: string | undefined): value is string => value !== undefined && /^\d{4}$/.test(value);

export function readEuList(file: AsyncIterable<Uint8Array>): ListReading {
  const taker = new EuTaker();
  return {
    get publishedAt() {
      return taker.publishedAt;
    },
    entries: walkXml(file, taker),
  };
}
