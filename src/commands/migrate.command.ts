import { bringUpToDate } from './bring-up-to-date.js';
import { type Command, print } from './command.js';
import { externalTarget, readyDatabase, refuseConnection } from './ready-database.js';

export const migrate: Command = {
  usage: 'npm run migrate',
  options: [],
  async run(context) {
    const target = externalTarget(context.config);
    // the embedded database is migrated by being made ready
    if (target === null) await readyDatabase(context);
    const migrated = target === null ? [] : await bringUpToDate(target).catch(refuseConnection);
    for (const name of migrated) print(`Ran ${name}`);
    print('The database is up to date.');
  },
};
