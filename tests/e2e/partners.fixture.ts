import { createHash } from 'node:crypto';
import { newId } from '../../src/database/ids.js';
import type { TestGateway } from '../support/gateway.js';

type Sql = TestGateway['sql'];

export interface PartnerRow {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly country: string;
  readonly status: string;
  readonly referral_code: string;
  readonly parent_id: string | null;
  readonly plan_id: string | null;
  readonly created_at: string;
}

export interface CommissionRow {
  readonly id: string;
  readonly partner_id: string;
  readonly client_id: string;
  readonly trading_account_id: string;
  readonly deal_ticket: string | null;
  readonly symbol: string | null;
  readonly lots: string | null;
  readonly level: number;
  readonly amount: string;
  readonly currency: string;
  readonly status: string;
  readonly explanation: string;
  readonly corrects_id: string | null;
  readonly traded_at: string | null;
  readonly accrued_at: string;
}

const SIZE = 70;
const STATUSES = ['ACTIVE', 'ACTIVE', 'ACTIVE', 'PENDING', 'ACTIVE', 'SUSPENDED', 'CLOSED'];
const COUNTRIES = ['CY', 'DE', 'AE', 'TH'];
const SYMBOLS = ['EURUSD', 'XAUUSD', 'US500'];
const COMMISSION_STATUSES = ['ACCRUED', 'PAYABLE', 'PAID'];

/** A word of letters for each index, like no other: searches find one by it, and answers can be looked through for it. */
export const wordOf = (what: string, index: number): string =>
  createHash('sha256')
    .update(`${what} ${index}`)
    .digest('hex')
    .replaceAll(/\d/g, (digit) => 'ghijklmnop'[Number(digit)] as string)
    .slice(0, 12);

/** Inserts rows as they are; the columns are those of the first. */
export async function insertRows(sql: Sql, table: string, rows: readonly object[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {}).map((column) => `"${column}"`);
  if (rows.length > 0)
    await sql(`insert into ${table} (${columns.join(', ')}) select ${columns.join(', ')} from jsonb_populate_recordset(null::${table}, $1)`, [
      JSON.stringify(rows),
    ]);
}

const day = (index: number): string => new Date(Date.UTC(2026, 0, 1 + index, 9, 30)).toISOString();

/** The first six stand in a line below each other, every twelfth is a root, the others are spread below those before them. */
const parentOf = (index: number): number | null => (index === 0 || index % 12 === 11 ? null : index < 6 ? index - 1 : ((index * 7919) % 61) % index);

/** A tree of partners, two created on each day, so that equal sort values occur. */
export async function plantTree(sql: Sql): Promise<{ partners: PartnerRow[]; planIds: string[] }> {
  const planIds = [newId(), newId()];
  const plans = planIds.map((id, index) => ({
    id,
    name: `Plan ${index}`,
    scheme: 'PER_LOT',
    tree_mode: 'OVERRIDE',
    currency: 'USD',
    rates: ['5.00', '2.50'],
    min_hold_seconds: 60,
    version: 1,
    created_at: day(0),
    effective_from: day(0),
  }));
  await insertRows(sql, 'commission_plan', plans);
  const partners: PartnerRow[] = [];
  for (let index = 0; index < SIZE; index += 1) {
    const parent = parentOf(index);
    const partner = {
      ...{
        id: newId(),
        name: `Partner ${wordOf('partner', index)}`,
        email: `${wordOf('partner', index)}@partners.example`,
        country: COUNTRIES[index % 4] as string,
        status: index < 6 ? 'ACTIVE' : (STATUSES[index % 7] as string),
      },
      ...{
        referral_code: `CODE-${wordOf('code', index).toUpperCase()}`,
        parent_id: parent === null ? null : (partners[parent]?.id ?? null),
        plan_id: index % 5 === 4 ? null : (planIds[index % 2] ?? null),
        created_at: day(Math.floor(index / 2)),
      },
    };
    // one at a time: each finds its parent's path
    await sql(
      `insert into partner (${Object.keys(partner).join(', ')}, path) values (${Object.keys(partner)
        .map((_, place) => `$${place + 1}`)
        .join(', ')}, '')`,
      Object.values(partner),
    );
    partners.push(partner);
  }
  return { partners, planIds };
}

export interface ClientRow {
  readonly id: string;
  readonly partner_id: string | null;
  readonly first_funded_at: string | null;
}

/** None to three clients for each partner, and two whom nobody introduced. */
export async function addClients(sql: Sql, partners: readonly PartnerRow[]): Promise<ClientRow[]> {
  const owners = [...partners.flatMap((partner, index) => Array.from({ length: (index * 5) % 4 }, () => partner.id)), null, null];
  const clients = owners.map((owner, index) => ({
    ...{
      id: newId(),
      version: 1,
      number: 500_000 + index,
      type: 'INDIVIDUAL',
      category: 'RETAIL',
      first_name: 'Given',
      last_name: wordOf('client', index),
      email: `c-${wordOf('client', index)}@clients.example`,
    },
    ...{
      country: 'CY',
      jurisdiction: 'CY',
      onboarding_status: 'APPROVED',
      activity: 'FUNDED',
      kyc_status: 'APPROVED',
      kyc_level: 1,
      risk_level: 'LOW',
      tags: [],
      logins: '',
    },
    ...{ partner_id: owner, first_funded_at: index % 3 === 0 ? null : day(index), created_at: day(index), updated_at: day(index) },
  }));
  const names = Object.keys(clients[0] ?? {});
  await sql(`insert into client (${names.join(', ')}) select ${names.join(', ')} from jsonb_populate_recordset(null::client, $1)`, [JSON.stringify(clients)]);
  return clients;
}

/**
 * Trades of the clients with a row for each of the three levels above, in two months and two currencies. Every tenth trade is taken back
 * in the month after; some rows stand for no trade at all.
 */
export async function addCommissions(sql: Sql, partners: readonly PartnerRow[], clients: readonly ClientRow[]): Promise<CommissionRow[]> {
  const parents = new Map(partners.map((partner) => [partner.id, partner.parent_id]));
  const introduced = clients.filter((client) => client.partner_id !== null);
  const accounts = introduced.map((client, index) => ({
    id: newId(),
    version: 1,
    client_id: client.id,
    platform: 'MT5',
    server: 'MT5-Main',
    login: String(70_000 + index),
    environment: 'LIVE',
    group: 'g',
    leverage: 30,
    currency: 'USD',
    status: 'ACTIVE',
    balance: '0',
    credit: '0',
    opened_at: day(0),
    updated_at: day(0),
  }));
  await insertRows(sql, 'trading_account', accounts);
  const rows: CommissionRow[] = [];
  for (let trade = 0; trade < introduced.length * 4; trade += 1) {
    const client = introduced[trade % introduced.length] as ClientRow;
    const tradedAt = new Date(Date.UTC(2026, 4 + (trade % 2), 1 + (trade % 28), trade % 24, (trade * 7) % 60));
    let partnerId = client.partner_id;
    for (let level = 1; level <= 3 && partnerId !== null; level += 1) {
      const isUntraded = trade % 23 === 5;
      const row: CommissionRow = {
        ...{
          id: newId(),
          partner_id: partnerId,
          client_id: client.id,
          trading_account_id: accounts[trade % introduced.length]?.id ?? '',
          deal_ticket: isUntraded ? null : `D${trade}`,
        },
        ...{
          symbol: isUntraded ? null : (SYMBOLS[trade % 3] ?? null),
          lots: isUntraded ? null : `${1 + (trade % 5)}.${25 * (trade % 4)}`.padEnd(4, '0'),
          level,
          amount: `${6 - level}.${trade % 10}0`,
        },
        ...{
          currency: trade % 6 === 0 ? 'EUR' : 'USD',
          status: COMMISSION_STATUSES[trade % 3] as string,
          explanation: `level ${level} of trade ${trade}`,
          corrects_id: null,
        },
        ...{ traded_at: isUntraded ? null : tradedAt.toISOString(), accrued_at: new Date(tradedAt.getTime() + 60_000).toISOString() },
      };
      rows.push(row);
      if (trade % 10 === 3 && !isUntraded) rows.push(takenBack(row));
      partnerId = parents.get(partnerId) ?? null;
    }
  }
  await insertRows(sql, 'commission', rows);
  return rows;
}

const takenBack = (row: CommissionRow): CommissionRow => ({
  ...row,
  ...{
    id: newId(),
    amount: `-${row.amount}`,
    lots: row.lots === null ? null : `-${row.lots}`,
    explanation: `takes back ${row.explanation}`,
    corrects_id: row.id,
  },
  accrued_at: new Date(Date.parse(row.accrued_at) + 30 * 86_400_000).toISOString(),
});
