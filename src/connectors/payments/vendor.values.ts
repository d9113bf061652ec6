const ORDER_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Our ids are UUIDs: what does not read like one is somebody else's, and null. */
export const orderIdOf = (text: string | null): string | null => (text !== null && ORDER_ID.test(text) ? text : null);

/** RFC 3339 out of the seconds since 1970 that vendors write; null: they are no such thing. */
export const timeOf = (unixSeconds: string | null): string | null =>
  unixSeconds !== null && /^\d{9,10}$/.test(unixSeconds) ? new Date(Number(unixSeconds) * 1000).toISOString() : null;

/** A secret's shape without the secret: "pm_1****4242". */
export const masked = (text: string, head: number, tail: number): string => `${text.slice(0, head)}****${text.slice(-tail)}`;

/** A field of a destination: a text, trimmed; empty when it is anything else. */
export const fieldOf = (destination: Readonly<Record<string, unknown>>, field: string): string => {
  const value = destination[field];
  return typeof value === 'string' ? value.trim() : '';
};
