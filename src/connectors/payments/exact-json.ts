export type Json = string | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json | undefined;
}

// in Node since 22, not yet in the compiler's library
const raw = (JSON as unknown as { rawJSON(text: string): string }).rawJSON;

/**
 * Reads JSON with every number as the text that it was sent as: "1.0" stays "1.0", and no amount goes through a float. Objects have
 * no prototype. Throws `SyntaxError`.
 */
export function parseExactJson(text: string): Json {
  const reviver = (_name: string, value: unknown, context: { source?: string }): unknown => {
    if (typeof value === 'number') return context.source;
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? Object.assign(Object.create(null), value) : value;
  };
  return JSON.parse(text, reviver as (name: string, value: unknown) => unknown) as Json;
}

/** The object that a text is, or null when it is anything else. */
export function parseExactObject(text: string): JsonObject | null {
  try {
    return objectOf(parseExactJson(text));
  } catch {
    return null;
  }
}

/** Digits to stand in a JSON text as a number, exactly. */
export const exactNumber = (digits: string): string => raw(digits);

export const objectOf = (json: Json | undefined): JsonObject | null =>
  json !== null && typeof json === 'object' && !Array.isArray(json) ? (json as JsonObject) : null;

export const listOf = (json: Json | undefined): readonly Json[] | null => (Array.isArray(json) ? json : null);

/** A text or the digits of a number, as long as it is one and not empty. */
export const textOf = (json: Json | undefined): string | null => (typeof json === 'string' && json !== '' ? json : null);
