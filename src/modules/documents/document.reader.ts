import { column, defineReader, one, type Reader } from '../../database/reader.js';
import { dateRange, idEquals, oneOfEnum, timeRange } from '../../database/reader.filters.js';
import { sealedColumn, sealedEquals } from '../../database/reader.sealed.js';
import { clientScopeOf, clientScopes } from '../../database/row-scopes.js';
import { documentNumberRow, type PersonalData } from '../../runtime/personal-data.js';
import type { DocumentLinks } from './document.links.js';

/** Partners see of their clients how they do, never who they are: no documents, not even if they were granted the permission. */
const scopes = { ...clientScopes, partner: () => 'false' };

const NUMBER = { sealed: 't.number_sealed', client: 't.client_id', id: 't.id', row: documentNumberRow };

export const documentReader = (links: DocumentLinks, personal: PersonalData): Reader =>
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
      downloadUrl: {
        sql: 'case when t.erased_at is null then t.id end',
        audited: true,
        derive: (id, { actor }) => (id === null ? null : links.urlFor(id as string, actor)),
      },
      number: { ...sealedColumn(personal, NUMBER), auditedAs: 'document.readNumber' },
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
      number: sealedEquals(personal, 't.number_index', 'documentNumber', 'clients:pii'),
    },
    orders: { UPLOADED_AT: { sql: 't.uploaded_at', cast: 'timestamptz' } },
    defaultOrder: { field: 'UPLOADED_AT', direction: 'DESC' },
    audit: { action: 'document.readDownloadUrl', client: 't.client_id' },
    scopeOf: clientScopeOf,
    scopes,
  });
