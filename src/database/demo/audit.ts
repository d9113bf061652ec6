import type { AuditEvent, Client, Staff, Time } from './model.js';

/** What an entry says beyond who did what to which subject. */
export type AuditDetail = Partial<Pick<AuditEvent, 'clientId' | 'reason' | 'before' | 'after'>>;

/** Collects what people did while the brokerage is made up, so that the audit trail and the rows tell the same story. */
export class AuditEvents {
  readonly all: AuditEvent[] = [];

  add(actor: Staff | Client | string, at: Time, action: string, subjectType: string, subjectId: string, detail: AuditDetail = {}): void {
    const { clientId = null, reason = null, before = null, after = null } = detail;
    this.all.push({ at, actor, action, subjectType, subjectId, clientId, reason, before, after });
  }
}
