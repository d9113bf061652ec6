import { describe, expect, test } from 'vitest';
import type { ListedParty, MatchPolicy } from './port.js';
import { birthDateAgreement, matchScore } from './match.score.js';
import { normalName, soundKey } from './name.normal.js';
import { jaroWinkler, nameScore } from './name.score.js';

const compare = (one: string, other: string, kind: 'PERSON' | 'ORGANISATION' = 'PERSON'): number => nameScore(normalName(one, kind), normalName(other, kind));
const HIT = 0.86;

describe('Jaro and Winkler', () => {
  // the examples of their papers
  test.each([
    ['martha', 'marhta', 0.9611],
    ['dixon', 'dicksonx', 0.8133],
    ['dwayne', 'duane', 0.84],
    ['jones', 'johnson', 0.8324],
    ['abc', 'xyz', 0],
    ['', '', 0],
    ['same', 'same', 1],
  ])('%s and %s are alike by %d', (one, other, score) => {
    expect(jaroWinkler(one, other)).toBeCloseTo(score, 3);
    expect(jaroWinkler(other, one)).toBeCloseTo(score, 3);
  });
});

describe('a name', () => {
  test.each([
    ['Dr. Zoë O’Brien-Müller', ['muller', 'obrien', 'zoe']],
    ['Sheikh Omar AL-NOURI', ['nouri', 'omar']],
    ['Łukasz Strauß', ['lukasz', 'strauss']],
    ['Θεόδωρος', ['theodoros']],
    ['الدباس', ['dbs']],
  ])('%s has its telling words in Latin letters, in the order of the alphabet', (name, tokens) => expect(normalName(name, 'PERSON').tokens).toEqual(tokens));

  test.each([
    ['OOO «Severny Terminal»', 'Severny Terminal LLC'],
    ['Acme Trading Company Ltd.', 'ACME TRADING GmbH & Co. KG'],
  ])('of a company is the same without its legal form: %s, %s', (one, other) =>
    expect(normalName(one, 'ORGANISATION').tokens).toEqual(normalName(other, 'ORGANISATION').tokens),
  );

  test('that holds nothing but noise keeps it', () => expect(normalName('Al', 'PERSON').tokens).toEqual(['al']));
  test('without any letter has no words', () => expect(normalName('---', 'PERSON').tokens).toEqual([]));

  test.each([
    ['mohammed', 'muhamad'],
    ['yusuf', 'yousef'],
    ['schmidt', 'shmidt'],
    ['aleksandr', 'alexandr'],
    ['stephen', 'stefan'],
  ])('%s sounds like %s', (one, other) => expect(soundKey(one)).toBe(soundKey(other)));
});

describe('names that are one', () => {
  test.each([
    ['swapped', 'Zarubin Yevgeniy', 'Yevgeniy Zarubin'],
    ['without the patronymic', 'Yevgeniy Zarubin', 'Yevgeniy Arkadyevich Zarubin'],
    ['in Cyrillic', 'Евгений Зарубин', 'Yevgeniy Zarubin'],
    ['in Cyrillic on one side and otherwise transliterated on the other', 'Evgeny Zarubin', 'Евгений Аркадьевич Зарубин'],
    ['in Greek', 'Καλλιόπη Αναστασοπούλου', 'Kalliopi Anastasopoulou'],
    ['in Arabic, which has no vowels', 'محمد كريم الدباس', 'Muhammad Karim al-Dabbas'],
    ['with another spelling of an Arabic name', 'Mohamed Kareem El Dabbas', 'Muhammad Karim al-Dabbas'],
    ['with accents', 'Jürgen Vögele', 'Jurgen Voegele'],
    ['in capitals with a comma', 'QUINTEROS VELANDIA, Aurelio', 'Aurelio Quinteros Velandia'],
    ['with a slip of the pen', 'Aurelio Quintros', 'Aurelio Quinteros'],
    ['with an initial', 'A. Quinteros Velandia', 'Aurelio Quinteros Velandia'],
  ])('%s', (_, one, other) => expect(compare(one, other)).toBeGreaterThanOrEqual(HIT));

  test('are companies by another legal form', () => expect(compare('Severny Terminal Ltd', 'OOO Severny Terminal', 'ORGANISATION')).toBe(1));
});

describe('names that are two', () => {
  test.each([
    ['another first name', 'Oleg Zarubin', 'Yevgeniy Zarubin'],
    ['another family name', 'Yevgeniy Petrov', 'Yevgeniy Zarubin'],
    ['a common first name', 'Muhammad Ali', 'Muhammad Karim al-Dabbas'],
    ['one word of three', 'Karim Benzema', 'Muhammad Karim al-Dabbas'],
    ['a single word that is a part', 'Quinteros', 'Maria Elena Quinteros Lopez'],
    ['words that only begin alike', 'Maria Ioannou', 'Marios Ioannides'],
    ['nothing in common', 'Eleni Nikolaidou', 'Aurelio Quinteros'],
  ])('%s', (_, one, other) => expect(compare(one, other)).toBeLessThan(HIT));

  test('of companies that share a common word', () => expect(compare('Golden Trading', 'Silver Trading', 'ORGANISATION')).toBeLessThan(HIT));
});

describe('a birth date', () => {
  test.each([
    ['1968-04-17', ['1968-04-17'], 'AGREES'],
    ['1968-04-17', ['1970-01-01', '1968-04-17'], 'AGREES'],
    ['1968-04-05', ['1968-05-04'], 'YEAR_AGREES'],
    ['1968-04-17', ['1968'], 'YEAR_AGREES'],
    ['1968-04-17', ['1968-04'], 'YEAR_AGREES'],
    ['1968-04-17', ['1968-01-01'], 'YEAR_AGREES'],
    ['1968-04-17', ['1966/1969'], 'YEAR_AGREES'],
    ['1968-04-17', ['1968-05'], 'DIFFERS'],
    ['1968-04-17', ['1969/1970'], 'DIFFERS'],
    ['1968-04-17', ['1968-04-18'], 'DIFFERS'],
    ['1968-04-17', [], 'UNKNOWN'],
    [null, ['1968'], 'UNKNOWN'],
  ] as const)('of %s against %j: %s', (own, listed, agreement) => expect(birthDateAgreement(own, listed)).toBe(agreement));
});

describe('a match', () => {
  const policy: MatchPolicy = {
    ...{ threshold: 0.86, birthDateAgrees: 0.06, birthYearAgrees: 0.03, birthDateDiffers: 0.15, countryAgrees: 0.02, countryDiffers: 0.03 },
    weakNameFactor: 0.92,
  };
  const party: ListedParty = {
    ...{ list: 'EU', ref: '1', kind: 'PERSON', name: 'Yevgeniy Zarubin', aliases: [], birthDates: ['1968-04-17'], countries: ['RU'], programmes: [], hash: '' },
  };
  const subject = { clientId: 'c', kind: 'PERSON', name: 'Yevgeniy Zarubin', birthDate: null, country: null } as const;
  const worth = (score: number, more: Partial<typeof subject> | object = {}, isWeak = false): number =>
    matchScore({ ...subject, ...more }, party, { name: 'x', score, isWeak }, policy).score;

  test('without a birth date is worth what the name is', () => expect(worth(0.9)).toBe(0.9));
  test('with another birth date is worth less, and no hit even with the same name', () => expect(worth(1, { birthDate: '1990-01-02' })).toBe(0.85));
  test('with birth date and country is lifted, to 1 at most', () => {
    expect(worth(0.8, { birthDate: '1968-04-17', country: 'RU' })).toBe(0.88);
    expect(worth(1, { birthDate: '1968-04-17', country: 'RU' })).toBe(1);
  });
  test('by a weak name is worth less', () => expect(worth(0.9, {}, true)).toBe(0.828));
  test('of a company asks for no birth date', () => expect(worth(0.9, { kind: 'ORGANISATION', birthDate: '1990-01-02' })).toBe(0.9));
});
