import type { Actor } from '../access/actor.js';
import type { Permission } from '../access/permissions.js';
import { isId } from './ids.js';
import type { Parameters, Slot } from './statement.js';

/**
 * One argument of a filter input. `shape` says which text it takes for a value (the text is cached by shape), `where` writes that text.
 * `at` makes the slot that picks a part of the value at run time.
 */
export interface Filter {
  /** The plan hangs on the shape alone: it holds the values, or the planner is not shown them. */
  readonly inText?: true;
  shape(value: never, actor: Actor): string;
  where(parameters: Parameters, shape: string, at: (pick: (value: never) => unknown) => Slot): string;
}

/**
 * Values of an enum stand in the text itself: there are few, and PostgreSQL's plan for the text then knows how rare they are. `one`: the
 * argument is a single value and not a list.
 */
export const oneOfEnum = (column: string, how?: 'one'): Filter => ({
  inText: true,
  shape: (given: string | readonly string[]) => [...new Set(how === 'one' ? [given as string] : (given as readonly string[]))].sort().join(),
  where: (_parameters, shape) => {
    if (shape === '') return 'false';
    const values = shape.split(',').map(enumLiteral);
    return values.length === 1 ? `${column} = ${values[0]}` : `${column} in (${values.join(', ')})`;
  },
});

/** GraphQL lets nothing else through; a statement's text has to be sure by itself. */
function enumLiteral(value: string): string {
  if (!/^[A-Z][A-Z0-9_]*$/.test(value)) throw new Error('A value of an enum is written in capitals');
  return `'${value}'`;
}

/** A condition and its opposite; each stands in the text, so that an index over the rows of one of them serves. */
export const yesOrNo = (yes: string, no: string): Filter => ({
  inText: true,
  shape: (value: boolean) => (value ? 'yes' : 'no'),
  where: (_parameters, shape) => (shape === 'yes' ? yes : no),
});

/** A list of values: one, several, or none at all, which matches nothing. */
export const oneOf = (column: string, cast = 'text'): Filter => ({
  shape: (values: readonly unknown[]) => (values.length === 1 ? 'one' : 'many'),
  where: (parameters, shape, at) =>
    shape === 'one'
      ? `${column} = ${parameters.add(
          at((values: readonly unknown[]) => values[0]),
          cast,
        )}`
      : `${column} = any(${parameters.add(
          at((values: readonly unknown[]) => values),
          `${cast}[]`,
        )})`,
});

export const equals = (column: string, cast = 'text'): Filter => ({
  shape: () => '',
  where: (parameters, _shape, at) =>
    `${column} = ${parameters.add(
      at((value: unknown) => value),
      cast,
    )}`,
});

/** A bigint that is given in digits; what is none belongs to nothing. */
export const digits = (column: string): Filter => ({
  shape: (value: string) => (/^\d{1,18}$/.test(value) ? 'digits' : 'none'),
  where: (parameters, shape, at) =>
    shape === 'none'
      ? 'false'
      : `${column} = ${parameters.add(
          at((value: string) => value),
          'bigint',
        )}`,
});

/** An id; what is no id belongs to nothing. */
export const idEquals = (column: string): Filter => ({
  shape: (value: string) => (isId(value) ? 'id' : 'none'),
  where: (parameters, shape, at) =>
    shape === 'none'
      ? 'false'
      : `${column} = ${parameters.add(
          at((value: string) => value),
          'uuid',
        )}`,
});

/** An id that the rows hang on by other tables: `test` says how, given the id. */
export const idThrough = (test: (id: string) => string): Filter => ({
  shape: (value: string) => (isId(value) ? 'id' : 'none'),
  where: (parameters, shape, at) =>
    shape === 'none'
      ? 'false'
      : test(
          parameters.add(
            at((value: string) => value),
            'uuid',
          ),
        ),
});

type Bounds = Readonly<Record<string, unknown>>;

type WriteBound = (parameters: Parameters, slot: Slot, cast: string) => string;

const shown: WriteBound = (parameters, slot, cast) => parameters.add(slot, cast);
/** The planner is not shown it. */
const hidden: WriteBound = (parameters, slot, cast) => `(select ${parameters.add(slot, cast)})`;

const bounds = (column: string, cast: string, low: string, high: string, highOperator: '<' | '<=', write = shown): Filter => ({
  shape: (value: Bounds) => `${value[low] == null ? '' : 'l'}${value[high] == null ? '' : 'h'}`,
  where: (parameters, shape, at) => {
    const tests = [
      shape.includes('l') &&
        `${column} >= ${write(
          parameters,
          at((value: Bounds) => value[low]),
          cast,
        )}`,
      shape.includes('h') &&
        `${column} ${highOperator} ${write(
          parameters,
          at((value: Bounds) => value[high]),
          cast,
        )}`,
    ].filter((test) => test !== false);
    return tests.length === 0 ? 'true' : tests.join(' and ');
  },
});

/** `{ from, to }`: from is inclusive, to is exclusive. */
export const timeRange = (column: string): Filter => bounds(column, 'timestamptz', 'from', 'to', '<');
/**
 * Of the very column that pages are ordered by, which the index that they walk has: wherever the bounds lie, a page is a stretch of it, so
 * that its statement is planned once, as if there were no values.
 */
export const orderRange = (column: string): Filter => ({ ...bounds(column, 'timestamptz', 'from', 'to', '<', hidden), inText: true });
export const dateRange = (column: string): Filter => bounds(column, 'date', 'from', 'to', '<');
/** `{ min, max }`, both inclusive. */
export const decimalRange = (column: string): Filter => bounds(column, 'numeric', 'min', 'max', '<=');

/** For whoever `isHidden` hides the column from, nothing has any value of it: a filter would tell what the column does not. */
export const unlessHidden = (filter: Filter, isHidden: (actor: Actor) => boolean): Filter => ({
  ...filter,
  shape: (value, actor) => (isHidden(actor) ? HIDDEN : filter.shape(value, actor)),
  where: (parameters, shape, at) => (shape === HIDDEN ? 'false' : filter.where(parameters, shape, at)),
});
const HIDDEN = 'hidden';

/** A value that the column's array holds. */
export const holds = (column: string): Filter => ({
  shape: () => '',
  where: (parameters, _shape, at) =>
    `${column} @> array[${parameters.add(
      at((value: unknown) => value),
      'text',
    )}]`,
});

export const escapeLike = (text: string): string => text.replaceAll(/[\\%_]/g, (character) => `\\${character}`);

/** The start of any of the columns, in the case in which they are stored; `fold` brings the term to it. */
export const prefix = (columns: readonly string[], fold: (term: string) => string = (term) => term): Filter => ({
  shape: () => '',
  where: (parameters, _shape, at) => {
    const pattern = parameters.add(
      at((term: string) => `${escapeLike(fold(term.trim()))}%`),
      'text',
    );
    return `(${columns.map((column) => `${column} like ${pattern}`).join(' or ')})`;
  },
});

/**
 * A person's search: every word of the term starts a word of the column, or the whole term, if it is a name, is similar to a part of it; a phone number
 * is found however it is written. The column is lower case, its words are set off by spaces, and it has a trigram index. Whoever lacks the permission of `without` searches that
 * column instead, or a search by prefix would tell, letter by letter, what a mask hides.
 */
export const wordSearch = (column: string, without?: { column: string; unless: Permission }): Filter => ({
  shape: (term: string, actor: Actor) =>
    `${words(term).length}${isName(term) ? ' similar' : ''}${phoneDigits(term) === '' ? '' : ' phone'}${without !== undefined && !actor.permissions.has(without.unless) ? ' masked' : ''}`,
  where: (parameters, shape, at) => {
    const count = Number.parseInt(shape, 10);
    if (count === 0) return 'true';
    const searched = without !== undefined && shape.endsWith('masked') ? without.column : column;
    const each = Array.from(
      { length: count },
      (_, index) =>
        `${searched} like ${parameters.add(
          at((term: string) => `% ${escapeLike(words(term)[index] ?? '')}%`),
          'text',
        )}`,
    );
    const starts = each.join(' and ');
    if (shape.includes('phone'))
      return `((${starts}) or ${searched} like ${parameters.add(
        at((term: string) => `%${phoneDigits(term)}%`),
        'text',
      )})`;
    return shape.includes('similar')
      ? `(${starts} or ${parameters.add(
          at((term: string) => words(term).join(' ')),
          'text',
        )} <% ${searched})`
      : `(${starts})`;
  },
});

/** Numbers and addresses are never looked for by similarity: every other reference is similar to one, and all of a domain to each other. */
const isName = (term: string): boolean => !/[\d@]/.test(term);

/**
 * What is left of a phone number by whatever grouping, with 00 or + before the country or with the 0 of a call within it; empty: the term
 * is none. Digits alone may be a login or a reference, and are looked for by their start.
 */
function phoneDigits(term: string): string {
  if (!/^\s*(?:[+(]|0|\d+[\s()./-]+\d)[\d\s()./-]*$/.test(term)) return '';
  const digits = term.replaceAll(/\D/g, '').replace(/^00?/, '');
  return digits.length < 6 ? '' : digits.slice(0, 20);
}

/** At most five words count, or one long paste would become a long statement. */
const words = (term: string): string[] =>
  term
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 5);
