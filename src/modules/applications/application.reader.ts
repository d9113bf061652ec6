import { column, defineReader, one, type Reader } from '../../database/reader.js';
import { idEquals, oneOfEnum, timeRange } from '../../database/reader.filters.js';
import { sealedColumn } from '../../database/reader.sealed.js';
import { clientScopeOf, clientScopes } from '../../database/row-scopes.js';
import type { PersonalData } from '../../runtime/personal-data.js';
import { answersRow } from './application.record.js';

/** What clients say of their money is nothing that their partners see. */
const scopes = { ...clientScopes, partner: () => 'false' };

export const applicationReader = (personal: PersonalData): Reader => {
  const answers = sealedColumn(personal, { sealed: 't.answers_sealed', client: 't.client_id', id: 't.id', row: answersRow });
  return defineReader({
    type: 'Application',
    table: 'application',
    columns: {
      id: column('id'),
      version: column('version'),
      status: column('status'),
      formVersion: { sql: '(select f.version from application_form f where f.id = t.form_id)' },
      answers: {
        ...answers,
        derive: (value, request) => {
          const text = answers.derive?.(value, request);
          return typeof text === 'string' ? (JSON.parse(text) as unknown) : text;
        },
      },
      score: column('score'),
      outcome: column('outcome'),
      submittedBy: column('submitted_by'),
      submittedAt: column('submitted_at'),
      reasons: column('reasons'),
      decidedAt: column('decided_at'),
    },
    relations: { client: one('Client', 'client_id'), decidedBy: one('StaffMember', 'decided_by_id') },
    filters: { clientId: idEquals('t.client_id'), status: oneOfEnum('t.status'), outcome: oneOfEnum('t.outcome'), submittedAt: timeRange('t.submitted_at') },
    orders: { SUBMITTED_AT: { sql: 't.submitted_at', cast: 'timestamptz', inEnumIndexes: true } },
    defaultOrder: { field: 'SUBMITTED_AT', direction: 'DESC' },
    audit: { action: 'application.readAnswers', client: 't.client_id' },
    scopeOf: clientScopeOf,
    scopes,
  });
};
