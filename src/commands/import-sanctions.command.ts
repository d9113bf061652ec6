import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Request } from '../access/actor.js';
import { ListStore } from '../connectors/screening/lists/list.store.js';
import { ListRefused, SCREENING_LISTS, type ScreeningList } from '../connectors/screening/port.js';
import { newId } from '../database/ids.js';
import { openDatabase } from '../database/orm.js';
import { AuditTrail } from '../modules/audit/index.js';
import { ClientKeys } from '../modules/clients/index.js';
import { ScreeningLists } from '../modules/screening/index.js';
import { PersonalData } from '../runtime/personal-data.js';
import { BAD_USAGE, StartError } from '../runtime/start-error.js';
import { type Command, print } from './command.js';
import { readyDatabase } from './ready-database.js';

/** Takes over a list of sanctions or of politically exposed persons that somebody has fetched. The worker compares all clients with it. */
export const importSanctions: Command = {
  usage: `npm run import:sanctions -- FILE --list ${SCREENING_LISTS.join('|')} [--smaller yes]`,
  options: ['file', 'list', 'smaller'],
  operand: 'file',
  async run(context) {
    const { config, lifecycle, options } = context;
    const list = listOf(options['list']);
    const file = await readable(options['file']);
    const ready = await readyDatabase(context);
    const database = await openDatabase({ ...ready, entities: [] });
    await lifecycle.opened('database', () => database.close());
    const lists = new ScreeningLists(
      database,
      new AuditTrail(config.secrets.auditKey, new ClientKeys(new PersonalData(config.secrets)).forAudit()),
      new ListStore(database.pool),
    );
    const made = await lists.takeOver(request(), list, createReadStream(file), { mayShrink: options['smaller'] === 'yes' }).catch(refuse);
    print(`${list} is at version ${made.version}: ${made.entries} entries, ${made.changed} new or changed, ${made.removed} removed.`);
  },
};

function listOf(name: string | undefined): ScreeningList {
  const list = SCREENING_LISTS.find((one) => one === name);
  if (list === undefined) throw new StartError(`--list must be one of ${SCREENING_LISTS.join(', ')}: ${importSanctions.usage}`, BAD_USAGE);
  return list;
}

async function readable(file: string | undefined): Promise<string> {
  const found = file === undefined ? null : await stat(file).catch(() => null);
  if (file === undefined || !found?.isFile()) throw new StartError(`There is no file ${JSON.stringify(file ?? '')}: ${importSanctions.usage}`, BAD_USAGE);
  return file;
}

function refuse(error: unknown): never {
  throw error instanceof ListRefused ? new StartError(error.message) : error;
}

/** Whoever has a shell on the gateway's machine. */
const request = (): Request => ({
  actor: {
    ...({ kind: 'SYSTEM', id: 'command-line', name: 'Command line', departments: [], permissions: new Set() } as const),
    ...({ clientId: null, partnerId: null, sessionId: null } as const),
  },
  requestId: `import-sanctions-${newId()}`,
});
