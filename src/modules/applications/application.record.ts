import type { Actor } from '../../access/actor.js';
import { isId } from '../../database/ids.js';
import { scopedRowIn } from '../../database/reader.scoped.js';
import type { Reader } from '../../database/reader.js';
import { statement, type Unit } from '../../database/unit.js';
import { notFound } from '../../runtime/refusal.js';
import type { Appropriateness, Form } from './application.form.js';

export const APPLICATION_STATUSES = ['SUBMITTED', 'INFORMATION_REQUIRED', 'APPROVED', 'REJECTED', 'REPLACED'] as const;
export type ApplicationStatus = (typeof APPLICATION_STATUSES)[number];

export interface FormRecord extends Form {
  readonly id: string;
  readonly clientType: string;
  readonly version: number;
  readonly title: string;
  /** What a client must be verified at to be approved. */
  readonly kycLevel: number;
}

/** An application as it stands, locked. */
export interface ApplicationRecord {
  readonly id: string;
  readonly version: number;
  readonly clientId: string;
  readonly status: ApplicationStatus;
  readonly outcome: Appropriateness;
  readonly kycLevel: number;
  readonly submittedById: string | null;
  /** Who made the API key that it was submitted by. */
  readonly submittedByKeyOf: string | null;
}

export const FORM = `
  select id, client_type as "clientType", version, title, questions, appropriate_from as "appropriateFrom", warning_from as "warningFrom", kyc_level::int as "kycLevel",
    created_by as "createdBy", created_at as "createdAt"
  from application_form`;
/** The one in use. */
export const CURRENT_FORM = `${FORM} where client_type = $1 order by version desc limit 1`;
const CURRENT = statement(CURRENT_FORM);
const LOCK = statement(`
  select a.id, a.version, a.client_id as "clientId", a.status, a.outcome, f.kyc_level::int as "kycLevel", a.submitted_by_id as "submittedById",
    (select k.created_by_id from api_key k where k.id = a.submitted_by_id) as "submittedByKeyOf"
  from application a join application_form f on f.id = a.form_id where a.id = $1 for no key update of a`);
const OPEN = statement(`select id, version, status from application where client_id = $1 and status in ('SUBMITTED', 'INFORMATION_REQUIRED')`);

export const currentForm = (unit: Unit, clientType: string): Promise<FormRecord | undefined> => unit.row<FormRecord>(CURRENT, [clientType]);

export const openApplication = (unit: Unit, clientId: string): Promise<Pick<ApplicationRecord, 'id' | 'version' | 'status'> | undefined> =>
  unit.row<Pick<ApplicationRecord, 'id' | 'version' | 'status'>>(OPEN, [clientId]);

/** What an application is sealed for. */
export const answersRow = (applicationId: string): string => `application/${applicationId}/answers`;

/** Refuses with NOT_FOUND when there is no such application for the actor. */
export async function lockApplication(unit: Unit, reader: Reader, actor: Actor, id: string): Promise<ApplicationRecord> {
  if (!isId(id)) throw notFound('application', 'id');
  const [seen, found] = await Promise.all([scopedRowIn(unit, reader, actor, id, 't.id'), unit.row<ApplicationRecord>(LOCK, [id])]);
  if (seen === null || found === undefined) throw notFound('application', 'id');
  return found;
}
