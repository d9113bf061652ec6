import { statement, type Unit } from '../../database/unit.js';
import { VERIFICATION_HAND_OVER } from './verification.record.js';

// While the vendor looks it takes nothing more: what comes then goes when it asks again.
const OPEN_FOR = `
  select v.id from kyc_verification v join client c on c.id = v.client_id join kyc_vendor_policy p on p.jurisdiction = c.jurisdiction
  where v.applicant_id is not null and v.status in ('DOCUMENTS_REQUIRED', 'RESUBMISSION_REQUIRED') and p.sends_documents
    and exists (select from document d where d.client_id = v.client_id and d.status in ('UPLOADED', 'IN_REVIEW', 'APPROVED') and d.scan in ('CLEAN', 'NOT_SCANNED')
      and not exists (select from kyc_sent_document s where s.document_id = d.id and s.verification_id = v.id))`;
const OF_CLIENT = statement(`${OPEN_FOR} and v.client_id = $1`);
const OF_VERIFICATION = statement(`${OPEN_FOR} and v.id = $1`);

/** Has documents that came after a verification was opened handed over to the vendor, by a job of the transaction that let them in. */
export async function offerDocuments(unit: Unit, of: { readonly clientId: string } | { readonly verificationId: string }): Promise<void> {
  const open = await ('clientId' in of ? unit.row<{ id: string }>(OF_CLIENT, [of.clientId]) : unit.row<{ id: string }>(OF_VERIFICATION, [of.verificationId]));
  if (open !== undefined) unit.enqueue(VERIFICATION_HAND_OVER, { verificationId: open.id }, { key: open.id });
}
