import type { Database } from '../../database/orm.js';
import { statement } from '../../database/unit.js';
import { type AnyJob, defineJob, type JobContext } from '../../runtime/jobs.js';
import type { AuditTrail } from '../audit/index.js';
import type { DocumentFollower } from './document.port.js';

interface Parts {
  readonly database: Database;
  readonly audit: AuditTrail;
  readonly follower: DocumentFollower;
}

const BATCH = 200;
const OVER = `status = 'APPROVED' and expires_on < (now() at time zone 'UTC')::date`;
const FIND = `select id from document where ${OVER} order by expires_on, id limit ${BATCH}`;
const EXPIRE = statement(`
  update document set status = 'EXPIRED', version = version + 1, updated_at = now() where id = $1 and ${OVER}
  returning client_id as "clientId", expires_on::text as "expiresOn"`);

/** Takes down that documents have run out, each in a transaction of its own with what follows from it. Safe to repeat. */
export class DocumentExpiry {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  jobs(): AnyJob[] {
    return [defineJob<object>({ name: 'document.expire', maxAttempts: 3, every: '5 * * * *', run: (_, context) => this.expire(context) })];
  }

  async expire({ request }: Pick<JobContext, 'request'>): Promise<void> {
    for (;;) {
      const { rows } = await this.#parts.database.pool.query<{ id: string }>(FIND);
      for (const { id } of rows) await this.#one(request, id);
      if (rows.length < BATCH) return;
    }
  }

  async #one(request: JobContext['request'], id: string): Promise<void> {
    const { database, audit, follower } = this.#parts;
    await database.unit(async (unit) => {
      const document = await unit.row<{ clientId: string; expiresOn: string }>(EXPIRE, [id]);
      if (document === undefined) return;
      const { clientId, expiresOn } = document;
      audit.append(unit, request, {
        ...{ action: 'document.expire', subjectType: 'Document', subjectId: id, clientId, reason: `It was good until ${expiresOn}.` },
        ...{ before: { status: 'APPROVED', expiresOn }, after: { status: 'EXPIRED', expiresOn } },
      });
      await follower.reassess(unit, request, clientId, 'A document ran out.');
    });
  }
}
