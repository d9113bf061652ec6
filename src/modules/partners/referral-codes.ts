import { randomInt } from 'node:crypto';

/** Without 0 and O, 1 and I: people read codes aloud and type them in. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const RANDOM_LENGTH = 4;
const STEM_LENGTH = 6;

/** "Käthe Müller" -> KATHEM; a name without Latin letters has no stem. */
const stemOf = (name: string): string =>
  name
    .normalize('NFKD')
    .toUpperCase()
    .replaceAll(/[^A-Z]/g, '')
    .slice(0, STEM_LENGTH);

const randomPart = (length: number): string => Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');

/** A code that people recognise the partner by: `NORTHB-7KQ4`. Not a secret, so four characters do; whether it is free the database says. */
export function proposeReferralCode(name: string): string {
  const stem = stemOf(name);
  return stem === '' ? `${randomPart(4)}-${randomPart(RANDOM_LENGTH)}` : `${stem}-${randomPart(RANDOM_LENGTH)}`;
}
