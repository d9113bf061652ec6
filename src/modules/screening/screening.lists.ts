import type { Request } from '../../access/actor.js';
import type { ListImport, ListImporter, ScreeningList } from '../../connectors/screening/port.js';
import type { Database } from '../../database/orm.js';
import { jobKind } from '../../runtime/jobs.js';
import type { AuditTrail } from '../audit/index.js';

/** Compares all clients with what changed on lists. */
export const SCREENING_CATCH_UP = jobKind<object>({ name: 'screening.catchUp', maxAttempts: 3 });

/** Takes lists over, writes that down, and has all clients compared with what changed. */
export class ScreeningLists {
  readonly #database: Database;
  readonly #audit: AuditTrail;
  readonly #importer: ListImporter;

  constructor(database: Database, audit: AuditTrail, importer: ListImporter) {
    this.#database = database;
    this.#audit = audit;
    this.#importer = importer;
  }

  /** Throws `ListRefused` when the file is not the list; a version that nobody was told of is found by the next run all the same. */
  async takeOver(request: Request, list: ScreeningList, file: AsyncIterable<Uint8Array>, options: { readonly mayShrink?: boolean } = {}): Promise<ListImport> {
    const made = await this.#importer.import(list, file, options);
    const { version, entries, changed, removed } = made;
    if (changed + removed > 0)
      await this.#database.unit(async (unit) => {
        unit.enqueue(SCREENING_CATCH_UP, {}, { key: 'news' });
        this.#audit.append(unit, request, {
          ...{ action: 'screeningList.import', subjectType: 'ScreeningListVersion', subjectId: `${list} ${version}` },
          after: { list, version, entries, changed, removed },
        });
      });
    return made;
  }
}
