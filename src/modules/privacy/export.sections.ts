import { answersRow } from '../applications/index.js';
import { type JsonObject, type JsonValue, openSealed } from '../audit/index.js';
import { dateOfBirthRow, documentNumberRow, noteRow, taxNumberRow } from '../../runtime/personal-data.js';
import type { Vault } from '../../runtime/vault.js';

/** One file of an export: the rows of a statement over $1, the client's id, each as one JSON object. */
export interface ExportSection {
  readonly name: string;
  readonly sql: string;
  /** Opens what lies sealed in a row; `vault` is null where the client has no key. */
  readonly open?: (row: JsonObject, clientId: string, vault: Vault | null) => JsonObject;
}

const opened = (vault: Vault | null, row: string, sealed: JsonValue | undefined, plain: JsonValue = null): JsonValue =>
  typeof sealed === 'string' && sealed !== '' && vault !== null ? vault.open(row, sealed) : plain;

/**
 * What a client is told that is held on it (Article 15 of the GDPR). Screening and risk ratings are left out: to tell of them is tipping
 * off, which the laws against money laundering forbid. So are notes in confidence, the reasons of restrictions and what the staff's queue says, the names of staff,
 * and what others earned by the client.
 */
export const EXPORT_SECTIONS: readonly ExportSection[] = [
  {
    name: 'client',
    sql: `select reference, type, category, first_name as "firstName", last_name as "lastName", company_name as "companyName", email, phone, country, jurisdiction, language,
      onboarding_status as "onboardingStatus", activity, kyc_status as "kycStatus", kyc_level as "kycLevel", tags, created_at as "createdAt",
      date_of_birth as "dateOfBirth", date_of_birth_sealed as "sealedDateOfBirth", tax_number as "taxNumber", tax_number_sealed as "sealedTaxNumber" from client where id = $1`,
    open: ({ sealedDateOfBirth, sealedTaxNumber, ...row }, clientId, vault) => ({
      ...row,
      dateOfBirth: opened(vault, dateOfBirthRow(clientId), sealedDateOfBirth, row['dateOfBirth'] ?? null),
      taxNumber: opened(vault, taxNumberRow(clientId), sealedTaxNumber, row['taxNumber'] ?? null),
    }),
  },
  {
    name: 'applications',
    sql: `select id, status, answers_sealed as answers, submitted_at as "submittedAt", reasons, decided_at as "decidedAt" from application where client_id = $1 order by submitted_at, id`,
    open: (row, _, vault) => ({ ...row, answers: JSON.parse(String(opened(vault, answersRow(String(row['id'])), row['answers'], 'null'))) as JsonValue }),
  },
  {
    name: 'documents',
    sql: `select id, type, status, file_name as "fileName", content_type as "contentType", size_bytes as "sizeBytes", sha256, number_sealed as number, issuing_country as "issuingCountry",
      expires_on as "expiresOn", rejection_reason as "rejectionReason", uploaded_at as "uploadedAt" from document where client_id = $1 order by uploaded_at, id`,
    open: (row, _, vault) => ({ ...row, number: opened(vault, documentNumberRow(String(row['id'])), row['number']) }),
  },
  {
    name: 'trading-accounts',
    sql: `select platform, server, login, environment, "group", leverage, currency, status, balance::text, credit::text, opened_at as "openedAt" from trading_account
      where client_id = $1 order by opened_at, id`,
  },
  {
    name: 'wallets',
    sql: `select code, currency, balance::text, held::text from ledger_account where client_id = $1 and kind = 'CLIENT_WALLET' order by currency`,
  },
  {
    name: 'transactions',
    sql: `select reference, type, status, amount::text, currency, fee::text, processed_amount::text as "processedAmount", provider, provider_reference as "providerReference", reason,
      destination_label as destination, requested_at as "requestedAt", settled_at as "settledAt" from transaction where client_id = $1 order by requested_at, id`,
  },
  {
    name: 'payout-destinations',
    sql: `select provider, label, status, added_at as "addedAt" from payout_destination where client_id = $1 order by added_at, id`,
  },
  {
    name: 'restrictions',
    sql: `select kind, created_at as "createdAt", expires_at as "expiresAt", lifted_at as "liftedAt" from restriction where client_id = $1 order by created_at, id`,
  },
  {
    name: 'notes',
    sql: `select note_id as note, number, text_sealed as text, at from client_note_wording w
      where client_id = $1 and not (select n.is_confidential from client_note n where n.id = w.note_id) order by at, id`,
    open: (row, _, vault) => ({ ...row, text: opened(vault, noteRow(String(row['note']), Number(row['number'])), row['text']) }),
  },
  {
    name: 'sign-ins',
    sql: `select s.created_at as "from", s.expires_at as until, s.revoked_at as "endedAt" from session s join credential c on c.id = s.credential_id where c.client_id = $1
      order by s.created_at, s.id`,
  },
  {
    name: 'history',
    sql: `select at, actor_kind as by, action, subject_type as "subjectType", subject_id as "subjectId", before, after from audit_entry
      where client_id = $1 and action !~ '^(screening|risk|restriction|task|note)' order by at, id`,
    open: ({ before, after, ...row }, clientId, vault) => ({
      ...row,
      ...{ before: openSealed(clientId, vault, before ?? null), after: openSealed(clientId, vault, after ?? null) },
    }),
  },
];
