/** SQL of an id that follows from another one, so that the same brokerage has the same ids: the time stays, the chance is another. `more`: SQL of a text. */
export const idFrom = (id: string, salt: string, more = `''`): string => `(left(${id}::text, 24) || left(md5(${id}::text || '${salt}' || ${more}), 12))::uuid`;
