/** Beyond it a line is none: whatever the file is, it is no table. */
const MOST_CHARACTERS = 20_000;
const SEPARATORS = [',', ';', '\t'] as const;

export interface Row {
  /** In the file, from 1. */
  readonly line: number;
  /** Null: the line cannot be split into fields. */
  readonly fields: readonly string[] | null;
}

/** A quoted field with its quotes doubled, or a plain one without any. */
const FIELD: Readonly<Record<(typeof SEPARATORS)[number], RegExp>> = {
  ',': /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/y,
  ';': /(?:"((?:[^"]|"")*)"|([^";]*))(;|$)/y,
  '\t': /(?:"((?:[^"]|"")*)"|([^"\t]*))(\t|$)/y,
};

function split(text: string, separator: (typeof SEPARATORS)[number]): string[] | null {
  if (!text.includes('"')) return text.split(separator);
  const pattern = FIELD[separator];
  pattern.lastIndex = 0;
  const fields: string[] = [];
  for (;;) {
    const match = pattern.exec(text);
    if (match === null) return null;
    fields.push(match[1] === undefined ? match[2]! : match[1].replaceAll('""', '"'));
    if (match[3] === '') return fields;
  }
}

async function* linesOf(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of chunks) {
    const lines = `${rest}${chunk}`.split(/\r\n|\n/);
    rest = lines.pop()!;
    yield* lines;
    // of an endless line the beginning is enough to refuse it
    if (rest.length > 2 * MOST_CHARACTERS) rest = rest.slice(0, MOST_CHARACTERS + 1);
  }
  if (rest !== '') yield rest;
}

/**
 * The rows of a CSV whose separator the first line shows. A row is a line: a quote that somebody forgot to close spoils its own row and
 * none after it. Empty lines are left out; nothing but the line at hand is held.
 */
export async function* readRows(chunks: AsyncIterable<string>): AsyncGenerator<Row> {
  let separator: (typeof SEPARATORS)[number] | null = null;
  let line = 0;
  for await (const written of linesOf(chunks)) {
    line++;
    const text = line === 1 ? written.replace(/^\uFEFF/, '') : written;
    if (text.trim() === '') continue;
    separator ??= SEPARATORS.toSorted((one, other) => text.split(other).length - text.split(one).length)[0]!;
    yield { line, fields: text.length > MOST_CHARACTERS ? null : split(text, separator) };
  }
}
