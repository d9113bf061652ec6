/** The parts of a multipart form by their names; null: it is none. */
export function readForm(contentType: string, body: Buffer): ReadonlyMap<string, Buffer> | null {
  const [, boundary] = /^multipart\/form-data;\s*boundary="?([\w'()+,./:=?-]{1,70})"?$/i.exec(contentType) ?? [];
  if (boundary === undefined) return null;
  const delimiter = Buffer.from(`--${boundary}`);
  const parts = new Map<string, Buffer>();
  let at = body.indexOf(delimiter);
  while (at >= 0) {
    const start = at + delimiter.length;
    if (body.toString('latin1', start, start + 2) === '--') return parts;
    const end = body.indexOf(Buffer.concat([Buffer.from('\r\n'), delimiter]), start);
    const blank = body.indexOf('\r\n\r\n', start);
    if (end < 0 || blank < 0 || blank > end) return null;
    const [, name] = /name="([^"]+)"/.exec(body.toString('utf8', start, blank)) ?? [];
    if (name !== undefined) parts.set(name, body.subarray(blank + 4, end));
    at = end + 2;
  }
  return null;
}
