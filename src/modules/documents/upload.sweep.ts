import type { FileStore } from '../../connectors/files/port.js';
import type { Database } from '../../database/orm.js';
import { statement } from '../../database/unit.js';
import { type AnyJob, defineJob, type JobContext } from '../../runtime/jobs.js';
import type { AuditTrail } from '../audit/index.js';
import { NAME_GOES } from './upload.record.js';

interface Parts {
  readonly database: Database;
  readonly audit: AuditTrail;
  readonly store: FileStore;
}

const WHY = 'Nobody made a document of it within a day';

const GIVE_UP = statement(`
  update file_upload set status = 'REFUSED', refusal = $1, ${NAME_GOES}, sealed_key = null, ended_at = now()
  where id in (select id from file_upload where status in ('WAITING','RECEIVING','STORED') and created_at < now() - interval '1 day'
    order by created_at limit 200 for update skip locked)
  returning id, storage_key as "storageKey"`);

/** Gives up places that nobody made a document of, and takes their files away. */
export class UploadSweep {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  jobs(): AnyJob[] {
    return [defineJob<object>({ name: 'fileUpload.sweep', maxAttempts: 1, every: '7 * * * *', run: (_, context) => this.sweep(context) })];
  }

  async sweep({ request }: Pick<JobContext, 'request'>): Promise<void> {
    const { database, audit, store } = this.#parts;
    const left = await database.unit(async (unit) => {
      const rows = await unit.rows<{ id: string; storageKey: string }>(GIVE_UP, [WHY]);
      for (const { id } of rows) audit.append(unit, request, { action: 'fileUpload.giveUp', subjectType: 'FileUpload', subjectId: id, reason: WHY });
      return rows;
    });
    // its key is gone by now: should this fail, what stays is bytes that nobody can open
    for (const { storageKey } of left) await store.remove(storageKey);
  }
}
