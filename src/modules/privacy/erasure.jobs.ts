import type { FileStore } from '../../connectors/files/port.js';
import type { KycVendor } from '../../connectors/kyc/port.js';
import type { Database } from '../../database/orm.js';
import { statement, type Unit } from '../../database/unit.js';
import { type AnyJob, defineJob, type JobContext, jobKind } from '../../runtime/jobs.js';
import type { AuditTrail } from '../audit/index.js';
import { ERASURE_RULES, statementOf } from './erasure.inventory.js';
import { obstacles } from './erasure.obstacles.js';
import { lockDueErasure } from './erasure.record.js';

interface Parts {
  readonly database: Database;
  readonly audit: AuditTrail;
  readonly store: FileStore;
  /** Null: none is set, and whoever was handed to one before stays on the list. */
  readonly vendor: Pick<KycVendor, 'code' | 'forget'> | null;
}

const FORGET_FILES = jobKind<object>({ name: 'erasure.forgetFiles', maxAttempts: 20 });
const FORGET_APPLICANTS = jobKind<object>({ name: 'erasure.forgetApplicants', maxAttempts: 20 });

const DUE = `select id from erasure where status in ('HELD','READY') and legal_hold_reason is null and hold_until <= current_date order by hold_until, id`;
const BECOME_READY = statement(`update erasure set version = version + 1, status = 'READY' where id = $1`);
const FILES_GO = statement(
  `
  insert into erased_file (storage_key) select t.storage_key from document t where t.client_id = $1 and t.erased_at is null
  union select t.storage_key from client_export t where t.client_id = $1 and t.storage_key is not null on conflict do nothing`,
);
const APPLICANTS_GO = statement(`
  insert into erased_applicant (vendor, applicant_id, client_id, erasure_id)
  select distinct t.vendor, t.applicant_id, t.client_id, $2::uuid from kyc_verification t where t.client_id = $1 and t.applicant_id is not null on conflict do nothing`);
const ERASED = statement(`update erasure set version = version + 1, status = 'ERASED', ended_at = now() where id = $1`);
const RULES = ERASURE_RULES.map(statementOf).flatMap((text) => (text === null ? [] : [statement(text)]));
const FORGETTABLE = 'select storage_key as "storageKey" from erased_file order by erased_at, storage_key limit 200';
const FORGOTTEN = 'delete from erased_file where storage_key = $1';
const KNOWN_TO_VENDOR = `select applicant_id as "applicantId", client_id as "clientId", erasure_id as "erasureId" from erased_applicant where vendor = $1 order by erased_at, applicant_id`;
const VENDOR_FORGOT = statement('delete from erased_applicant where vendor = $1 and applicant_id = $2 returning vendor');

/**
 * Destroys what is due. One transaction takes names, sealed values, sign-ins and the client's key away, and writes down which files go;
 * afterwards the store forgets these one by one. A crash before the commit leaves everything, a crash behind it leaves files that the
 * next run removes, and no key to what was sealed: there is nothing in between, and whatever runs twice does nothing the second time.
 */
export class Erasures {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  jobs(): AnyJob[] {
    return [
      defineJob<object>({ name: 'erasure.run', maxAttempts: 3, every: '20 2 * * *', makeUpMs: 86_400_000, run: (_, context) => this.run(context) }),
      defineJob<object>({ ...FORGET_FILES, every: '50 * * * *', run: (_, context) => this.forgetFiles(context) }),
      defineJob<object>({ ...FORGET_APPLICANTS, every: '55 * * * *', run: (_, context) => this.forgetApplicants(context) }),
    ];
  }

  async run({ request, signal }: Pick<JobContext, 'request' | 'signal'>): Promise<void> {
    const { rows } = await this.#parts.database.pool.query<{ id: string }>(DUE);
    for (const { id } of rows) if (!signal.aborted) await this.#erase(id, request);
  }

  #erase(id: string, request: JobContext['request']): Promise<void> {
    const { database, audit } = this.#parts;
    return database.unit(async (unit) => {
      const erasure = await lockDueErasure(unit, id);
      if (erasure === undefined || !isDue(erasure)) return;
      const { clientId } = erasure;
      // money that arrived since: it waits, and whoever looks at the erasure sees what for
      if ((await obstacles(unit, clientId)).length > 0) return;
      if (erasure.status === 'HELD') unit.write(BECOME_READY, [id]);
      destroy(unit, clientId, id);
      unit.write(ERASED, [id]);
      unit.enqueue(FORGET_FILES, {}, { key: 'all' });
      unit.enqueue(FORGET_APPLICANTS, {}, { key: 'all' });
      const subject = { subjectType: 'Erasure', subjectId: id, clientId };
      audit.append(unit, request, { action: 'erasure.done', ...subject, before: { status: erasure.status }, after: { status: 'ERASED' } });
    });
  }

  /** Asks the vendor about each who is left. Throws when it has not forgotten everybody: the job is tried again, and each hour from then on. */
  async forgetApplicants({ request, signal }: Pick<JobContext, 'request' | 'signal'>): Promise<void> {
    const { database, vendor } = this.#parts;
    if (vendor === null) return;
    const { rows } = await database.pool.query<Applicant>(KNOWN_TO_VENDOR, [vendor.code]);
    const left: string[] = [];
    for (const applicant of rows) {
      if (signal.aborted) return;
      const answer = await vendor.forget(applicant.applicantId);
      if (answer.outcome === 'DONE') await this.#vendorForgot(vendor.code, applicant, request);
      else left.push(`${answer.outcome}: ${answer.reason}`);
    }
    if (left.length > 0) throw new Error(`${vendor.code} has yet to forget ${left.length}: ${left[0]}`);
  }

  #vendorForgot(vendor: string, { applicantId, clientId, erasureId }: Applicant, request: JobContext['request']): Promise<void> {
    const { database, audit } = this.#parts;
    return database.unit(async (unit) => {
      if ((await unit.row(VENDOR_FORGOT, [vendor, applicantId])) === undefined) return;
      audit.append(unit, request, { action: 'erasure.vendorForgot', subjectType: 'Erasure', subjectId: erasureId, clientId, after: { vendor } });
    });
  }

  /** The key to them is gone by now: should this fail, what stays is bytes that nobody can open. */
  async forgetFiles({ signal }: Pick<JobContext, 'signal'>): Promise<void> {
    const { database, store } = this.#parts;
    for (;;) {
      const { rows } = await database.pool.query<{ storageKey: string }>(FORGETTABLE);
      if (rows.length === 0 || signal.aborted) return;
      for (const { storageKey } of rows) {
        await store.remove(storageKey);
        await database.pool.query(FORGOTTEN, [storageKey]);
      }
    }
  }
}

interface Applicant {
  readonly applicantId: string;
  readonly clientId: string;
  readonly erasureId: string;
}

const isDue = ({ status, legalHoldReason }: { readonly status: string; readonly legalHoldReason: string | null }): boolean =>
  (status === 'HELD' || status === 'READY') && legalHoldReason === null;

function destroy(unit: Unit, clientId: string, erasureId: string): void {
  unit.write(FILES_GO, [clientId]);
  unit.write(APPLICANTS_GO, [clientId, erasureId]);
  for (const rule of RULES) unit.write(rule, [clientId]);
}
