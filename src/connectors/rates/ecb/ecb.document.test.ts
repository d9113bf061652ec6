import { describe, expect, test } from 'vitest';
import { RatesUnavailable } from '../port.js';
import { readEcbRates } from './ecb.document.js';

const XMLNS = 'xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref"';
const USD = "<Cube currency='USD' rate='1.0825'/>";
const day = (rates: string, time = '2026-11-20'): string => `<Cube time='${time}'>${rates}</Cube>`;
const file = (days: string, { before = '', xmlns = XMLNS } = {}): string =>
  `<?xml version="1.0" encoding="UTF-8"?>${before}<gesmes:Envelope ${xmlns}><gesmes:subject>Reference rates</gesmes:subject><Cube>${days}</Cube></gesmes:Envelope>`;

describe('the daily file of the ECB', () => {
  test('gives the day and each rate as it is written', () => {
    expect(readEcbRates(file(day(`${USD}<Cube currency='JPY' rate='163.80'/>`)))).toEqual({
      ...{ publisher: 'ECB', base: 'EUR', day: '2026-11-20', publishedAt: '2026-11-20T15:00:00.000Z' },
      rates: { USD: '1.0825', JPY: '163.80' },
    });
  });

  test.each([
    ['nothing', ''],
    ['text', 'Service unavailable'],
    ['a page', '<html><body>Please wait</body></html>'],
    ['no rates', file(day(''))],
    ['no day', file(USD)],
    ['a file that is cut off', file(day(USD)).slice(0, -30)],
    ['two days', file(day(USD) + day(USD, '2026-11-19'))],
    ['a day that is none', file(day(USD, '2026-02-31'))],
    ['a rate of zero', file(day("<Cube currency='USD' rate='0.000'/>"))],
    ['a rate below zero', file(day("<Cube currency='USD' rate='-1.08'/>"))],
    ['a rate that is no number', file(day("<Cube currency='USD' rate='N/A'/>"))],
    ['a rate with an exponent', file(day("<Cube currency='USD' rate='1e3'/>"))],
    ['a rate with a comma', file(day("<Cube currency='USD' rate='1,08'/>"))],
    ['a currency without a rate', file(day("<Cube currency='USD'/>"))],
    ['a rate without a currency', file(day("<Cube rate='1.08'/>"))],
    ['a currency twice', file(day(USD + USD))],
    ['rates of another vocabulary', file(day(USD), { xmlns: XMLNS.replace('eurofxref', 'other') })],
    ['a document type with entities', file(day(USD), { before: '<!DOCTYPE x [<!ENTITY a "b">]>' })],
  ])('is refused whole when it holds %s', (_, text) => expect(() => readEcbRates(text)).toThrow(RatesUnavailable));
});
