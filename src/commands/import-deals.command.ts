import { createReadStream, createWriteStream, existsSync, statSync } from 'node:fs';
import { once } from 'node:events';
import { openDatabase } from '../database/orm.js';
import { DealImport, DealIngest, type ImportCounts, NoDealFile } from '../modules/deals/index.js';
import { BAD_USAGE, StartError } from '../runtime/start-error.js';
import { type Command, print } from './command.js';
import { readyDatabase } from './ready-database.js';

const TELL_EVERY_MS = 2_000;
/** So many are shown; the file beside the import has them all. */
const MOST_SHOWN = 10;

const counted = ({ read, added, known, corrected, rejected }: ImportCounts): string =>
  `${read.toLocaleString('en')} rows read: ${added.toLocaleString('en')} new, ${known.toLocaleString('en')} there already, ${corrected.toLocaleString('en')} told otherwise than before, ${rejected.toLocaleString('en')} rejected`;

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

export const importDeals: Command = {
  usage: 'npm run import:deals -- deals.csv [--server mt5-live] [--rejected deals.rejected.csv]',
  options: ['file', 'server', 'rejected'],
  operand: 'file',
  async run(context) {
    const { lifecycle, options } = context;
    const { file, server } = options;
    if (file === undefined || !existsSync(file) || !statSync(file).isFile())
      throw new StartError(file === undefined ? `A CSV of deals must be named: ${importDeals.usage}` : `${file} is no file: ${importDeals.usage}`, BAD_USAGE);
    const rejectedFile = options.rejected ?? `${file}.rejected.csv`;
    const database = await openDatabase({ ...(await readyDatabase(context)), entities: [] });
    await lifecycle.opened('database', () => database.close());
    const rejected = new RejectedRows(rejectedFile);
    let toldAt = Date.now();
    const deals = new DealImport(new DealIngest(database.pool), {
      ...(server !== undefined && { server }),
      now: () => Date.now(),
      onRejected: (line, reason) => rejected.add(line, reason),
      onProgress: (counts) => {
        if (Date.now() - toldAt < TELL_EVERY_MS) return;
        toldAt = Date.now();
        print(counted(counts));
      },
    });
    try {
      print(counted(await deals.run(createReadStream(file))));
    } catch (error) {
      throw error instanceof NoDealFile ? new StartError(`${file}: ${error.message}`, BAD_USAGE) : error;
    } finally {
      await rejected.end();
    }
    if (rejected.count > 0) print(`Rejected rows are listed in ${rejectedFile}.`);
  },
};

/** What was not taken in, and why: on the screen the first ones, in a file all of them. */
class RejectedRows {
  count = 0;
  readonly #path: string;
  #file: ReturnType<typeof createWriteStream> | null = null;

  constructor(path: string) {
    this.#path = path;
  }

  async add(line: number, reason: string): Promise<void> {
    this.count++;
    if (this.count <= MOST_SHOWN) print(`Line ${line}: ${reason}`);
    this.#file ??= this.#open();
    if (!this.#file.write(`${line},${quoted(reason)}\n`)) await once(this.#file, 'drain');
  }

  async end(): Promise<void> {
    if (this.#file === null) return;
    this.#file.end();
    await once(this.#file, 'finish');
  }

  #open(): ReturnType<typeof createWriteStream> {
    const file = createWriteStream(this.#path);
    file.write('line,reason\n');
    return file;
  }
}
