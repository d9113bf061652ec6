import { createHash, type Hash } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { canonicalJson } from '../../../runtime/canonical-json.js';
import type { ListImport, ListImporter, ScreeningList } from '../port.js';
import { readEuList } from './eu.list.js';
import { type ListEntry, type ListReading, refuse } from './list.entry.js';
import {
  CLOSE_IMPORT,
  COUNT_CHANGED,
  DROP_NAMES,
  DROP_REMOVED_NAMES,
  LOCK_LIST,
  NOTE_CHECK,
  NOTE_IMPORT,
  PUT_NAMES,
  PUT_PARTIES,
  REMOVE_PARTIES,
} from './list.statements.js';
import { normalName } from '../name.normal.js';
import { readOfacList } from './ofac.list.js';
import { readPepList } from './pep.list.js';

const READERS: Readonly<Record<ScreeningList, (file: AsyncIterable<Uint8Array>) => ListReading>> = {
  EU: readEuList,
  OFAC: readOfacList,
  OFAC_CONSOLIDATED: readOfacList,
  PEP: readPepList,
};
const BATCH = 500;

interface Import {
  readonly client: PoolClient;
  readonly list: ScreeningList;
  /** The version that is being made. */
  readonly version: number;
}

/** Keeps the lists in PostgreSQL, each entry with the version of its list in which it last changed. */
export class ListStore implements ListImporter {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async import(list: ScreeningList, file: AsyncIterable<Uint8Array>, { mayShrink = false } = {}): Promise<ListImport> {
    const client = await this.#pool.connect();
    let isClean = false;
    try {
      await client.query('begin');
      const made = await takeOver(client, list, file, mayShrink);
      await client.query('commit');
      isClean = true;
      return made;
    } catch (error) {
      isClean = await client.query('rollback').then(
        () => true,
        () => false,
      );
      throw error;
    } finally {
      client.release(!isClean);
    }
  }
}

async function takeOver(client: PoolClient, list: ScreeningList, file: AsyncIterable<Uint8Array>, mayShrink: boolean): Promise<ListImport> {
  // whoever brings the same list at the same time waits here
  const { rows } = await client.query<{ version: number; entries: number; publishedAt: string | null }>(LOCK_LIST, [list]);
  const known = rows[0] as (typeof rows)[number];
  const work: Import = { client, list, version: known.version + 1 };
  const digest = createHash('sha256');
  const reading = READERS[list](digested(file, digest));
  const entries = await putAll(work, reading.entries);
  if (entries === 0) refuse('it holds no entries');
  if (!mayShrink && entries * 2 < known.entries) refuse(`it holds ${entries} entries where ${known.entries} are known: say so if that is meant`);
  const { rowCount: removed } = await client.query(REMOVE_PARTIES, [list, work.version]);
  await client.query(DROP_REMOVED_NAMES, [list, work.version]);
  const changed = (await client.query<{ changed: number }>(COUNT_CHANGED, [list, work.version])).rows[0]?.changed ?? 0;
  const made = { list, entries, changed, removed: removed ?? 0 };
  if (changed + made.removed === 0) return unchanged(client, { ...made, version: known.version });
  await client.query(CLOSE_IMPORT, [list, work.version, entries, reading.publishedAt]);
  await client.query(NOTE_IMPORT, [list, work.version, reading.publishedAt, digest.digest('hex'), entries, changed, made.removed]);
  return { ...made, version: work.version };
}

/** What was written on the way says only that everything was seen. */
async function unchanged(client: PoolClient, made: ListImport): Promise<ListImport> {
  await client.query('rollback and chain');
  await client.query(NOTE_CHECK, [made.list]);
  return made;
}

async function* digested(file: AsyncIterable<Uint8Array>, digest: Hash): AsyncGenerator<Uint8Array> {
  for await (const chunk of file) {
    digest.update(chunk);
    yield chunk;
  }
}

async function putAll(work: Import, entries: AsyncIterable<ListEntry>): Promise<number> {
  let [batch, count]: [ListEntry[], number] = [[], 0];
  for await (const entry of entries) {
    batch.push(entry);
    if (batch.length < BATCH) continue;
    count += await put(work, batch);
    batch = [];
  }
  return count + (await put(work, batch));
}

/** An entry that stands in the file twice is refused: which of the two holds, nobody here knows. */
async function put({ client, list, version }: Import, batch: readonly ListEntry[]): Promise<number> {
  if (batch.length === 0) return 0;
  const refs = batch.map(({ ref }) => ref);
  const { rowCount } =
    new Set(refs).size === refs.length ? await client.query(PUT_PARTIES, [list, version, JSON.stringify(batch.map(party))]) : { rowCount: 0 };
  if (rowCount !== batch.length) refuse('an entry stands in it twice');
  await client.query(DROP_NAMES, [list, version, refs]);
  await client.query(PUT_NAMES, [list, version, JSON.stringify(batch.flatMap(namesOf))]);
  return batch.length;
}

const party = (entry: ListEntry) => {
  const { ref, kind, names, birthDates, countries, programmes } = entry;
  const [first, ...others] = names.map(({ name }) => name);
  const hash = createHash('sha256').update(canonicalJson({ kind, names, birthDates, countries, programmes })).digest('hex');
  return { ref, kind, name: first, aliases: others, birthDates, countries, programmes, hash };
};

const namesOf = ({ ref, kind, names }: ListEntry) =>
  names.map(({ name, isWeak }, number) => {
    const { tokens, keys } = normalName(name, kind === 'PERSON' ? 'PERSON' : 'ORGANISATION');
    return { ref, number, name, isWeak, normal: tokens.join(' '), keys };
  });
