import type { Actor, Request } from '../../access/actor.js';
import { newId } from '../../database/ids.js';
import type { Database } from '../../database/orm.js';
import { scopedRow } from '../../database/reader.scoped.js';
import { pgTypes } from '../../database/reader.types.js';
import { statement } from '../../database/unit.js';
import { checkedName, checkedReason } from '../../runtime/checked-text.js';
import { notFound, refusal, staleVersion } from '../../runtime/refusal.js';
import type { AuditTrail } from '../audit/index.js';
import { clientReader } from '../clients/index.js';
import { checkForm, type FormQuestion } from './application.form.js';
import { CURRENT_FORM, currentForm, type FormRecord } from './application.record.js';

export interface FormInput {
  readonly clientType: string;
  readonly version: number;
  readonly title: string;
  readonly questions: readonly FormQuestion[];
  readonly appropriateFrom: number;
  readonly warningFrom: number;
  readonly kycLevel: number;
  readonly reason: string;
}

const ADD = statement(`
  insert into application_form (id, client_type, version, title, questions, appropriate_from, warning_from, kyc_level, created_by)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (client_type, version) do nothing`);

/** The questionnaires: who is asked what. */
export class ApplicationFormService {
  readonly #database: Database;
  readonly #audit: AuditTrail;

  constructor(database: Database, audit: AuditTrail) {
    this.#database = database;
    this.#audit = audit;
  }

  /** The one in use for a client, or for a type of clients. Null: there is no such client for the actor. */
  async current(actor: Actor, asked: { readonly clientId?: string | null; readonly clientType?: string | null }): Promise<FormRecord | null> {
    const { pool } = this.#database;
    const clientId = asked.clientId ?? (asked.clientType == null ? actor.clientId : null);
    const client = clientId === null ? null : await scopedRow<{ type: string }>(pool, clientReader, actor, clientId, 't.type');
    const type = clientId === null ? asked.clientType : client?.type;
    if (type == null) return null;
    return (await pool.query<FormRecord>({ text: CURRENT_FORM, values: [type], types: pgTypes })).rows[0] ?? null;
  }

  /** A new version in place of the one that was seen. Applications that wait were made on the old one, and are decided on by it. */
  async publish(request: Request, input: FormInput): Promise<FormRecord> {
    const reason = checkedReason(input.reason);
    const title = checkedName(input.title, 'title');
    if (input.kycLevel < 0 || input.kycLevel > 9) throw refusal('INVALID', 'Levels go from 0 to 9.', ['kycLevel']);
    checkForm(input);
    const { clientType, questions, appropriateFrom, warningFrom, kycLevel } = input;
    return this.#database.unit(async (unit) => {
      const before = await currentForm(unit, clientType);
      if (before !== undefined && before.version !== input.version) throw staleVersion(before.version);
      const [id, version] = [newId(), input.version + 1];
      unit.write(ADD, [id, clientType, version, title, JSON.stringify(questions), appropriateFrom, warningFrom, kycLevel, request.actor.name]);
      const after = await currentForm(unit, clientType);
      if (after === undefined) throw notFound('application form', 'clientType');
      if (after.id !== id) throw staleVersion(after.version);
      this.#audit.append(unit, request, {
        ...{ action: 'applicationForm.publish', subjectType: 'ApplicationForm', subjectId: id, reason },
        before: before === undefined ? null : { id: before.id, version: before.version },
        after: { version, title, questions: questions.map(({ code }) => code), appropriateFrom, warningFrom, kycLevel },
      });
      return after;
    });
  }
}
