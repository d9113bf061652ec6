/**
 * Where personal data lie, and what an erasure does there: one rule for each table that leads to a client. A test walks the database's
 * own catalogue and fails for every column of text in such a table that no rule names, so whoever adds one decides what becomes of it.
 *
 * The journal and the audit log are not in it, but for what they keep: their rows are never changed, not even for this. The journal names
 * references and accounts; the audit log names ids, and what is personal in it lies sealed under the client's key (audit.redaction.ts),
 * which the last rule destroys. So both verify afterwards as before.
 */
export interface ErasureRule {
  readonly table: string;
  /** SQL over the alias `t`: which rows are the client's, who is $1. */
  readonly whose: string;
  /** Column -> SQL of what it becomes. `delete`: the rows go. */
  readonly erases: Readonly<Record<string, string>> | 'delete';
  /** Why the other columns of text may stay -> their names. */
  readonly keeps?: Readonly<Record<string, readonly string[]>>;
}

const OWN_TRANSACTIONS = '(select x.id from transaction x where x.client_id = $1)';
const OWN_CREDENTIALS = '(select x.id from credential x where x.client_id = $1)';
const OWN_SESSIONS = `(select x.id from session x where x.credential_id in ${OWN_CREDENTIALS})`;
const BY_CLIENT = (column: string): string => `case when t.${column}_id = $1 then 'client' else t.${column} end`;

const CODES = 'names of the house and of the market';
const REFERENCES = 'references that lead to nobody once the names are gone';
const STAFF = 'what staff did, by their names';

export const ERASURE_RULES: readonly ErasureRule[] = [
  {
    table: 'client',
    whose: 't.id = $1',
    erases: {
      ...{
        first_name: `'Erased'`,
        last_name: `'client C' || t.number`,
        company_name: 'null',
        email: `'erased-' || t.number || '@erased.invalid'`,
        phone: 'null',
      },
      ...{
        tax_number: 'null',
        tax_number_sealed: 'null',
        tax_number_index: 'null',
        date_of_birth: 'null',
        date_of_birth_sealed: 'null',
        date_of_birth_index: 'null',
      },
      ...{ language: 'null', tags: `'{}'`, erased_at: 'now()', updated_at: 'now()', version: 't.version + 1' },
    },
    keeps: { [CODES]: ['country', 'jurisdiction', 'status_before_suspension'], [REFERENCES]: ['logins'] },
  },
  {
    table: 'document',
    whose: 't.client_id = $1',
    erases: {
      ...{ file_name: `'erased'`, sha256: `'erased'`, storage_key: `'erased/' || t.id`, storage: `'PLAIN'`, sealed_key: 'null', number_sealed: 'null' },
      ...{ number_index: 'null', issuing_country: 'null', expires_on: 'null', rejection_reason: 'null', erased_at: 'now()', version: 't.version + 1' },
    },
    keeps: { [CODES]: ['content_type'] },
  },
  {
    table: 'file_upload',
    whose: `t.created_by_id = $1 or t.document_id in (select x.id from document x where x.client_id = $1)`,
    erases: { file_name: `'erased'`, created_by: BY_CLIENT('created_by'), sha256: 'null' },
    keeps: { [CODES]: ['content_type', 'refusal'], 'random, and of files that are gone': ['storage_key', 'sealed_key'] },
  },
  {
    table: 'transaction',
    whose: 't.client_id = $1',
    erases: { requested_by: BY_CLIENT('requested_by'), reason: 'null', destination_label: 'null' },
    keeps: {
      [CODES]: ['currency', 'counter_currency', 'provider', 'exchange_rate_source', 'approval_departments'],
      [REFERENCES]: ['provider_reference'],
    },
  },
  { table: 'approval', whose: `t.transaction_id in ${OWN_TRANSACTIONS}`, erases: { comment: 'null' } },
  {
    table: 'payout_destination',
    whose: 't.client_id = $1',
    erases: {
      ...{ status: `'RETIRED'`, label: `'erased'`, fingerprint: `'erased/' || t.id`, details: `''`, added_by: BY_CLIENT('added_by'), reason: 'null' },
    },
    keeps: { [CODES]: ['provider'], [STAFF]: ['decided_by'] },
  },
  { table: 'payment_session', whose: `t.transaction_id in ${OWN_TRANSACTIONS}`, erases: 'delete' },
  {
    table: 'payout',
    whose: `t.transaction_id in ${OWN_TRANSACTIONS}`,
    erases: { reason: 'null' },
    keeps: { [CODES]: ['provider', 'currency'], [REFERENCES]: ['provider_reference'] },
  },
  {
    // it names everybody whom the bank paid by it; after the years that a client's records are kept none of them needs it
    table: 'payment_file',
    whose: `t.id in (select x.payment_file_id from payout x where x.transaction_id in ${OWN_TRANSACTIONS})`,
    erases: { content: `''` },
    keeps: { [CODES]: ['provider', 'name', 'content_type'], [STAFF]: ['exported_by'] },
  },
  {
    table: 'payment_event',
    whose: `t.transaction_id in ${OWN_TRANSACTIONS} or t.id in (select x.payment_event_id from payment_case x where x.client_id = $1)`,
    erases: { raw_body: 'null', reason: 'null', note: 'null' },
    keeps: { [CODES]: ['provider', 'vendor_type', 'state', 'currency', 'source'], [REFERENCES]: ['event_id', 'provider_reference'] },
  },
  {
    table: 'payment_case',
    whose: `t.client_id = $1 or t.transaction_id in ${OWN_TRANSACTIONS}`,
    erases: { detail: `'erased'`, note: 'null', proposal: 'null', difference: 'null' },
    keeps: { [CODES]: ['provider', 'currency', 'expected_currency'], [REFERENCES]: ['provider_reference'], [STAFF]: ['closed_by', 'proposed_by'] },
  },
  {
    table: 'bank_statement_line',
    whose: `t.transaction_id in ${OWN_TRANSACTIONS} or t.payout_id in (select x.id from payout x where x.transaction_id in ${OWN_TRANSACTIONS})`,
    erases: { remittance: `'erased'`, counterparty_name: 'null', counterparty_account: 'null' },
    keeps: { [CODES]: ['provider', 'currency'], [REFERENCES]: ['line_id', 'end_to_end_id'] },
  },
  {
    table: 'reconciliation_item',
    whose: `t.transaction_id in ${OWN_TRANSACTIONS}`,
    erases: {},
    keeps: { [CODES]: ['our_currency', 'their_currency', 'our_state', 'their_state'], [REFERENCES]: ['provider_reference'] },
  },
  {
    table: 'restriction',
    whose: 't.client_id = $1',
    erases: { reason: `'erased'`, lift_reason: 'null' },
    keeps: { [STAFF]: ['created_by', 'lifted_by'] },
  },
  {
    table: 'task',
    whose: 't.client_id = $1',
    erases: { detail: `'erased'`, closed_by: BY_CLIENT('closed_by') },
    keeps: { [CODES]: ['kind', 'department', 'subject_type', 'outcome'] },
  },
  {
    table: 'task_comment',
    whose: 't.task_id in (select x.id from task x where x.client_id = $1)',
    erases: { text: `'erased'` },
    keeps: { [STAFF]: ['author'] },
  },
  { table: 'client_note_wording', whose: 't.client_id = $1', erases: 'delete' },
  { table: 'client_note', whose: 't.client_id = $1', erases: { text_sealed: `''`, delete_reason: 'null' }, keeps: { [STAFF]: ['author', 'deleted_by'] } },
  { table: 'kyc_check', whose: 't.client_id = $1', erases: { detail: `'erased'` } },
  {
    table: 'erased_applicant',
    whose: 't.client_id = $1',
    erases: {},
    keeps: { [CODES]: ['vendor'], 'the row goes as soon as the vendor has forgotten': ['applicant_id'] },
  },
  {
    // before the verifications forget by which applicant they are known there
    table: 'kyc_vendor_event',
    whose: `t.external_user_id = ($1)::text or t.verification_id in (select x.id from kyc_verification x where x.client_id = $1)
      or (t.vendor, t.applicant_id) in (select x.vendor, x.applicant_id from kyc_verification x where x.client_id = $1)`,
    erases: { applicant_id: `'erased'`, external_user_id: 'null', note: 'null', decision_reason: `case when t.decision_reason is not null then 'erased' end` },
    keeps: { [CODES]: ['vendor', 'vendor_type'], [REFERENCES]: ['event_key'], [STAFF]: ['decided_by'] },
  },
  {
    table: 'kyc_verification',
    whose: 't.client_id = $1',
    erases: {
      ...{ applicant_id: 'null', vendor_reject_labels: `'{}'`, applicant_comment: 'null', staff_comment: 'null', review_id: 'null', attempt_id: 'null' },
      ...{ started_by: BY_CLIENT('started_by'), decision_reason: `case when t.decision_reason is not null then 'erased' end` },
    },
    keeps: {
      [CODES]: ['vendor', 'level_name', 'failure', 'vendor_status', 'vendor_answer', 'vendor_reject_type', 'vendor_level'],
      [STAFF]: ['decided_by'],
    },
  },
  {
    table: 'kyc_sent_document',
    whose: 't.document_id in (select x.id from document x where x.client_id = $1)',
    erases: {},
    keeps: { [CODES]: ['refusal'] },
  },
  {
    table: 'account_request',
    whose: 't.client_id = $1',
    erases: { requested_by: BY_CLIENT('requested_by'), reason: 'null', idempotency_key: `'erased/' || t.id` },
    keeps: { [CODES]: ['account_type', 'input_hash'] },
  },
  {
    table: 'application',
    whose: 't.client_id = $1',
    erases: { answers_sealed: `''`, declared_income: 'null', submitted_by: BY_CLIENT('submitted_by'), reasons: `'{}'` },
  },
  // what was found on the person, and how it was rated
  { table: 'screening_hit', whose: 't.client_id = $1', erases: 'delete' },
  { table: 'screening_run', whose: 't.client_id = $1', erases: {}, keeps: { [CODES]: ['lists'], [STAFF]: ['asked_by'] } },
  { table: 'risk_rating', whose: 't.client_id = $1', erases: 'delete' },
  { table: 'risk_override', whose: 't.client_id = $1', erases: 'delete' },
  // a change of names asks for a screening, and so does this one
  { table: 'screening_due', whose: 't.client_id = $1', erases: 'delete' },
  { table: 'idempotency_key', whose: 't.actor_id = $1', erases: 'delete' },
  { table: 'refresh_token', whose: `t.session_id in ${OWN_SESSIONS}`, erases: 'delete' },
  { table: 'session', whose: `t.credential_id in ${OWN_CREDENTIALS}`, erases: 'delete' },
  { table: 'familiar_address', whose: `t.credential_id in ${OWN_CREDENTIALS}`, erases: 'delete' },
  { table: 'credential', whose: 't.client_id = $1', erases: 'delete' },
  {
    table: 'api_key',
    whose: 't.client_id = $1',
    erases: { name: `'erased'`, revoked_at: 'coalesce(t.revoked_at, now())' },
    keeps: { 'a key that is revoked': ['prefix', 'hash', 'permissions'] },
  },
  {
    table: 'client_export',
    whose: 't.client_id = $1',
    erases: {
      ...{
        status: `case when t.status = 'READY' then 'EXPIRED' when t.status = 'WAITING' then 'FAILED' else t.status end`,
        storage_key: 'null',
        sealed_key: 'null',
      },
      ...{ sha256: 'null' },
    },
    keeps: { [STAFF]: ['requested_by'] },
  },
  {
    table: 'erasure',
    whose: 't.client_id = $1',
    erases: {
      ...{ reason: `'erased'`, decision_reason: 'null', legal_hold_reason: `case when t.legal_hold_reason is not null then 'erased' end` },
      // a refusal is told in the words of whoever refused, the rest in ours
      answer: `case when t.status = 'REFUSED' then 'erased' else t.answer end`,
    },
    keeps: { [STAFF]: ['requested_by', 'decided_by'] },
  },
  {
    table: 'trading_account',
    whose: 't.client_id = $1',
    erases: {},
    keeps: { [CODES]: ['server', 'group', 'currency', 'account_type'], [REFERENCES]: ['login'] },
  },
  { table: 'ledger_account', whose: 't.client_id = $1', erases: {}, keeps: { [CODES]: ['currency'], [REFERENCES]: ['code'] } },
  { table: 'journal_entry', whose: `t.transaction_id in ${OWN_TRANSACTIONS}`, erases: {}, keeps: { [CODES]: ['description'] } },
  {
    table: 'journal_line',
    whose: `t.entry_id in (select x.id from journal_entry x where x.transaction_id in ${OWN_TRANSACTIONS})`,
    erases: {},
    keeps: { [CODES]: ['currency'] },
  },
  {
    table: 'commission',
    whose: 't.client_id = $1',
    erases: {},
    keeps: { [CODES]: ['symbol', 'currency', 'explanation'], [REFERENCES]: ['deal_server', 'deal_ticket'] },
  },
  { table: 'commission_candidate', whose: 't.id = $1', erases: {}, keeps: { [CODES]: ['currency', 'missing'] } },
  { table: 'commission_client_monthly', whose: 't.client_id = $1', erases: {}, keeps: { [CODES]: ['currency'] } },
  { table: 'partner_change', whose: 't.client_id = $1', erases: { reason: `'erased'`, detail: 'null' }, keeps: { [STAFF]: ['requested_by'] } },
  { table: 'referral_sign_up', whose: 't.client_id = $1', erases: {}, keeps: { [CODES]: ['campaign'] } },
  { table: 'rebate_share', whose: 't.client_id = $1', erases: {}, keeps: { [STAFF]: ['set_by'] } },
  { table: 'commission_rebate', whose: 't.client_id = $1', erases: {}, keeps: { [CODES]: ['currency'] } },
  { table: 'commission_balance', whose: 't.client_id = $1', erases: {}, keeps: { [CODES]: ['currency'] } },
  {
    table: 'commission_statement',
    whose: 't.id in (select x.statement_id from commission x where x.client_id = $1)',
    erases: {},
    keeps: { [CODES]: ['currency'] },
  },
  { table: 'commission_payout', whose: 't.client_id = $1', erases: {}, keeps: { [CODES]: ['currency'] } },
  // the last: with it goes all that was sealed under it, in the audit log and in every copy of these rows
  { table: 'client_key', whose: 't.client_id = $1', erases: 'delete' },
];

/** The statement of a rule; null where it only keeps. $1 is the client's id. */
export function statementOf({ table, whose, erases }: ErasureRule): string | null {
  const rows = whose.replaceAll('$1', '$1::uuid');
  if (erases === 'delete') return `delete from ${table} t where ${rows}`;
  const changes = Object.entries(erases).map(([column, value]) => `"${column}" = ${value.replaceAll('$1', '$1::uuid')}`);
  return changes.length === 0 ? null : `update ${table} t set ${changes.join(', ')} where ${rows}`;
}
