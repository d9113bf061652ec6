import anyAscii from 'any-ascii';

/** A name in the form in which names are compared. */
export interface NormalName {
  /** Lower-case Latin words in the order of the alphabet: `anders berg`, whichever way round it was written. */
  readonly tokens: readonly string[];
  /** What a word sounds like, roughly: spellings of one name share it. Without repeats. */
  readonly keys: readonly string[];
}

/** Words that say nothing about who it is: titles, and the Arabic article that is written with or without. */
const PERSON_NOISE = new Set('mr mrs ms miss dr prof sir sheikh shaikh sayyid hajji haji al el ul ad as an ar'.split(' '));
/** Legal forms, of which one company has several spellings. */
const COMPANY_NOISE = new Set(
  'ltd limited llc llp lp inc incorporated corp corporation co company plc gmbh ag kg sa sas sarl srl spa bv nv oy ab as aps oao ooo zao pao jsc ojsc cjsc pjsc pte pty fze fzco the and of'.split(
    ' ',
  ),
);

const APOSTROPHES = /['’ʼ`ʹʺ]/g;
/** Written on to its word, where other scripts set it off. */
const ARABIC_ARTICLE = /(^|\s)ال(?=\p{L}{2})/gu;
const MOST_TOKENS = 12;

/** One script, one case, no accents: letter by letter, as transliterations of documents do it. */
const latin = (text: string): string =>
  anyAscii(text.normalize('NFKC').replaceAll(ARABIC_ARTICLE, '$1'))
    .toLowerCase()
    .replaceAll(APOSTROPHES, '')
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();

/** A name that holds nothing but noise keeps it: something has to be compared. */
export function normalName(name: string, kind: 'PERSON' | 'ORGANISATION'): NormalName {
  const words = latin(name)
    .split(' ')
    .filter((word) => word !== '');
  const noise = kind === 'PERSON' ? PERSON_NOISE : COMPANY_NOISE;
  const telling = words.filter((word) => !noise.has(word));
  const tokens = (telling.length === 0 ? words : telling).slice(0, MOST_TOKENS).sort();
  return { tokens, keys: [...new Set(tokens.map(soundKey))] };
}

const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/^(ye|yo|yu|ya|ju|ja)/, 'j'],
  [/shch|sch|tsch|tch|tz|ts|zh|sh|ch|cz|[zc](?=[eiy])/g, 's'],
  [/x/g, 'ks'],
  [/ph|pf/g, 'f'],
  [/kh|gh|ck|qu|[cqg]/g, 'k'],
  [/th|dh/g, 't'],
  [/[wv]/g, 'v'],
  [/dj|j/g, 'j'],
  [/z/g, 's'],
];

/** The skeleton of a word: what is spelled one way or the other is made one, vowels and `h` go, doubled letters are one. */
export function soundKey(word: string): string {
  const one = SPELLINGS.reduce((text, [pattern, sound]) => text.replace(pattern, sound), word);
  const [first = '', ...rest] = one;
  const skeleton = (/[aeiouyh]/.test(first) ? 'a' : first) + rest.join('').replaceAll(/[aeiouyh]/g, '');
  return skeleton.replaceAll(/(.)\1+/g, '$1');
}
