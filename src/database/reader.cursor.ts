import { isId } from './ids.js';
import type { Order } from './reader.js';

/** A cursor that does not fit: the caller's mistake, told as such. */
export class CursorError extends Error {
  override readonly name = 'CursorError';
}

const SORT_VALUE: Record<Order['cast'], RegExp> = {
  timestamptz: /^(-infinity|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)$/,
  date: /^\d{4}-\d\d-\d\d$/,
  numeric: /^-?\d{1,30}(\.\d{1,8})?$/,
  bigint: /^-?\d{1,19}$/,
  int: /^-?\d{1,10}$/,
  smallint: /^-?\d{1,5}$/,
  // oxlint-disable-next-line no-control-regex
  text: /^[^\u0000]{0,400}$/,
};

/** Opaque to callers: order, id and sort value of the row. */
export const encodeCursor = (orderField: string, sort: unknown, id: string): string => Buffer.from(`${orderField}|${id}|${String(sort)}`).toString('base64url');

/** Parsed strictly, since it goes into a statement as a value: the order must be the one that is asked for, the rest of its type. */
export function decodeCursor(cursor: string, orderField: string, order: Order): { sort: string; id: string } {
  const [field, id, ...rest] = Buffer.from(cursor, 'base64url').toString('utf8').split('|');
  const sort = rest.join('|');
  if (field !== orderField) throw new CursorError('This cursor is not of a page in this order: take endCursor or startCursor of the page before.');
  if (!isId(id) || !SORT_VALUE[order.cast].test(sort))
    throw new CursorError('This is no cursor of this gateway: take endCursor or startCursor of the page before.');
  return { sort, id };
}
