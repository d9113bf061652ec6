import { newId } from '../../src/database/ids.js';
import type { TestDatabase } from './database.js';

type Sql = TestDatabase['sql'];

/** A client with something in every area, all of it marked: what carries another's mark may not be in an answer. */
export interface MarkedClient {
  readonly mark: string;
  readonly id: string;
  readonly reference: string;
  readonly accountId: string;
  readonly transactionId: string;
  readonly documentId: string;
  readonly restrictionId: string;
  /** Ids and references that belong to it alone. */
  readonly traces: readonly string[];
}

export interface MarkedPartner {
  readonly mark: string;
  readonly id: string;
  readonly reference: string;
  readonly commissionId: string;
  readonly statementReference: string;
  readonly traces: readonly string[];
}

/** Who introduced a client, and who looks after it. */
interface Owner {
  readonly partnerId?: string | null;
  readonly managerId?: string | null;
}

async function insert(sql: Sql, table: string, row: Record<string, unknown>): Promise<Record<string, string>> {
  const columns = Object.keys(row);
  const places = columns.map((_, index) => `$${index + 1}`);
  const [stored] = await sql<Record<string, string>>(
    `insert into ${table} (${columns.map((column) => `"${column}"`).join(', ')}) values (${places.join(', ')}) returning *`,
    Object.values(row),
  );
  return stored as Record<string, string>;
}

export async function addMarkedPartner(sql: Sql, mark: string, parentId: string | null = null): Promise<MarkedPartner> {
  const id = newId();
  const slug = mark.toLowerCase();
  const plan = await insert(sql, 'commission_plan', {
    id: newId(),
    name: `plan ${mark}`,
    scheme: 'PER_LOT',
    tree_mode: 'OVERRIDE',
    currency: 'USD',
    rates: ['5', '2'],
    effective_from: '2026-01-01',
  });
  const partner = await insert(sql, 'partner', {
    id,
    name: `Partner ${mark}`,
    email: `partner@${slug}.example`,
    country: 'CY',
    status: 'ACTIVE',
    referral_code: `ref-${slug}`,
    parent_id: parentId,
    path: '',
    plan_id: plan['id'],
  });
  await insert(sql, 'ledger_account', {
    id: newId(),
    code: `partner-wallet/${mark}/USD`,
    kind: 'PARTNER_WALLET',
    partner_id: id,
    currency: 'USD',
    balance: '0.00',
  });
  const payout = await insert(sql, 'transaction', {
    id: newId(),
    type: 'COMMISSION_PAYOUT',
    status: 'SETTLED',
    partner_id: id,
    amount: '10.00',
    currency: 'USD',
    requested_by: `by ${mark}`,
    reason: `payout ${mark}`,
  });
  const commission = await insert(sql, 'commission', {
    id: newId(),
    partner_id: id,
    level: 1,
    amount: '5.00',
    currency: 'USD',
    explanation: `earned ${mark}`,
    lots: '1',
    symbol: 'EURUSD',
    traded_at: '2026-06-01',
    accrued_at: '2026-06-01',
  });
  const takenOut = await addTakenOut(sql, id, mark);
  const settled = await addSettlement(sql, id);
  const reference = partner['reference'] as string;
  return {
    mark,
    id,
    reference,
    commissionId: commission['id'] as string,
    statementReference: settled[0] as string,
    traces: [mark, slug, id, reference, commission['id'] as string, payout['reference'] as string, ...settled, ...takenOut],
  };
}

/** A withdrawal that waits, its payment and where it goes; answers with their reference and ids. */
async function addTakenOut(sql: Sql, partnerId: string, mark: string): Promise<string[]> {
  await sql(`insert into payment_provider (code, title, kind) values ('bankwire', 'Bank', 'BANK') on conflict do nothing`);
  const owned = { partner_id: partnerId, provider: 'bankwire' };
  const destination = await insert(sql, 'payout_destination', {
    ...{ id: newId(), ...owned, label: `account ${mark}`, fingerprint: mark, details: '', status: 'VERIFIED', added_by: `by ${mark}` },
  });
  const withdrawal = await insert(sql, 'transaction', {
    ...{
      id: newId(),
      ...owned,
      type: 'WITHDRAWAL',
      status: 'IN_REVIEW',
      amount: '4.00',
      currency: 'USD',
      requested_by: `by ${mark}`,
      requested_by_id: partnerId,
    },
    ...{
      provider_reference: `provider-${mark}`,
      destination_id: destination['id'],
      destination_label: `account ${mark}`,
      approvals_needed: 1,
      approvals_missing: 1,
    },
  });
  const payout = await insert(sql, 'payout', {
    ...{ id: newId(), transaction_id: withdrawal['id'], number: 1, provider: 'bankwire', destination_id: destination['id'], amount: '4.00', currency: 'USD' },
  });
  return [withdrawal['reference'] as string, withdrawal['id'] as string, destination['id'] as string, payout['id'] as string];
}

/** A statement, what a run that waits would pay of it, and a share of rebates; answers with their reference and ids. */
async function addSettlement(sql: Sql, partnerId: string): Promise<string[]> {
  const [period, run] = [newId(), newId()];
  await sql(
    `insert into commission_period (id, length, starts_at, ends_at, status, closed_at) values ($1, 'MONTH', '2026-06-01', '2026-07-01', 'CLOSED', '2026-07-01') on conflict do nothing`,
    [period],
  );
  await sql(`insert into commission_payout_run (id, status, made_by, made_by_id) values ($1, 'IN_REVIEW', 'Helena Costa', $1) on conflict do nothing`, [run]);
  const [known] = await sql<{ period: string; run: string }>(
    `select p.id as period, r.id as run from commission_period p, commission_payout_run r where p.starts_at = '2026-06-01'`,
  );
  const statement = await insert(sql, 'commission_statement', {
    ...{
      id: newId(),
      period_id: known?.period,
      partner_id: partnerId,
      currency: 'USD',
      opening: '0',
      accrued: '5',
      paid: '0',
      closing: '5',
      closed_at: '2026-07-01',
    },
  });
  const payout = await insert(sql, 'commission_payout', {
    ...{ id: newId(), run_id: known?.run, partner_id: partnerId, currency: 'USD', balance: '5', amount: '5', status: 'WAITING' },
  });
  const share = await insert(sql, 'rebate_share', { id: newId(), partner_id: partnerId, share: '10', valid_from: '2026-01-01', set_by: 'partner' });
  return [statement['reference'] as string, statement['id'] as string, payout['id'] as string, share['id'] as string];
}

async function addPerson(sql: Sql, mark: string, owner: Owner): Promise<Record<string, string>> {
  const slug = mark.toLowerCase();
  return insert(sql, 'client', {
    ...{ id: newId(), first_name: `First ${mark}`, last_name: `Last ${mark}`, email: `client@${slug}.example`, phone: `+357 99 ${slug}` },
    ...{ date_of_birth: '1980-01-01', tax_number: `TAX-${mark}`, country: 'CY', jurisdiction: 'CY', onboarding_status: 'APPROVED' },
    ...{ tags: [`tag-${slug}`], partner_id: owner.partnerId ?? null, account_manager_id: owner.managerId ?? null },
  });
}

async function addMoney(sql: Sql, mark: string, clientId: string): Promise<{ account: Record<string, string>; transaction: Record<string, string> }> {
  const slug = mark.toLowerCase();
  const account = await insert(sql, 'trading_account', {
    ...{ id: newId(), client_id: clientId, platform: 'MT5', server: 'Live', login: `login-${slug}`, environment: 'LIVE' },
    ...{ group: `real\\${slug}`, leverage: 30, currency: 'USD', status: 'ACTIVE' },
  });
  await insert(sql, 'ledger_account', {
    id: newId(),
    code: `client-wallet/${mark}/USD`,
    kind: 'CLIENT_WALLET',
    client_id: clientId,
    currency: 'USD',
    balance: '0.00',
  });
  const transaction = await insert(sql, 'transaction', {
    ...{ id: newId(), type: 'WITHDRAWAL', status: 'IN_REVIEW', client_id: clientId, trading_account_id: account['id'], amount: '25.00', currency: 'USD' },
    ...{
      provider: 'cardway',
      provider_reference: `provider-${mark}`,
      reason: `because ${mark}`,
      requested_by: `by ${mark}`,
      approvals_needed: 2,
      approvals_missing: 2,
    },
  });
  return { account, transaction };
}

async function addFile(sql: Sql, mark: string, clientId: string): Promise<Record<string, string>> {
  await insert(sql, 'audit_entry', {
    ...{ id: newId(), actor_kind: 'SYSTEM', actor_name: `system ${mark}`, action: 'client.update', subject_type: 'Client', subject_id: clientId },
    ...{ client_id: clientId, after: { note: mark }, request_id: `request-${mark}`, mac: '' },
  });
  return insert(sql, 'document', {
    ...{ id: newId(), client_id: clientId, type: 'PASSPORT', status: 'IN_REVIEW', file_name: `passport-${mark}.pdf`, content_type: 'application/pdf' },
    ...{ size_bytes: 10, sha256: `sha-${mark}`, storage_key: `aa/bb/${mark}` },
  });
}

export async function addMarkedClient(sql: Sql, mark: string, owner: Owner = {}): Promise<MarkedClient> {
  const client = await addPerson(sql, mark, owner);
  const id = client['id'] as string;
  const { account, transaction } = await addMoney(sql, mark, id);
  const document = await addFile(sql, mark, id);
  const restriction = await insert(sql, 'restriction', { id: newId(), client_id: id, kind: 'NO_TRADE', reason: `kept ${mark}`, created_by: `by ${mark}` });
  const ids = [id, account['id'], transaction['id'], document['id'], restriction['id']] as string[];
  const references = [client['reference'], transaction['reference']] as string[];
  const [, accountId, transactionId, documentId, restrictionId] = ids as [string, string, string, string, string];
  const traces = [mark, mark.toLowerCase(), ...ids, ...references];
  return { mark, id, reference: references[0] as string, accountId, transactionId, documentId, restrictionId, traces };
}
