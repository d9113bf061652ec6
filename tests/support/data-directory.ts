import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A DATA_DIR of one's own. Open to others, or PostgreSQL, which does not run as root, would move to /var/lib when root runs the tests. */
export function dataDirectory(): string {
  const folder = mkdtempSync(join(tmpdir(), 'countinghouse-data-'));
  chmodSync(folder, 0o755);
  return folder;
}
