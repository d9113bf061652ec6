import type { Agreement, ListedParty, MatchPolicy, MatchReason, ScreeningSubject } from './port.js';

/** What a list's birth dates say to a client's: the kindest of them counts. */
export function birthDateAgreement(birthDate: string | null, listed: readonly string[]): Agreement {
  if (birthDate === null || listed.length === 0) return 'UNKNOWN';
  const told = listed.map((date) => oneAgreement(birthDate, date));
  return told.includes('AGREES') ? 'AGREES' : told.includes('YEAR_AGREES') ? 'YEAR_AGREES' : 'DIFFERS';
}

function oneAgreement(birthDate: string, listed: string): Agreement {
  const year = Number(birthDate.slice(0, 4));
  const [from = '', to] = listed.split('/');
  if (to !== undefined) return year >= Number(from) && year <= Number(to) ? 'YEAR_AGREES' : 'DIFFERS';
  if (listed.length < 10) return birthDate.startsWith(listed) ? 'YEAR_AGREES' : 'DIFFERS';
  if (listed === birthDate) return 'AGREES';
  const swapped = `${listed.slice(0, 4)}-${listed.slice(8, 10)}-${listed.slice(5, 7)}`;
  // day and month the other way round, or the first of January, which stands for a year of which no more is known
  return swapped === birthDate || (listed.endsWith('-01-01') && birthDate.startsWith(listed.slice(0, 4))) ? 'YEAR_AGREES' : 'DIFFERS';
}

export const countryAgreement = (country: string | null, listed: readonly string[]): Exclude<Agreement, 'YEAR_AGREES'> =>
  country === null || listed.length === 0 ? 'UNKNOWN' : listed.includes(country) ? 'AGREES' : 'DIFFERS';

/** What a match is worth altogether, 0 to 1, and why. A birth date says nothing of a company. */
export function matchScore(
  subject: ScreeningSubject,
  party: ListedParty,
  name: { readonly name: string; readonly score: number; readonly isWeak: boolean },
  policy: MatchPolicy,
): { readonly score: number; readonly why: MatchReason } {
  const birthDate = subject.kind === 'PERSON' ? birthDateAgreement(subject.birthDate, party.birthDates) : 'UNKNOWN';
  const country = countryAgreement(subject.country, party.countries);
  const shift =
    { AGREES: policy.birthDateAgrees, YEAR_AGREES: policy.birthYearAgrees, DIFFERS: -policy.birthDateDiffers, UNKNOWN: 0 }[birthDate] +
    { AGREES: policy.countryAgrees, DIFFERS: -policy.countryDiffers, UNKNOWN: 0 }[country];
  const score = name.score * (name.isWeak ? policy.weakNameFactor : 1) + shift;
  return {
    score: rounded(Math.min(1, Math.max(0, score))),
    why: { matchedName: name.name, nameScore: rounded(name.score), isWeakName: name.isWeak, birthDate, country },
  };
}

const rounded = (score: number): number => Math.round(score * 10_000) / 10_000;
