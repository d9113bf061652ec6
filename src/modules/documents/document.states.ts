import { refusal } from '../../runtime/refusal.js';

export type DocumentStatus = 'UPLOADED' | 'IN_REVIEW' | 'APPROVED' | 'REJECTED' | 'EXPIRED' | 'WITHDRAWN';

/** From where to where a document may go. One that was decided on stays evidence: whoever has a better one hands in another. */
export const DOCUMENT_STEPS: Readonly<Record<DocumentStatus, readonly DocumentStatus[]>> = {
  UPLOADED: ['IN_REVIEW', 'APPROVED', 'REJECTED', 'WITHDRAWN'],
  IN_REVIEW: ['APPROVED', 'REJECTED', 'WITHDRAWN'],
  APPROVED: ['EXPIRED'],
  REJECTED: [],
  EXPIRED: [],
  WITHDRAWN: [],
};

/** Refuses with ILLEGAL_TRANSITION, and names what is legal. */
export function checkDocumentStep(from: DocumentStatus, to: DocumentStatus): void {
  const legal = DOCUMENT_STEPS[from];
  if (legal.includes(to)) return;
  throw refusal('ILLEGAL_TRANSITION', `The document is ${from}, and cannot become ${to}.`, ['id']);
}
