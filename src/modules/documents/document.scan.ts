import { type Scanner, ScannerAway, type ScanVerdict } from '../../connectors/scanner/port.js';
import type { Database } from '../../database/orm.js';
import { statement, type Unit } from '../../database/unit.js';
import { type AnyJob, defineJob, type JobContext, jobKind } from '../../runtime/jobs.js';
import type { AuditTrail } from '../audit/index.js';
import { closeTask, openTask } from '../tasks/index.js';
import { type DocumentFiles, FILE_PLACE, type FilePlace } from './document.files.js';
import type { DocumentFollower, DocumentTaker } from './document.port.js';

/** Has a new document looked at. Safe to repeat. */
export const DOCUMENT_SCAN = jobKind<{ documentId: string }>({ name: 'document.scan', maxAttempts: 10 });

interface Parts {
  readonly database: Database;
  readonly audit: AuditTrail;
  readonly files: DocumentFiles;
  /** Null: there is none, and documents go to people as they are, marked so. */
  readonly scanner: Scanner | null;
  readonly follower: DocumentFollower;
  /** Null: nobody else is given documents. */
  readonly taker: DocumentTaker | null;
}

type Outcome = { readonly scan: 'CLEAN' | 'NOT_SCANNED' | 'WAITING' } | { readonly scan: 'INFECTED'; readonly finding: string };

const READ = `select ${FILE_PLACE} from document t where t.id = $1 and t.scan = 'WAITING'`;
/** What waits although its job has given up or waits for hours, as after a long absence of the scanner. */
const WAITING = `select id from document where scan = 'WAITING' and uploaded_at < now() - interval '5 minutes' order by uploaded_at limit 200`;
const LOCK = statement(`
  select client_id as "clientId", status, type, uploaded_by_id as "uploadedById" from document where id = $1 and scan = 'WAITING' for no key update`);
const SETTLE = statement(`
  update document set version = version + 1, scan = $2, scanned_at = case when $2 in ('CLEAN', 'INFECTED') then now() end, status = $3,
    rejection_reason = coalesce($4, rejection_reason), may_resubmit = coalesce($5, may_resubmit), updated_at = now() where id = $1`);

interface Locked {
  readonly clientId: string;
  readonly status: string;
  readonly type: string;
  readonly uploadedById: string | null;
}

const OPEN = new Set(['UPLOADED', 'IN_REVIEW']);

/** Lets the scanner look at documents before people decide on them. What it has not cleared is never taken for clean. */
export class DocumentScans {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  jobs(): AnyJob[] {
    return [
      defineJob({ ...DOCUMENT_SCAN, run: ({ documentId }, context) => this.scan(documentId, context) }),
      defineJob<object>({ name: 'document.scanWaiting', maxAttempts: 1, every: '*/5 * * * *', run: () => this.scanWaiting() }),
    ];
  }

  async scan(documentId: string, { request }: Pick<JobContext, 'request'>): Promise<void> {
    const { database, files, scanner } = this.#parts;
    const { rows } = await database.pool.query<FilePlace>(READ, [documentId]);
    const [place] = rows;
    if (place === undefined) return;
    if (scanner === null) return this.#settle(documentId, { scan: 'NOT_SCANNED' }, request);
    try {
      return await this.#settle(documentId, outcomeOf(await scanner.scan(await files.open(place))), request);
    } catch (error) {
      // people may look at it meanwhile, and cannot approve it
      if (error instanceof ScannerAway) await this.#settle(documentId, { scan: 'WAITING' }, request);
      throw error;
    }
  }

  async scanWaiting(): Promise<void> {
    const { database } = this.#parts;
    const { rows } = await database.pool.query<{ id: string }>(WAITING);
    if (rows.length === 0) return;
    await database.unit(async (unit) => {
      for (const { id } of rows) unit.enqueue(DOCUMENT_SCAN, { documentId: id }, { key: id });
    });
  }

  async #settle(documentId: string, outcome: Outcome, request: JobContext['request']): Promise<void> {
    const { database, audit, follower, taker } = this.#parts;
    await database.unit(async (unit) => {
      const document = await unit.row<Locked>(LOCK, [documentId]);
      if (document === undefined) return;
      const { clientId, status } = document;
      const to = !OPEN.has(status) ? status : outcome.scan === 'INFECTED' ? 'REJECTED' : 'IN_REVIEW';
      // still waiting, and known to people as that
      if (outcome.scan === 'WAITING' && to === status) return;
      const reason = outcome.scan === 'INFECTED' ? `The scanner found malware in it: ${outcome.finding}` : null;
      const isRejected = to === 'REJECTED' && status !== 'REJECTED';
      unit.write(SETTLE, [documentId, outcome.scan, to, isRejected ? reason : null, isRejected ? true : null]);
      if (to === 'IN_REVIEW') openReview(unit, documentId, document);
      else closeTask(unit, { kind: 'DOCUMENT_REVIEW', subjectId: documentId, outcome: to }, request.actor);
      audit.append(unit, request, {
        ...{ action: 'document.scan', subjectType: 'Document', subjectId: documentId, clientId, reason },
        ...{ before: { status, scan: 'WAITING' }, after: { status: to, scan: outcome.scan } },
      });
      if (to === 'IN_REVIEW' && outcome.scan !== 'WAITING') await taker?.documentCame(unit, clientId);
      if (isRejected) await follower.reassess(unit, request, clientId, 'The scanner found malware in a document.');
    });
  }
}

function openReview(unit: Unit, documentId: string, { clientId, type, uploadedById }: Locked): void {
  openTask(unit, {
    ...{ kind: 'DOCUMENT_REVIEW', subjectType: 'Document', subjectId: documentId, clientId, makerId: uploadedById },
    detail: `A document of the type ${type} waits for a decision.`,
  });
}

const outcomeOf = (verdict: ScanVerdict): Outcome => (verdict.isClean ? { scan: 'CLEAN' } : { scan: 'INFECTED', finding: verdict.finding });
