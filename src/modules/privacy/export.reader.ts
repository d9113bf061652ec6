import { column, defineReader, one, type Reader } from '../../database/reader.js';
import { idEquals, oneOfEnum, timeRange } from '../../database/reader.filters.js';
import type { ExportLinks } from '../documents/index.js';
import { privacyScopes } from './erasure.reader.js';

export const exportReader = (links: ExportLinks): Reader =>
  defineReader({
    type: 'ClientExport',
    table: 'client_export',
    columns: {
      id: column('id'),
      status: column('status'),
      requestedBy: column('requested_by'),
      requestedAt: column('requested_at'),
      readyAt: column('ready_at'),
      expiresAt: column('expires_at'),
      sizeBytes: { sql: 't.size_bytes::text' },
      sha256: column('sha256'),
      files: column('files'),
      downloadUrl: {
        sql: `case when t.status = 'READY' then t.id end`,
        audited: true,
        derive: (id, { actor }) => (id === null ? null : links.urlFor(id as string, actor)),
      },
    },
    relations: { client: one('Client', 'client_id') },
    filters: { clientId: idEquals('t.client_id'), status: oneOfEnum('t.status'), requestedAt: timeRange('t.requested_at') },
    orders: { REQUESTED_AT: { sql: 't.requested_at', cast: 'timestamptz' } },
    defaultOrder: { field: 'REQUESTED_AT', direction: 'DESC' },
    audit: { action: 'clientExport.readDownloadUrl', client: 't.client_id' },
    ...privacyScopes,
  });
