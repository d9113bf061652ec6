import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ListRefused } from '../port.js';
import { countryCode } from './country.names.js';
import { readEuList } from './eu.list.js';
import type { ListEntry, ListReading } from './list.entry.js';
import { readOfacList } from './ofac.list.js';
import { readPepList } from './pep.list.js';

const SAMPLES = join(import.meta.dirname, '../../../../tests/support/watchlists');
const sample = (name: string): string => readFileSync(join(SAMPLES, name), 'utf8');

async function all({ entries }: ListReading): Promise<ListEntry[]> {
  const read: ListEntry[] = [];
  for await (const entry of entries) read.push(entry);
  return read;
}
/** In pieces of some bytes: letters and tags are cut in two. */
async function* pieces(text: string | Buffer, size = 7): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text as string);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const one = (name: string, isWeak = false) => ({ name, isWeak });

describe("the European Union's list", () => {
  test('gives each entry with its names, weak ones marked, birth dates, countries and programmes', async () => {
    const reading = readEuList(createReadStream(join(SAMPLES, 'eu.xml')));
    const entries = await all(reading);
    expect(reading.publishedAt).toBe('2026-11-20T16:47:04.449+01:00');
    expect(entries).toEqual([
      {
        ...{ ref: 'EU.9001.10', kind: 'PERSON', birthDates: ['1968-04-17'], countries: ['RU'], programmes: ['UKR'] },
        names: [one('Yevgeniy Arkadyevich Zarubin'), one('Евгений Аркадьевич Зарубин'), one('Zhenya', true)],
      },
      {
        ...{ ref: 'EU.9002.20', kind: 'PERSON', birthDates: ['1974/1976', '1978/1981'], countries: ['SY'], programmes: ['SYR'] },
        names: [one('Muhammad Karim al-Dabbas'), one('محمد كريم الدباس')],
      },
      {
        ...{ ref: 'EU.9003.30', kind: 'ORGANISATION', birthDates: [], countries: ['RU'], programmes: ['UKR'] },
        names: [one('OOO Severny Terminal'), one('Northern Terminal LLC')],
      },
    ]);
  });

  test('reads the same however the file is cut into pieces', async () => {
    expect(await all(readEuList(pieces(sample('eu.xml'))))).toEqual(await all(readEuList(createReadStream(join(SAMPLES, 'eu.xml')))));
  });

  const EU = sample('eu.xml');
  const deep = `${'<remark>'.repeat(40)}${'</remark>'.repeat(40)}`;
  test.each([
    ['nothing', ''],
    ['a page', '<html><body>Please wait</body></html>'],
    ['another vocabulary', EU.replace('fpi/fsd/export', 'fpi/other')],
    ['a file that is cut off', EU.slice(0, -200)],
    ['an entry without a name', EU.replaceAll(/<nameAlias[^]*?(\/>|<\/nameAlias>)/g, '')],
    ['an entry without a number', EU.replace('euReferenceNumber="EU.9002.20" logicalId="9002"', '')],
    ['entities of its own', EU.replace('<export', '<!DOCTYPE export [<!ENTITY a "b">]><export')],
    ['an entity of the outside', EU.replace('<export', '<!DOCTYPE export SYSTEM "file:///etc/passwd"><export')],
    ['an entity that nobody has told of', EU.replace('Made up</remark>', '&lol;</remark>')],
    ['elements without an end', EU.replace('<remark>Made up</remark>', deep)],
    ['a text without an end', EU.replace('Made up</remark>', `${'a'.repeat(100_001)}</remark>`)],
    ['a name without an end', EU.replace('Zhenya', 'a'.repeat(601))],
    ['a tag without an end', EU.replace('gender="M"', `gender="${'M'.repeat(3_000_000)}"`)],
    ['names without an end', EU.replace('<citizenship', `${Array.from({ length: 401 }, (_, at) => `<nameAlias wholeName="N ${at}"/>`).join('')}<citizenship`)],
    ['letters in another code', Buffer.from(EU.replace('Zhenya', 'Żenia'), 'latin1')],
  ])('is refused whole when it is or holds %s', async (_, file) => {
    await expect(all(readEuList(pieces(file, 64_000)))).rejects.toThrow(ListRefused);
  });
});

describe("OFAC's lists", () => {
  test('give each entry with its names, weak ones marked, birth dates, countries and programmes', async () => {
    const reading = readOfacList(pieces(sample('ofac.xml')));
    const entries = await all(reading);
    expect(reading.publishedAt).toBe('2026-11-19');
    expect(entries).toEqual([
      {
        ...{ ref: '800001', kind: 'PERSON', birthDates: ['1961-09-09', '1959/1961', '1962/1963'], countries: ['CO', 'KP'], programmes: ['SDNTK'] },
        names: [one('Aurelio Tomas QUINTEROS VELANDIA'), one('Aurelio QUINTEROS'), one('EL RELOJERO', true)],
      },
      {
        ...{ ref: '800002', kind: 'ORGANISATION', birthDates: [], countries: ['AE'], programmes: ['IFSR', 'SDGT'] },
        names: [one('BAHR AL-NUR GENERAL TRADING & SHIPPING')],
      },
      { ref: '800003', kind: 'OTHER', birthDates: [], countries: [], programmes: ['IRAN'], names: [one('OCEAN LANTERN')] },
    ]);
  });

  test('are refused when they are something else', async () => {
    await expect(all(readOfacList(pieces(sample('eu.xml'))))).rejects.toThrow(ListRefused);
  });

  test.each([
    ['Burma', 'MM'],
    ['Korea, South', 'KR'],
    ['Russia', 'RU'],
    ['Turkey', 'TR'],
    ['Germany', 'DE'],
    ['United Kingdom', 'GB'],
    ['Congo, Democratic Republic of the', 'CD'],
    ["Cote d'Ivoire", 'CI'],
    ['Atlantis', null],
  ])('know %s as %s', (name, code) => expect(countryCode(name)).toBe(code));
});

describe('the list of politically exposed persons', () => {
  test('gives a line a person, with names in quotation marks and several values of a cell', async () => {
    expect(await all(readPepList(pieces(sample('pep.csv'))))).toEqual([
      {
        ...{ ref: 'PEP-1', kind: 'PERSON', birthDates: ['1959-02-11'], countries: ['GR'] },
        names: [one('Anastasopoulou, Kalliopi'), one('Καλλιόπη Αναστασοπούλου')],
        programmes: ['Deputy minister of nothing in particular', 'Member of parliament'],
      },
      {
        ref: 'PEP-2',
        kind: 'PERSON',
        names: [one('Jens "Jesse" Vinterberg')],
        birthDates: ['1971'],
        countries: ['DK', 'SE'],
        programmes: ['Mayor of Nowhere'],
      },
    ]);
  });

  test.each([
    ['another first line', 'id,name\n1,A'],
    ['too few cells', 'ref,name,aliases,birth_dates,countries,offices\nPEP-1,A'],
    ['a quotation mark that is not closed', 'ref,name,aliases,birth_dates,countries,offices\nPEP-1,"A,,,,'],
    ['a birth date that is none', 'ref,name,aliases,birth_dates,countries,offices\nPEP-1,A,,11.02.1959,,'],
    ['nobody’s line', 'ref,name,aliases,birth_dates,countries,offices\n,A,,,,'],
  ])('is refused when it holds %s', async (_, text) => {
    await expect(all(readPepList(pieces(text)))).rejects.toThrow(ListRefused);
  });
});
