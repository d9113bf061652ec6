import { createHmac } from 'node:crypto';
import type { ClientBase } from 'pg';
import { BAD_CONFIGURATION, StartError } from '../runtime/start-error.js';

const NAME = 'AUDIT_KEY';

const printOf = (key: Buffer): string => createHmac('sha256', key).update('countinghouse/print').digest('hex').slice(0, 32);

/**
 * Personal data are sealed and the audit log is chained by what hangs on AUDIT_KEY. The first start writes down which one that is; with
 * another one later starts end here, before anything is sealed that nobody could read beside the rest.
 */
export async function checkKnownKey(client: ClientBase, auditKey: Buffer): Promise<void> {
  await client.query('insert into key_print (name, print) values ($1, $2) on conflict do nothing', [NAME, printOf(auditKey)]);
  const { rows } = await client.query<{ print: string }>('select print from key_print where name = $1', [NAME]);
  if (rows[0]?.print === printOf(auditKey)) return;
  throw new StartError(
    `${NAME} (where it is not set: the one in secrets.json of DATA_DIR) must be the key that this database was begun with: nothing that was sealed under that one can be read with another.`,
    BAD_CONFIGURATION,
  );
}
