import { buffer } from 'node:stream/consumers';
import type { Request } from '../../access/actor.js';
import type { KycVendor } from '../../connectors/kyc/port.js';
import type { Database } from '../../database/orm.js';
import { statement } from '../../database/unit.js';
import type { AuditTrail } from '../audit/index.js';
import { type DocumentFiles, FILE_PLACE, type FilePlace } from '../documents/index.js';

interface HandOverParts {
  readonly database: Database;
  readonly audit: AuditTrail;
  readonly vendor: KycVendor;
  readonly files: DocumentFiles;
}

interface Verified {
  readonly id: string;
  readonly clientId: string;
  readonly applicantId: string;
}

interface Sendable extends FilePlace {
  readonly type: string;
  readonly country: string;
  readonly contentType: string;
}

/** What was looked at for malware, or never could be; nothing that was rejected, taken back or has run out. */
const SENDABLE = `
  select ${FILE_PLACE}, t.type, coalesce(t.issuing_country, c.country) as country, t.content_type as "contentType"
  from document t join client c on c.id = t.client_id
  where t.client_id = $1 and t.status in ('UPLOADED', 'IN_REVIEW', 'APPROVED') and t.scan in ('CLEAN', 'NOT_SCANNED')
    and not exists (select from kyc_sent_document s where s.verification_id = $2 and s.document_id = t.id)
  order by t.uploaded_at, t.id limit 50`;
// of the session: no transaction stays open while the vendor is talked to
const LOCK = `select pg_advisory_lock(hashtextextended('hands over ' || $1, 0))`;
const UNLOCK = `select pg_advisory_unlock(hashtextextended('hands over ' || $1, 0))`;
const WAS_SENT = statement('insert into kyc_sent_document (verification_id, document_id, refusal) values ($1, $2, $3) on conflict do nothing');

/** Gives the vendor the documents of a client that are here already, so that nobody has to hand them in twice. */
export class DocumentHandOver {
  readonly #parts: HandOverParts;

  constructor(parts: HandOverParts) {
    this.#parts = parts;
  }

  /** Each goes once, and each that went is in the audit log. Throws when the vendor does not answer: the rest goes at the next try. */
  async send(verified: Verified, request: Request): Promise<void> {
    // a document that comes while others go has them handed over once more: one after the other, so that the second finds what the first did
    const session = await this.#parts.database.pool.connect();
    try {
      await session.query(LOCK, [verified.id]);
      await this.#sendAll(verified, request);
    } finally {
      await session.query(UNLOCK, [verified.id]).finally(() => session.release());
    }
  }

  async #sendAll(verified: Verified, request: Request): Promise<void> {
    const { database, vendor } = this.#parts;
    const { rows } = await database.pool.query<Sendable>(SENDABLE, [verified.clientId, verified.id]);
    const taken = rows.filter(({ type }) => vendor.takesDocument(type));
    for (const document of taken) await this.#sendOne(verified, document, request);
    if (taken.length === 0) return;
    const asked = await vendor.requestReview(verified.applicantId);
    // a no means that more is wanted of the applicant, which the review says
    if (asked.outcome === 'AWAY') throw new Error(`${vendor.code}: ${asked.reason}`);
  }

  async #sendOne({ id, clientId, applicantId }: Verified, document: Sendable, request: Request): Promise<void> {
    const { database, audit, vendor, files } = this.#parts;
    const { documentId, type, country, contentType } = document;
    const content = await buffer(await files.open(document));
    const answer = await vendor.addDocument(applicantId, { type, country, contentType, content });
    if (answer.outcome === 'AWAY') throw new Error(`${vendor.code}: ${answer.reason}`);
    const refusal = answer.outcome === 'REFUSED' ? answer.reason : null;
    await database.unit(async (unit) => {
      unit.write(WAS_SENT, [id, documentId, refusal]);
      audit.append(unit, request, {
        ...{ action: 'document.sendToVendor', subjectType: 'Document', subjectId: documentId, clientId },
        after: { vendor: vendor.code, verificationId: id, refusal },
      });
    });
  }
}
