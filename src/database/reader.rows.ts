import { pgTypes } from './reader.types.js';

export type Row = Record<string, unknown>;

/** A column as PostgreSQL describes it. */
export interface DescribedField {
  readonly name: string;
  readonly dataTypeID: number;
}

/** Makes a row out of the texts of its columns. */
export type RowReader = (texts: readonly (string | null)[]) => Row;

type Parser = (text: string) => unknown;

/** What the driver does with text: nothing that a row needs. */
const TEXT = 25;
const parserOf = (type: number): Parser => pgTypes.getTypeParser(type, 'text') as Parser;
const asText = parserOf(TEXT);

/** The columns of a row, and the rows that are joined to it. */
interface Layout {
  readonly columns: [name: string, index: number][];
  readonly joined: Map<string, Layout>;
}

const emptyLayout = (): Layout => ({ columns: [], joined: new Map() });

/** `0.1.reference`: a column of the second row that is joined to the first row that is joined. No name of GraphQL starts with a digit. */
const PLACED = /^((?:\d+\.)*)(.*)$/s;

function layoutOf(fields: readonly DescribedField[]): Layout {
  const root = emptyLayout();
  fields.forEach(({ name }, index) => {
    const [, place = '', own = ''] = PLACED.exec(name) ?? [];
    let layout = root;
    for (const step of place.match(/\d+\./g) ?? []) {
      const below = layout.joined.get(step) ?? emptyLayout();
      layout.joined.set(step, below);
      layout = below;
    }
    layout.columns.push([own, index]);
  });
  return root;
}

/**
 * How the rows of a statement are read, written out as one object literal: a row then has its final form from the start, which filling it
 * column by column costs several times as much for. A joined row is an object under its place, `0.`, or null where there is none.
 */
export function rowReader(fields: readonly DescribedField[]): RowReader {
  const parsers = fields.map((field) => parserOf(field.dataTypeID));
  const value = (index: number): string => (parsers[index] === asText ? `t[${index}]` : `t[${index}] === null ? null : p[${index}](t[${index}])`);
  const literal = ({ columns, joined }: Layout): string => {
    const own = columns.map(([name, index]) => `${JSON.stringify(name)}: ${value(index)}`);
    const below = [...joined].map(([place, layout]) => {
      const id = layout.columns.find(([name]) => name === 'id')?.[1];
      if (id === undefined) throw new Error('A joined row is told by its id');
      return `${JSON.stringify(place)}: t[${id}] === null ? null : ${literal(layout)}`;
    });
    return `{ ${[...own, ...below].join(', ')} }`;
  };
  // oxlint-disable-next-line typescript/no-implied-eval -- it is made of names of columns, which are our own, written as texts
  return new Function('p', `return (t) => (${literal(layoutOf(fields))})`)(parsers) as RowReader;
}
