// type-graphql's decorators want it, and every file with types imports scalars
import 'reflect-metadata';
import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { isCurrency } from '../runtime/currency.js';

const bad = (message: string): GraphQLError => new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });

/** A scalar that travels as a string: checked on the way in, passed on as it is on the way out, since it comes from our own tables. */
function stringScalar(
  name: string,
  description: string,
  parse: (text: string) => string,
  serialize: (value: unknown) => unknown = (value) => value,
  specifiedByURL?: string,
): GraphQLScalarType {
  const fromText = (value: unknown): string => {
    if (typeof value !== 'string') throw bad(`${name} takes a string, not ${value === null ? 'null' : typeof value}.`);
    return parse(value);
  };
  return new GraphQLScalarType({
    name,
    description,
    ...(specifiedByURL === undefined ? {} : { specifiedByURL }),
    serialize,
    parseValue: fromText,
    parseLiteral: (node: ValueNode) => {
      if (node.kind !== Kind.STRING) throw bad(`${name} takes a string in quotes.`);
      return parse(node.value);
    },
  });
}

const DECIMAL = /^-?\d{1,20}(\.\d{1,8})?$/;

export const Decimal = stringScalar(
  'Decimal',
  'An exact decimal as a string, such as "1250.00": digits, at most one point, an optional minus, at most 8 decimals. A JSON number is refused, and so are NaN and exponents.',
  (text) => {
    if (!DECIMAL.test(text)) throw bad(`"${text.slice(0, 40)}" is no decimal: write digits with at most one point and 8 decimals, such as "1250.00".`);
    return text;
  },
);

const INSTANT = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;
const DAY = /^\d{4}-\d\d-\d\d$/;

/** `Date` takes the 30th of February for the 2nd of March, and PostgreSQL knows no year 0. */
const isDay = (text: string): boolean => {
  const time = DAY.test(text) && !text.startsWith('0000') ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
};

/** Readers answer with text in this form already (database/reader.types.ts); entities and services with a Date. */
const instantText = (value: unknown): unknown => (value instanceof Date ? value.toISOString() : value);

export const DateTime = stringScalar(
  'DateTime',
  'An instant by RFC 3339, answered in UTC with milliseconds: "2026-11-22T09:30:00.000Z". Taken with any offset.',
  (text) => {
    const time = isDay(INSTANT.exec(text)?.[1] ?? '') ? Date.parse(text) : Number.NaN;
    const instant = Number.isNaN(time) ? '' : new Date(time).toISOString();
    // an offset may lead out of the years of four digits
    if (!isDay(instant.slice(0, 10))) throw bad(`"${text.slice(0, 40)}" is no instant: write it like "2026-11-22T09:30:00.000Z".`);
    return instant;
  },
  instantText,
  'https://www.rfc-editor.org/rfc/rfc3339',
);

export const CalendarDate = stringScalar('Date', 'A calendar date: "2026-11-22".', (text) => {
  if (!isDay(text)) throw bad(`"${text.slice(0, 40)}" is no date: write it like "2026-11-22".`);
  return text;
});

export const CurrencyCode = stringScalar('CurrencyCode', 'A currency by ISO 4217, or a crypto asset of the list: "USD", "EUR", "JPY", "USDT".', (text) => {
  if (!isCurrency(text)) throw bad(`"${text.slice(0, 20)}" is no currency that is known here: write a code such as "USD".`);
  return text;
});

const regionNames = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
const NO_COUNTRY = new Set(['EU', 'EZ', 'UN', 'QO', 'ZZ', 'XA', 'XB']);
const isCountry = (code: string): boolean => /^[A-Z]{2}$/.test(code) && !NO_COUNTRY.has(code) && regionNames.of(code) !== undefined;

export const CountryCode = stringScalar('CountryCode', 'A country by ISO 3166-1 alpha-2: "CY".', (text) => {
  if (!isCountry(text)) throw bad(`"${text.slice(0, 20)}" is no country: write two capital letters by ISO 3166-1, such as "CY".`);
  return text;
});

const EMAIL = /^[^\s@<>()[\]\\,;:"]{1,64}@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/;

export const EmailAddress = stringScalar(
  'EmailAddress',
  'An e-mail address. It is compared without regard to case; whoever may not see it gets it masked: "m***@***.com".',
  (text) => {
    const folded = text.normalize('NFKC').trim().toLowerCase();
    if (folded.length > 254 || !EMAIL.test(folded)) throw bad(`"${text.slice(0, 60)}" is no e-mail address: write it like "maria@example.com".`);
    return folded;
  },
);

const JSON_DEPTH = 32;

/** Objects without a prototype, so that a key named `__proto__` is only a key. */
function plainJson(value: unknown, depth = 0): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (depth === JSON_DEPTH) throw bad(`A JSON value nests ${JSON_DEPTH} levels deep at most.`);
  if (Array.isArray(value)) return value.map((inner) => plainJson(inner, depth + 1));
  const copy = Object.create(null) as Record<string, unknown>;
  for (const [key, inner] of Object.entries(value)) copy[key] = plainJson(inner, depth + 1);
  return copy;
}

function jsonFromLiteral(node: ValueNode, variables: Readonly<Record<string, unknown>> | null | undefined): unknown {
  switch (node.kind) {
    case Kind.OBJECT: {
      const object = Object.create(null) as Record<string, unknown>;
      for (const field of node.fields) object[field.name.value] = jsonFromLiteral(field.value, variables);
      return object;
    }
    case Kind.LIST:
      return node.values.map((value) => jsonFromLiteral(value, variables));
    case Kind.NULL:
      return null;
    case Kind.VARIABLE:
      return plainJson(variables?.[node.name.value]);
    case Kind.INT:
    case Kind.FLOAT:
      return Number(node.value);
    default:
      return node.value;
  }
}

export const Json = new GraphQLScalarType({
  name: 'JSON',
  description: 'Any JSON value.',
  serialize: (value) => value,
  parseValue: (value) => plainJson(value),
  parseLiteral: jsonFromLiteral,
});
