import type { Actor, Request } from '../../access/actor.js';
import { isId, newId } from '../../database/ids.js';
import type { Database } from '../../database/orm.js';
import type { Reader } from '../../database/reader.js';
import { scopedRowIn } from '../../database/reader.scoped.js';
import { statement, type Unit } from '../../database/unit.js';
import { checkedReason } from '../../runtime/checked-text.js';
import type { Clock } from '../../runtime/clock.js';
import { documentNumberRow, type PersonalData } from '../../runtime/personal-data.js';
import { notFound, refusal, staleVersion } from '../../runtime/refusal.js';
import type { Vault } from '../../runtime/vault.js';
import type { AuditTrail } from '../audit/index.js';
import { type ClientKeys, clientReader, lockClient } from '../clients/index.js';
import { closeTask } from '../tasks/index.js';
import { documentKeyRow } from './document.files.js';
import type { DocumentFollower } from './document.port.js';
import { type DecidedDocument, type Decision, decide, lockDocument } from './document.record.js';
import { DOCUMENT_SCAN } from './document.scan.js';
import { checkDocumentStep } from './document.states.js';
import { attachUpload, lockStoredUpload, uploadKeyRow } from './upload.record.js';

export interface DocumentInput {
  readonly clientId: string;
  readonly uploadId: string;
  readonly type: string;
  readonly number?: string | null;
  readonly issuingCountry?: string | null;
  readonly expiresOn?: string | null;
}

export interface DocumentServiceParts {
  readonly database: Database;
  readonly audit: AuditTrail;
  readonly keys: ClientKeys;
  readonly personal: PersonalData;
  /** What uploads' keys were sealed by. */
  readonly vault: Vault;
  readonly reader: Reader;
  readonly clock: Clock;
  /** The client's KYC level hangs on its documents. */
  readonly follower: DocumentFollower;
}

const INSERT = statement(`
  insert into document (id, client_id, type, file_name, content_type, size_bytes, sha256, storage_key, storage, sealed_key, scan, issuing_country, expires_on, uploaded_by_id,
    number_sealed, number_index)
  values ($1, $2, $3, $4, $5, $6, $7, $8, 'SEALED', $9, 'WAITING', $10, $11, $12, $13, $14)`);

/** Adds documents, decides on them, takes them back. One transaction with one audit entry each; it refuses by throwing `Refusal`. */
export class DocumentService {
  readonly #parts: DocumentServiceParts;

  constructor(parts: DocumentServiceParts) {
    this.#parts = parts;
  }

  /** Makes a document of a file that the actor itself has put; answers with its id. A scanner looks at it next. */
  add(request: Request, input: DocumentInput): Promise<string> {
    const { database, audit, follower, keys, personal } = this.#parts;
    this.#checkDate(input.expiresOn ?? null);
    const documentNumber = checkedNumber(input.number ?? null);
    return database.unit(async (unit) => {
      const clientId = await ownerOf(unit, request.actor, input.clientId);
      // before anything is inserted that refers to it, since the client's level is written at the end
      await lockClient(unit, clientId);
      const upload = await lockStoredUpload(unit, request.actor, input.uploadId);
      const id = newId();
      const { fileName, contentType, sizeBytes, sha256, storageKey } = upload;
      const vault = await keys.toSeal(unit, clientId);
      const sealedKey = this.#handOver(vault, upload, documentKeyRow(id, clientId));
      const number = personal.seal(vault, 'documentNumber', documentNumberRow(id), documentNumber);
      unit.write(INSERT, [
        ...[id, clientId, input.type, fileName, contentType, sizeBytes, sha256, storageKey, sealedKey],
        ...[input.issuingCountry ?? null, input.expiresOn ?? null, request.actor.id, number.sealed, number.index],
      ]);
      attachUpload(unit, upload.id, id);
      unit.enqueue(DOCUMENT_SCAN, { documentId: id }, { key: id });
      audit.append(unit, request, {
        ...{ action: 'document.add', subjectType: 'Document', subjectId: id, clientId, vault },
        after: { type: input.type, fileName, sha256, uploadId: upload.id, issuingCountry: input.issuingCountry ?? null, expiresOn: input.expiresOn ?? null },
      });
      await follower.reassess(unit, request, clientId, 'A document was handed in.');
      return id;
    });
  }

  /** What a scanner has not cleared yet is not approved, nor what has run out. */
  approve(request: Request, input: { readonly id: string; readonly version: number; readonly expiresOn?: string | null; readonly comment?: string | null }) {
    this.#checkDate(input.expiresOn ?? null);
    return this.#decide(request, { ...input, to: 'APPROVED', reason: input.comment?.trim() || null, mayResubmit: null }, (document) => {
      checkReviewer(request.actor, document);
      if (document.scan === 'WAITING')
        throw refusal('POLICY_FORBIDS', 'It was not looked at for malware yet: it can be approved once the scanner has.', ['id']);
      if (input.expiresOn == null && document.expiresOn !== null && document.expiresOn < this.#today())
        throw refusal('POLICY_FORBIDS', `The document ran out on ${document.expiresOn}.`, ['expiresOn']);
    });
  }

  reject(request: Request, input: { readonly id: string; readonly version: number; readonly reason: string; readonly resubmit: boolean }): Promise<string> {
    const decision = { ...input, expiresOn: null, to: 'REJECTED', reason: checkedReason(input.reason), mayResubmit: input.resubmit } as const;
    return this.#decide(request, decision, (document) => checkReviewer(request.actor, document));
  }

  /** By the client whose it is, or whoever handed it in, until it is decided on. */
  withdraw(request: Request, input: { readonly id: string; readonly version: number; readonly reason?: string | null }): Promise<string> {
    const { actor } = request;
    const decision = { ...input, expiresOn: null, to: 'WITHDRAWN', reason: input.reason?.trim() || null, mayResubmit: null } as const;
    return this.#decide(request, decision, (document) => {
      if (actor.clientId !== document.clientId && document.uploadedById !== actor.id)
        throw refusal('POLICY_FORBIDS', 'A document is withdrawn by its client, or by whoever handed it in.', ['id']);
    });
  }

  #decide(request: Request, decision: Decision, check: (document: DecidedDocument) => void): Promise<string> {
    const { database, audit, reader, follower } = this.#parts;
    if ((decision.reason?.length ?? 0) > 1000) throw refusal('INVALID', 'Write 1000 characters at most.', ['comment']);
    return database.unit(async (unit) => {
      const document = await lockDocument(unit, reader, request.actor, decision.id);
      if (document.version !== decision.version) throw staleVersion(document.version);
      checkDocumentStep(document.status, decision.to);
      check(document);
      decide(unit, decision, request.actor);
      closeTask(unit, { kind: 'DOCUMENT_REVIEW', subjectId: document.id, outcome: decision.to, isCancelled: decision.to === 'WITHDRAWN' }, request.actor);
      audit.append(unit, request, {
        ...{ action: ACTIONS[decision.to], subjectType: 'Document', subjectId: document.id, clientId: document.clientId, reason: decision.reason },
        before: { status: document.status, expiresOn: document.expiresOn },
        after: { status: decision.to, expiresOn: decision.expiresOn ?? document.expiresOn, mayResubmit: decision.mayResubmit },
      });
      await follower.reassess(unit, request, document.clientId, CAUSES[decision.to]);
      return document.id;
    });
  }

  /** The file's key, out of the upload's seal into the client's. The file itself stays as it lies. */
  #handOver(vault: Vault, upload: { readonly id: string; readonly sealedKey: string }, row: string): string {
    return vault.seal(row, this.#parts.vault.open(uploadKeyRow(upload.id), upload.sealedKey));
  }

  #checkDate(expiresOn: string | null): void {
    if (expiresOn !== null && expiresOn < this.#today())
      throw refusal('INVALID', 'This day is over: a document that has run out is no evidence.', ['expiresOn']);
  }

  #today(): string {
    return this.#parts.clock.now().toISOString().slice(0, 10);
  }
}

const ACTIONS = { APPROVED: 'document.approve', REJECTED: 'document.reject', WITHDRAWN: 'document.withdraw' } as const;
const CAUSES = { APPROVED: 'A document was approved.', REJECTED: 'A document was rejected.', WITHDRAWN: 'A document was taken back.' } as const;

/** Partners never handle documents, not even of clients whom they see. */
async function ownerOf(unit: Unit, actor: Actor, clientId: string): Promise<string> {
  const client = isId(clientId) && actor.partnerId === null ? await scopedRowIn<{ id: string }>(unit, clientReader, actor, clientId, 't.id') : null;
  if (client === null) throw notFound('client', 'clientId');
  return client.id;
}

const NUMBER = /^[\p{L}\p{N}][\p{L}\p{N} ./-]{1,39}$/u;

function checkedNumber(value: string | null): string | null {
  const number = value?.trim() ?? null;
  if (number !== null && !NUMBER.test(number)) throw refusal('INVALID', 'The number of a document has 2 to 40 letters and digits.', ['number']);
  return number;
}

/** By person: also when it was handed in by a key that this person made. */
function checkReviewer(actor: Actor, { uploadedById, uploadedByKeyOf }: DecidedDocument): void {
  if (actor.kind !== 'STAFF') throw refusal('POLICY_FORBIDS', 'Documents are decided on by people of the staff.');
  if (uploadedById === actor.id || uploadedByKeyOf === actor.id)
    throw refusal('MAKER_CANNOT_CHECK', 'You handed this in yourself: somebody else has to decide on it.', ['id']);
}
