import { newId } from '../../src/database/ids.js';
import type { TestDatabase } from '../support/database.js';

export interface Account {
  readonly id: string;
  readonly client_id: string;
  readonly platform: string;
  readonly server: string;
  readonly login: string;
  readonly environment: string;
  readonly group: string;
  readonly leverage: number;
  readonly currency: string;
  readonly status: string;
  readonly balance: string;
  readonly opened_at: string;
}

export async function addAccount(sql: TestDatabase['sql'], clientId: string, row: Partial<Account> = {}): Promise<Account> {
  const given = {
    id: newId(),
    client_id: clientId,
    platform: 'MT5',
    server: 'MT5-Main',
    login: newId(),
    environment: 'LIVE',
    group: 'real\\standard-usd',
    leverage: 30,
    currency: 'USD',
    status: 'ACTIVE',
    balance: '0',
    opened_at: '2026-03-01T00:00:00.000Z',
    ...row,
  };
  // an archived account is empty, and the database sees to it
  const account = given.status === 'ARCHIVED' ? { ...given, balance: '0.00' } : given;
  const columns = Object.keys(account);
  await sql(
    `insert into trading_account (${columns.map((column) => `"${column}"`).join(', ')}) values (${columns.map((_, index) => `$${index + 1}`).join(', ')})`,
    Object.values(account),
  );
  return account;
}
