/**
 * The body of a relation's field resolver. Relations are read ahead by the root field and looked up on the row (schema.ts puts that in
 * place of this body); the method only declares the field, in the module that owns the type it leads to.
 */
export const readAhead = (): never => {
  throw new Error('A relation without a reader: it is declared as a field, and no reader names it');
};
