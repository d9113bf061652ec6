import { column, defineReader, one, type Reader } from '../../database/reader.js';
import { dateRange, idEquals, oneOfEnum, timeRange } from '../../database/reader.filters.js';
import { clientScopeOf, clientScopes } from '../../database/row-scopes.js';
import type { DocumentLinks } from './document.links.js';

/** Partners see of their clients how they do, never who they are: no documents, not even if they were granted the permission. */
const scopes = { ...clientScopes, partner: () => 'false' };

export const documentReader = (links: DocumentLinks): Reader =>
  defineReader({
    type: 'Document',
    table: 'document',
    columns: {
      id: column('id'),
      version: column('version'),
      type: column('type'),
      status: column('status'),
      fileName: column('file_name'),
      contentType: column('content_type'),
      sizeBytes: column('size_bytes'),
      sha256: column('sha256'),
      downloadUrl: column('id', { audited: true, derive: (id, { actor }) => links.urlFor(id as string, actor) }),
      issuingCountry: column('issuing_country'),
      expiresOn: column('expires_on'),
      reviewedAt: column('reviewed_at'),
      rejectionReason: column('rejection_reason'),
      mayResubmit: column('may_resubmit'),
      scan: column('scan'),
      uploadedAt: column('uploaded_at'),
    },
    relations: { client: one('Client', 'client_id'), reviewedBy: one('StaffMember', 'reviewed_by_id') },
    filters: {
      clientId: idEquals('t.client_id'),
      type: oneOfEnum('t.type'),
      status: oneOfEnum('t.status'),
      uploadedAt: timeRange('t.uploaded_at'),
      expiresOn: dateRange('t.expires_on'),
    },
    orders: { UPLOADED_AT: { sql: 't.uploaded_at', cast: 'timestamptz' } },
    defaultOrder: { field: 'UPLOADED_AT', direction: 'DESC' },
    audit: { action: 'document.readDownloadUrl', client: 't.client_id' },
    scopeOf: clientScopeOf,
    scopes,
  });
