import { copyChunks, type CopyRow } from './copy.js';

/** One table's share of the load: pieces of COPY's binary format, made when they are asked for. */
export interface TableLoad {
  readonly name: string;
  readonly columns: string;
  /** Each to be used, or copied, before the next is asked for. */
  readonly chunks: Iterable<Uint8Array>;
}

/** A table by its columns, separated by commas, and how an item becomes a row of them. */
export function load<T>(name: string, columns: string, items: Iterable<T>, put: (row: CopyRow, item: T) => void): TableLoad {
  return { name, columns, chunks: copyChunks(columns.split(',').length, items, put) };
}
