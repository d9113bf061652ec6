import type { Request } from '../../src/access/actor.js';
import { newId } from '../../src/database/ids.js';
import { type AuditAnchor, AuditSealer, AuditTrail, AuditVerifier } from '../../src/modules/audit/index.js';
import { type TestDatabase, testDatabase } from '../support/database.js';

export const AUDIT_KEY = Buffer.alloc(32, 7);

export const officer = (requestId = 'request-1'): Request => ({
  requestId,
  actor: {
    ...({ kind: 'STAFF', id: newId(), name: 'Helena Costa', departments: ['COMPLIANCE', 'RISK'], permissions: new Set() } as const),
    ...{ clientId: null, partnerId: null, sessionId: null },
  },
});

export interface Log {
  readonly errors: string[];
  error(fields: object, message: string): void;
}

export function collectingLog(): Log {
  const errors: string[] = [];
  return { errors, error: (fields, message) => void errors.push(`${message}: ${(fields as { err?: Error }).err?.message}`) };
}

/** A database with an audit log, and everything that works on it. */
export interface AuditFixture extends TestDatabase {
  readonly trail: AuditTrail;
  /** Writes so many entries, one after the other in time, and answers with their ids in that order. */
  write(count: number): Promise<string[]>;
  sealer(options?: { anchor?: AuditAnchor; auditKey?: Buffer; everyMs?: number; log?: Log }): AuditSealer;
  verify(options?: { anchor?: AuditAnchor }): ReturnType<AuditVerifier['verify']>;
  /** As a superuser whom no trigger stops. */
  tamper(statements: string): Promise<void>;
  entryAt(number: number): Promise<string>;
}

export async function auditFixture(): Promise<AuditFixture> {
  const db = await testDatabase();
  const { pool } = db.database;
  const trail = new AuditTrail(AUDIT_KEY);
  return {
    ...db,
    trail,
    write: async (count) => {
      const before = new Set((await db.sql<{ id: string }>('select id from audit_entry')).map((row) => row.id));
      for (let index = 0; index < count; index++) {
        await trail.recordReads(pool, officer(`request-${index}`), [
          { action: 'client.update', subjectType: 'Client', subjectId: newId(), reason: `step ${index}`, before: { index: index - 1 }, after: { index } },
        ]);
      }
      return (await db.sql<{ id: string }>('select id from audit_entry order by at, id')).map((row) => row.id).filter((id) => !before.has(id));
    },
    sealer: ({ anchor, auditKey = AUDIT_KEY, everyMs, log = collectingLog() } = {}) => new AuditSealer({ pool, auditKey, anchor, everyMs, log }),
    verify: ({ anchor } = {}) => new AuditVerifier({ pool, auditKey: AUDIT_KEY, anchor }).verify(),
    tamper: async (statements) => void (await db.sql(`set session_replication_role = replica; ${statements}; reset session_replication_role`)),
    entryAt: async (number) => (await db.sql<{ id: string }>('select entry_id as id from audit_seal where number = $1', [number]))[0]?.id ?? '',
  };
}
