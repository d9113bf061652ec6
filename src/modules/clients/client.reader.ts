import type { Actor } from '../../access/actor.js';
import { column, defineReader, list, one, page, type Reader } from '../../database/reader.js';
import { holds, idEquals, oneOf, oneOfEnum, timeRange, unlessHidden, wordSearch } from '../../database/reader.filters.js';
import { sealedColumn, sealedEquals } from '../../database/reader.sealed.js';
import { clientScopeOf, clientScopes, ownClientScopes } from '../../database/row-scopes.js';
import { dateOfBirthRow, type PersonalData, taxNumberRow } from '../../runtime/personal-data.js';
import { clientRewards } from './client-rewards.reader.js';

/** "m***@***.com": enough to tell two addresses apart on the phone, not enough to write to. */
const MASKED_EMAIL = `left(t.email, 1) || '***@***.' || substring(t.email from '[^.]*$')`;
/** The last two digits. */
const MASKED_PHONE = `case when t.phone is null then null else '***' || right(t.phone, 2) end`;

/** What the broker thinks of a client, and what it calls it, is its own: neither the client nor who introduced it is told. */
const OUTSIDE = ['client', 'partner'];
const isOutside = (actor: Actor): boolean => OUTSIDE.includes(clientScopeOf(actor) ?? '');

const NEWEST_VERIFICATION = '(select v.id from kyc_verification v where v.client_id = t.id order by v.started_at desc, v.id desc limit 1)';

/** What lies open of clients; services scope by it, too. What lies sealed is in `personalClientReader`. */
export const clientReader = defineReader({
  type: 'Client',
  table: 'client',
  columns: {
    id: column('id'),
    version: column('version'),
    reference: column('reference'),
    type: column('type'),
    category: column('category'),
    firstName: column('first_name'),
    lastName: column('last_name'),
    companyName: column('company_name'),
    displayName: column('display_name'),
    email: column('email', { mask: { unless: 'clients:contact', sql: MASKED_EMAIL } }),
    phone: column('phone', { mask: { unless: 'clients:contact', sql: MASKED_PHONE } }),
    country: column('country'),
    language: column('language'),
    jurisdiction: column('jurisdiction'),
    onboardingStatus: column('onboarding_status'),
    activity: column('activity'),
    kycStatus: column('kyc_status'),
    kycLevel: column('kyc_level'),
    riskLevel: column('risk_level', { mask: { within: OUTSIDE, sql: `'UNDISCLOSED'` } }),
    tags: column('tags', { mask: { within: OUTSIDE, sql: `'{}'::text[]` } }),
    createdAt: column('created_at'),
    updatedAt: column('updated_at'),
    erasedAt: column('erased_at'),
  },
  relations: {
    accountManager: one('StaffMember', 'account_manager_id'),
    partner: one('Partner', 'partner_id'),
    restrictions: list('Restriction', 'client_id', 't.created_at, t.id', 't.lifted_at is null and (t.expires_at is null or t.expires_at > now())'),
    wallets: list('Wallet', 'client_id', 't.currency', `t.kind = 'CLIENT_WALLET'`),
    tradingAccounts: page('TradingAccount', 'client_id'),
    transactions: page('Transaction', 'client_id'),
    documents: page('Document', 'client_id'),
    tasks: page('Task', 'client_id'),
    kyc: one('ClientKyc', 'id'),
    applications: page('Application', 'client_id'),
    notes: page('ClientNote', 'client_id'),
    timeline: page('TimelineEntry', 'client_id'),
    verification: { kind: 'one', type: 'KycVerification', key: { sql: NEWEST_VERIFICATION, cast: 'uuid' } },
    auditTrail: page('AuditEntry', 'client_id'),
    screening: one('ClientScreening', 'id'),
    riskRating: {
      kind: 'one',
      type: 'RiskRating',
      key: { sql: '(select r.id from risk_rating r where r.client_id = t.id and r.superseded_at is null)', cast: 'uuid' },
    },
    rewards: clientRewards,
    riskRatings: page('RiskRating', 'client_id', { field: 'RATED_AT', direction: 'DESC' }),
  },
  filters: {
    onboardingStatus: oneOfEnum('t.onboarding_status'),
    kycStatus: oneOfEnum('t.kyc_status'),
    riskLevel: unlessHidden(oneOfEnum('t.risk_level'), isOutside),
    activity: oneOfEnum('t.activity'),
    category: oneOfEnum('t.category'),
    country: oneOf('t.country', 'bpchar'),
    partnerId: idEquals('t.partner_id'),
    accountManagerId: idEquals('t.account_manager_id'),
    tag: unlessHidden(holds('t.tags'), isOutside),
    createdAt: timeRange('t.created_at'),
    search: wordSearch('t.search_text', { column: 't.search_public', unless: 'clients:contact' }),
  },
  orders: {
    CREATED_AT: { sql: 't.created_at', cast: 'timestamptz', inEnumIndexes: true },
    UPDATED_AT: { sql: 't.updated_at', cast: 'timestamptz' },
    LAST_NAME: { sql: 't.last_name', cast: 'text' },
  },
  lookups: { id: { sql: 't.id', cast: 'uuid' }, reference: { sql: 't.reference', cast: 'text' } },
  audit: { action: 'client.readPersonalData', client: 't.id' },
  scopeOf: clientScopeOf,
  scopes: ownClientScopes,
});

const OWN = { client: 't.id', id: 't.id' };

/** Clients with what is opened by their keys. */
export const personalClientReader = (personal: PersonalData): Reader => ({
  ...clientReader,
  columns: {
    ...clientReader.columns,
    dateOfBirth: sealedColumn(personal, { ...OWN, sealed: 't.date_of_birth_sealed', plain: 't.date_of_birth::text', row: dateOfBirthRow }),
    taxNumber: sealedColumn(personal, { ...OWN, sealed: 't.tax_number_sealed', plain: 't.tax_number', row: taxNumberRow }),
  },
  filters: {
    ...clientReader.filters,
    taxNumber: sealedEquals(personal, 't.tax_number_index', 'taxNumber', 'clients:pii'),
    dateOfBirth: sealedEquals(personal, 't.date_of_birth_index', 'dateOfBirth', 'clients:pii'),
  },
});

/** As of now, whether anybody has written it down or not: what has expired is over. */
const IN_FORCE = '(t.lifted_at is null and (t.expires_at is null or t.expires_at > now()))';

const UNDISCLOSED = { unless: 'restrictions:read', sql: `'Not disclosed'` } as const;
const HOUSE = { unless: 'restrictions:read', sql: `'The broker'` } as const;

/**
 * A reason may be a hit on a list or a suspicion, and to let the client know of it is tipping off. So a client sees what it may not do and
 * until when, for it meets that anyhow; whoever introduced the client meets nothing of it, and sees no restriction at all.
 */
export const restrictionReader = defineReader({
  type: 'Restriction',
  table: 'restriction',
  columns: {
    id: column('id'),
    kind: column('kind'),
    reason: column('reason', { mask: UNDISCLOSED }),
    createdBy: column('created_by', { mask: HOUSE }),
    createdAt: column('created_at'),
    expiresAt: column('expires_at'),
    isInForce: { sql: IN_FORCE },
    liftedAt: column('lifted_at'),
    liftedBy: column('lifted_by', { mask: { ...HOUSE, sql: `case when t.lifted_by is not null then ${HOUSE.sql} end` } }),
    liftReason: column('lift_reason', { mask: { ...UNDISCLOSED, sql: `case when t.lift_reason is not null then ${UNDISCLOSED.sql} end` } }),
  },
  relations: { tradingAccount: one('TradingAccount', 'trading_account_id'), client: one('Client', 'client_id') },
  filters: {
    clientId: idEquals('t.client_id'),
    kind: oneOfEnum('t.kind'),
    createdAt: timeRange('t.created_at'),
    isInForce: {
      inText: true,
      shape: (value: boolean) => (value ? 'yes' : 'no'),
      where: (_parameters, shape) => (shape === 'yes' ? IN_FORCE : `not ${IN_FORCE}`),
    },
  },
  defaultOrder: { field: 'CREATED_AT', direction: 'DESC' },
  scopeOf: clientScopeOf,
  scopes: { ...clientScopes, partner: () => 'false' },
});
