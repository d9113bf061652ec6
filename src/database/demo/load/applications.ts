import type { ClientBase } from 'pg';
import { answersRow } from '../../../modules/applications/application.record.js';
import { type Answer, type FormQuestion, judgeAnswers } from '../../../modules/applications/application.form.js';
import { Random } from '../random.js';
import { CLIENT_EMAIL } from '../sign-ins.js';
import { idFrom } from './derived-ids.js';
import type { DemoSealing } from './sealing.js';

/** So many of those who were approved last applied by the questionnaire; who came before them was asked on paper. */
const APPROVED = 60;
const TRADES = ['Baker', 'Teacher', 'Engineer in a shipyard', 'Runs a hotel', 'Nurse', 'Software', 'Farmer', 'Sales of machines'];

// How it ended, when and by whom, as the audit log has it.
const APPLICANTS = `
  select ${idFrom('c.id', 'application')} as id, c.id as "clientId", f.id as "formId", c.display_name as name, c.onboarding_status as onboarding, d.at as "decidedAt",
    d.actor_id as "decidedById", coalesce(d.at - interval '5 hours', c.updated_at) as "submittedAt", d.reason,
    row_number() over (partition by c.onboarding_status order by c.email = '${CLIENT_EMAIL}' desc, d.at desc nulls last, c.id)::int as nth
  from client c join application_form f on f.client_type = c.type and f.version = 1
    left join lateral (select e.at, e.actor_id, e.reason from audit_entry e where e.subject_id = c.id::text and e.action = 'client.transition' and e.at >= c.created_at + interval '5 hours'
      and e.after->>'onboardingStatus' = c.onboarding_status order by e.at desc limit 1) d on true
  where c.onboarding_status in ('APPLICATION_SUBMITTED', 'INFORMATION_REQUIRED', 'REJECTED') or c.onboarding_status = 'APPROVED' and d.at is not null and (c.kyc_level > 1 or c.email = '${CLIENT_EMAIL}')`;

const INSERT = `
  insert into application (id, version, client_id, form_id, status, answers_sealed, score, outcome, submitted_by, submitted_by_id, submitted_at, reasons, decided_by_id, decided_at, updated_at)
  select a.id, case when a.status = 'SUBMITTED' then 1 else 2 end, a."clientId", a."formId", a.status, a.sealed, a.score, a.outcome, a.name, a."clientId", a."submittedAt", a.reasons,
    a."decidedById", a."decidedAt", coalesce(a."decidedAt", a."submittedAt")
  from jsonb_to_recordset($1::jsonb) as a (id uuid, "clientId" uuid, "formId" uuid, status text, sealed text, score int, outcome text, name text, "submittedAt" timestamptz,
    reasons text[], "decidedById" uuid, "decidedAt" timestamptz)`;

const CHECKS = `
  insert into kyc_check (client_id, kind, outcome, detail, checked_at)
  select client_id, 'APPLICATION', case status when 'APPROVED' then 'PASSED' when 'REJECTED' then 'FAILED' else 'PENDING' end,
    case status when 'APPROVED' then 'The application was approved.' when 'REJECTED' then 'The application was rejected.'
      when 'SUBMITTED' then 'The application waits for a decision.' else 'Compliance has asked for information.' end, updated_at
  from application where status <> 'REPLACED'
  on conflict (client_id, kind) do update set outcome = excluded.outcome, detail = excluded.detail, checked_at = excluded.checked_at`;

const TASKS = `
  insert into task (id, kind, department, priority, subject_type, subject_id, client_id, maker_id, detail, opened_at, due_at)
  select ${idFrom('a.id', 'task')}, p.kind, p.department, p.priority, 'Application', a.id, a.client_id, a.submitted_by_id, 'An application waits for a decision. Appropriateness: ' || a.outcome || '.',
    a.submitted_at, a.submitted_at + p.due_within
  from application a join task_policy p on p.kind = 'APPLICATION_REVIEW' where a.status = 'SUBMITTED'
  on conflict do nothing`;

const STATUSES = { APPLICATION_SUBMITTED: 'SUBMITTED', INFORMATION_REQUIRED: 'INFORMATION_REQUIRED', REJECTED: 'REJECTED', APPROVED: 'APPROVED' } as const;

interface Applicant {
  readonly id: string;
  readonly clientId: string;
  readonly formId: string;
  readonly name: string;
  readonly onboarding: keyof typeof STATUSES;
  readonly submittedAt: Date;
  readonly decidedAt: Date | null;
  readonly decidedById: string | null;
  readonly reason: string | null;
  readonly nth: number;
}

interface FormRow {
  readonly id: string;
  readonly questions: readonly FormQuestion[];
  readonly appropriateFrom: number;
  readonly warningFrom: number;
}

/** What those have answered who apply, or have applied of late. */
export async function addApplications(connection: ClientBase, sealing: DemoSealing, seed: number): Promise<void> {
  const random = new Random(seed, 'applications');
  const { rows: forms } = await connection.query<FormRow>(
    `select id, questions, appropriate_from as "appropriateFrom", warning_from as "warningFrom" from application_form where version = 1 order by id`,
  );
  const { rows: applicants } = await connection.query<Applicant>(
    `select * from (${APPLICANTS}) a where onboarding <> 'APPROVED' or nth <= ${APPROVED} order by id`,
  );
  const rows = applicants.map((applicant) => {
    const form = forms.find(({ id }) => id === applicant.formId) as FormRow;
    const { answers, score, outcome } = judgeAnswers(form, answersOf(form, random));
    const sealed = sealing.sealText(applicant.clientId, answersRow(applicant.id), JSON.stringify(answers));
    // compliance asked, and was answered by another application
    const isReplaced = applicant.onboarding === 'APPROVED' && applicant.nth > APPROVED - 5;
    const status = isReplaced ? 'REPLACED' : STATUSES[applicant.onboarding];
    const reasons = isReplaced ? ['Please say where the money comes from'] : applicant.reason === null || status === 'SUBMITTED' ? [] : [applicant.reason];
    return { ...applicant, status, sealed, score, outcome, reasons };
  });
  await connection.query(INSERT, [JSON.stringify(rows)]);
  for (const statement of [CHECKS, TASKS]) await connection.query(statement);
}

/** Most know what they are doing; some do not. */
function answersOf({ questions }: FormRow, random: Random): Answer[] {
  const knows = random.fraction();
  return questions.map(({ code, kind, options }) => {
    if (kind === 'TEXT') return { question: code, answers: [random.pick(TRADES)] };
    const best = options.toSorted((one, other) => other.score - one.score)[0] as FormQuestion['options'][number];
    const chosen = best.score > 0 && random.chance(knows + 0.25) ? best : random.pick(options);
    const more = kind === 'MANY' && random.chance(0.4) ? [random.pick(options).code] : [];
    return { question: code, answers: [chosen.code, ...more] };
  });
}
