import { Readable } from 'node:stream';
import type { Pool } from 'pg';
import type { Actor } from '../../access/actor.js';
import type { Reader } from '../../database/reader.js';
import { scopedRow } from '../../database/reader.scoped.js';
import type { AuditTrail } from '../audit/index.js';
import { type Download, DownloadRefused, type StatementLinks } from '../documents/index.js';
import { type ContentOf, HEAD_COLUMNS, STATEMENT_FORMATS, type StatementFormat, type StatementHead } from './statement.content.js';
import { statementCsv } from './statement.csv.js';
import { statementPdf } from './statement.pdf.js';
import { statementXlsx } from './statement.xlsx.js';

interface Parts {
  readonly pool: Pool;
  readonly links: StatementLinks;
  readonly reader: Reader;
  readonly audit: AuditTrail;
  /** Who is behind a session or an API key as of now; null when it does not hold any more. */
  readonly actorOf: (sessionId: string) => Promise<Actor | null>;
}

const FAULTS = {
  BROKEN: 'This link does not hold: ask for it again.',
  EXPIRED: 'This link has expired: it holds for 60 seconds. Ask for it again.',
} as const;

const MAKERS: Readonly<Record<StatementFormat, { readonly type: string; readonly make: (pool: Pool, of: ContentOf) => AsyncGenerator<Buffer> }>> = {
  pdf: { type: 'application/pdf', make: statementPdf },
  csv: { type: 'text/csv', make: statementCsv },
  xlsx: { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', make: statementXlsx },
};

const isFormat = (value: unknown): value is StatementFormat => (STATEMENT_FORMATS as readonly unknown[]).includes(value);

/**
 * Hands out statements to those who hold a link, as long as they could still ask for it. What is closed never changes, so that a file is made
 * out of the rows while it is sent, and lies nowhere.
 */
export class StatementDownloads {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Throws `DownloadRefused`. The audit entry is there before the first byte leaves. */
  async open(statementId: string, token: unknown, requestId: string, format: unknown): Promise<Download> {
    const { pool, reader, audit } = this.#parts;
    const actor = await this.#holder(statementId, token);
    const head = await scopedRow<StatementHead>(pool, reader, actor, statementId, HEAD_COLUMNS);
    if (head === null || !isFormat(format)) throw new DownloadRefused('NOT_FOUND', 'There is no such statement: ask for its link again.');
    const entry = { action: 'commissionStatement.download', subjectType: 'CommissionStatement', subjectId: statementId, after: { format } };
    await audit.recordReads(pool, { actor, requestId }, [entry]);
    const { type, make } = MAKERS[format];
    const content = Readable.from(make(pool, { head, readerPartnerId: actor.partnerId }), { objectMode: false });
    return { fileName: `${head.partnerReference}-${head.reference}.${format}`, contentType: type, sizeBytes: null, content };
  }

  async #holder(statementId: string, token: unknown): Promise<Actor> {
    const checked = this.#parts.links.check(statementId, token);
    if ('fault' in checked) throw new DownloadRefused('FORBIDDEN', FAULTS[checked.fault]);
    const actor = await this.#parts.actorOf(checked.holder.sessionId);
    if (actor?.id !== checked.holder.viewerId)
      throw new DownloadRefused('FORBIDDEN', 'The session that asked for this link has ended: sign in, and ask for it again.');
    if (!actor.permissions.has('payouts:read')) throw new DownloadRefused('FORBIDDEN', 'This takes the permission payouts:read.');
    return actor;
  }
}
