import pg from 'pg';

const { builtins, getTypeParser } = pg.types;

/** PostgreSQL writes `2026-11-22 09:30:00.12+00` (sessions are in UTC). Cut to RFC 3339 with milliseconds: a Date for each value costs more than the row. */
export function instantFromText(text: string): string {
  if (text.charCodeAt(10) !== 32) return text; // infinity
  const fraction = text.length > 22 ? text.slice(20, -3) : '';
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${fraction.padEnd(3, '0')}Z`;
}

const asText = (text: string): string => text;

const PARSERS: Readonly<Record<number, (text: string) => unknown>> = {
  [builtins.TIMESTAMPTZ]: instantFromText,
  [builtins.DATE]: asText,
  [builtins.NUMERIC]: asText,
};

/** How readers take values from the driver: as GraphQL answers them, so that nothing is converted twice. */
export const pgTypes = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => PARSERS[oid] ?? getTypeParser(oid, format as 'text'),
} as pg.CustomTypesConfig;
