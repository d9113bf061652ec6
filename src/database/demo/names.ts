import type { Country } from './countries.data.js';
import type { Random } from './random.js';

const COMPANY_WORDS =
  'Aurora|Meridian|Harbour|Northwind|Silverline|Keystone|Bluewater|Summit|Cedar|Atlas|Falcon|Juniper|Lighthouse|Granite|Orchard|Compass|Riverside|Beacon|Amber|Horizon'.split(
    '|',
  );
const COMPANY_TRADES = 'Trading|Holdings|Capital|Consulting|Logistics|Partners|Ventures|Commodities|Imports|Technologies'.split('|');
const MAILBOXES = ['mail.example', 'post.example', 'inbox.example', 'letters.example'] as const;

/** Letters that do not fall into a plain letter and its accent. */
const WHOLE_LETTERS: Readonly<Record<string, string>> = { ß: 'ss', ø: 'o', Ø: 'O', ł: 'l', Ł: 'L', đ: 'd', Đ: 'D', ı: 'i' };

export const withoutAccents = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[ßøØłŁđĐı]/g, (letter) => WHOLE_LETTERS[letter] ?? letter);

/** Lower-case letters of the plain alphabet, as mail addresses have them. */
export const plain = (text: string): string =>
  withoutAccents(text)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '');

export interface NameBook {
  person(random: Random, country: Country): { firstName: string; lastName: string };
  company(random: Random, country: Country): string;
  /** An address that nobody has yet. */
  email(firstName: string, lastName: string, domain: string): string;
  mailbox(random: Random): string;
}

export function nameBook(): NameBook {
  const taken = new Map<string, number>();
  return {
    person(random, country) {
      const isWoman = random.chance(0.36);
      const family = (isWoman && country.familyOfWomen) || country.family;
      return { firstName: random.pick(isWoman ? country.female : country.male), lastName: random.pick(family) };
    },
    company: (random, country) => country.companyForm.replace('*', `${random.pick(COMPANY_WORDS)} ${random.pick(COMPANY_TRADES)}`),
    email(firstName, lastName, domain) {
      const name = `${plain(firstName)}.${plain(lastName)}`;
      const count = (taken.get(`${name}@${domain}`) ?? 0) + 1;
      taken.set(`${name}@${domain}`, count);
      return `${name}${count > 1 ? count : ''}@${domain}`;
    },
    mailbox: (random) => random.pick(MAILBOXES),
  };
}

/** A pattern's `9` becomes a digit and its `A` a letter. */
export const fill = (random: Random, pattern: string): string =>
  pattern.replaceAll(/[9A]/g, (place) => (place === '9' ? String(random.between(0, 9)) : String.fromCharCode(65 + random.between(0, 25))));
