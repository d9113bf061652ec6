import type { Readable } from 'node:stream';
import { DEAL_FIELDS, type Deal, NoDeal, readDeal, type WrittenDeal } from './deal.js';
import type { DealIngest, Taken } from './deal.ingest.js';
import { readRows, type Row } from './deal.rows.js';

export interface ImportOptions {
  /** Of deals whose rows do not name theirs. */
  readonly server?: string;
  /** Milliseconds since 1970. */
  now(): number;
  onRejected(line: number, reason: string): void | Promise<void>;
  onProgress?(counts: ImportCounts): void;
}

export interface ImportCounts {
  readonly read: number;
  readonly added: number;
  readonly known: number;
  readonly corrected: number;
  readonly rejected: number;
}

/** Why a file as a whole cannot be read. */
export class NoDealFile extends Error {}

type Field = (typeof DEAL_FIELDS)[number];

interface Line {
  readonly deal: Deal;
  /** In the file, from 1. */
  readonly line: number;
}

const REQUIRED: readonly Field[] = ['ticket', 'login', 'action', 'entry', 'symbol', 'lots', 'price', 'time'];
const BATCH = 10_000;

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z]/g, '');
const BY_NAME = new Map(DEAL_FIELDS.map((field) => [plain(field), field]));

/** Which field each column is; those that are none are passed over. */
function columnsOf(header: readonly string[], server: string | undefined): (Field | null)[] {
  const columns = header.map((name) => BY_NAME.get(plain(name)) ?? null);
  const missing = [...REQUIRED, ...(server === undefined ? (['server'] as const) : [])].filter((field) => !columns.includes(field));
  if (missing.length > 0)
    throw new NoDealFile(`The first line has to name the columns, and lacks ${missing.join(', ')}. Known are ${DEAL_FIELDS.join(', ')}; their order is free.`);
  const twice = columns.find((field, place) => field !== null && columns.indexOf(field) !== place);
  if (twice !== undefined) throw new NoDealFile(`The first line names the column ${twice} twice.`);
  return columns;
}

/** Imports a CSV of deals: what is good goes in, what is not is told with its line. It holds two batches in memory, however long the file: one goes in while the next is read. */
export class DealImport {
  readonly #ingest: DealIngest;
  readonly #options: ImportOptions;
  #counts = { read: 0, added: 0, known: 0, corrected: 0, rejected: 0 };
  #columns: (Field | null)[] | null = null;
  #batch: Line[] = [];
  /** The batch that is under way while the next one is read. */
  #underWay: { readonly batch: readonly Line[]; readonly taken: Promise<Taken> } | null = null;

  constructor(ingest: DealIngest, options: ImportOptions) {
    this.#ingest = ingest;
    this.#options = options;
  }

  async run(file: Readable): Promise<ImportCounts> {
    file.setEncoding('utf8');
    try {
      for await (const row of readRows(file as AsyncIterable<string>)) {
        await this.#take(row);
        if (this.#batch.length >= BATCH) await this.#flush();
      }
      await this.#flush();
      await this.#settle();
    } finally {
      // nothing is left behind that still goes in when a file breaks off
      await this.#underWay?.taken.catch(() => undefined);
    }
    if (this.#columns === null) throw new NoDealFile('The file is empty.');
    return this.#counts;
  }

  async #take({ line, fields }: Row): Promise<void> {
    if (this.#columns === null) {
      if (fields === null) throw new NoDealFile('The first line has to name the columns, and cannot be read.');
      this.#columns = columnsOf(fields, this.#options.server);
      return;
    }
    this.#counts.read++;
    const columns = this.#columns;
    try {
      if (fields === null) throw new NoDeal('The row cannot be read: it is too long, or its quotes do not match.');
      if (fields.length !== columns.length) throw new NoDeal(`The row has ${fields.length} fields, and the first line names ${columns.length}.`);
      const given: WrittenDeal = Object.fromEntries(columns.flatMap((field, place) => (field === null ? [] : [[field, fields[place] ?? '']])));
      const { server } = this.#options;
      this.#batch.push({ deal: readDeal({ ...(server !== undefined && { server }), ...given }, this.#options.now()), line });
    } catch (error) {
      if (!(error instanceof NoDeal)) throw error;
      await this.#reject(line, error.message);
    }
  }

  async #reject(line: number, reason: string): Promise<void> {
    this.#counts.rejected++;
    await this.#options.onRejected(line, reason);
  }

  async #flush(): Promise<void> {
    const batch = this.#batch;
    this.#batch = [];
    const taken = this.#ingest.take(batch.map(({ deal }) => deal));
    taken.catch(() => undefined); // told to whoever waits for it
    await this.#settle();
    this.#underWay = { batch, taken };
  }

  async #settle(): Promise<void> {
    if (this.#underWay === null) return;
    const { batch, taken } = this.#underWay;
    const { added, known, corrected, strangers } = await taken;
    this.#underWay = null;
    for (const place of strangers) {
      const { deal, line } = batch[place]!;
      await this.#reject(line, `login is ${deal.login}: no trading account on ${deal.server} has it.`);
    }
    this.#counts = { ...this.#counts, added: this.#counts.added + added, known: this.#counts.known + known, corrected: this.#counts.corrected + corrected };
    this.#options.onProgress?.(this.#counts);
  }
}
