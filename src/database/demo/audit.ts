import type { AuditEvent, Client, Staff, Time } from './model.js';
import { Random } from './random.js';

/** What an entry says beyond who did what to which subject. */
export interface AuditDetail {
  readonly clientId?: string | null;
  readonly reason?: string | null;
  readonly before?: Readonly<Record<string, unknown>> | null;
  readonly after?: Readonly<Record<string, unknown>> | null;
}

/** Collects what people did while the brokerage is made up, so that the audit trail and the rows tell the same story. */
export class AuditEvents {
  readonly all: AuditEvent[] = [];
  readonly #random: Random;

  constructor(seed: number) {
    this.#random = new Random(seed, 'audit');
  }

  staffDid(staff: Staff, at: Time, action: string, subjectType: string, subjectId: string, detail: AuditDetail = {}): void {
    this.#add({ actorKind: 'STAFF', actorId: staff.id, actorName: staff.name, departments: staff.departments }, at, action, subjectType, subjectId, detail);
  }

  clientDid(client: Client, at: Time, action: string, subjectType: string, subjectId: string, detail: AuditDetail = {}): void {
    this.#add({ actorKind: 'CLIENT', actorId: client.id, actorName: client.displayName, departments: [] }, at, action, subjectType, subjectId, { clientId: client.id, ...detail });
  }

  systemDid(name: string, at: Time, action: string, subjectType: string, subjectId: string, detail: AuditDetail = {}): void {
    this.#add({ actorKind: 'SYSTEM', actorId: null, actorName: name, departments: [] }, at, action, subjectType, subjectId, detail);
  }

  #add(actor: Pick<AuditEvent, 'actorKind' | 'actorId' | 'actorName' | 'departments'>, at: Time, action: string, subjectType: string, subjectId: string, detail: AuditDetail): void {
    this.all.push({
      ...{ id: this.#random.id(at), at, actorKind: actor.actorKind, actorId: actor.actorId, actorName: actor.actorName, departments: actor.departments },
      ...{ action, subjectType, subjectId, clientId: detail.clientId ?? null, reason: detail.reason ?? null },
      ...{ before: detail.before ?? null, after: detail.after ?? null, requestId: this.#random.id(at) },
    });
  }
}
