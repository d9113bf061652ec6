/** As OFAC writes countries, where that is not their usual English name. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  burma: 'MM',
  'korea, north': 'KP',
  'korea, south': 'KR',
  'congo, democratic republic of the': 'CD',
  'congo, republic of the': 'CG',
  'cote d ivoire': 'CI',
  'czech republic': 'CZ',
  'gambia, the': 'GM',
  'bahamas, the': 'BS',
  'cabo verde': 'CV',
  'russian federation': 'RU',
  turkey: 'TR',
  'region: gaza': 'PS',
  'west bank': 'PS',
  palestinian: 'PS',
  'region: crimea': 'UA',
  'hong kong': 'HK',
  macau: 'MO',
  swaziland: 'SZ',
  macedonia: 'MK',
  'north macedonia, the republic of': 'MK',
  'virgin islands, british': 'VG',
  'holy see': 'VA',
};

const plain = (name: string): string => name.normalize('NFKD').replaceAll(/\p{M}/gu, '').replaceAll(/['’]/g, ' ').replaceAll('&', 'and').toLowerCase().trim();

function codesByName(): ReadonlyMap<string, string> {
  const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const known = letters
    .flatMap((one) => letters.map((other) => one + other))
    .flatMap((code): [string, string][] => {
      const name = names.of(code);
      // SU and DD have names, too: of the countries that they became
      return name === undefined || new Intl.Locale(`und-${code}`).region !== code ? [] : [[plain(name), code]];
    });
  return new Map([...known, ...Object.entries(OTHER_NAMES)]);
}

const CODES = codesByName();

/** The ISO 3166-1 alpha-2 code of a country by its English name; null: it is no country that we know. */
export const countryCode = (name: string): string | null => CODES.get(plain(name)) ?? null;
