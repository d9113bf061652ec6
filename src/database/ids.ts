import { randomUUIDv7 } from 'node:crypto';

/** UUIDv7: ids sort by the time they were made, so that inserts stay at the right edge of the index. */
export const newId = (): string => randomUUIDv7();

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const isId = (value: unknown): value is string => typeof value === 'string' && UUID.test(value);
