import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../src/database/ids.js';
import { testGateway, type TestGateway } from '../support/gateway.js';
import type { Person } from '../support/people.js';

let gateway: TestGateway;
let finance: Person, asClient: Person, asPartner: Person;

beforeAll(async () => {
  gateway = await testGateway();
  finance = await gateway.staff('FINANCE');
  asPartner = await gateway.partner();
  asClient = await gateway.client({ partnerId: asPartner.id });
});
afterAll(() => gateway?.close());

describe('wallets', () => {
  const WALLETS = 'query($id: ID!) { client(id: $id) { wallets { currency balance held available } } }';
  const PARTNER_WALLETS = 'query($id: ID!) { partner(id: $id) { wallets { currency balance held available } } }';
  let child: Person;

  beforeAll(async () => {
    child = await gateway.partner({ parentId: asPartner.id });
    const open = (owner: string, id: string, kind: string, currency: string, balance: string) =>
      gateway.sql(`insert into ledger_account (id, code, kind, ${owner}, currency, balance) values ($1::uuid, $1::text, $2, $3, $4, $5)`, [
        newId(),
        kind,
        id,
        currency,
        balance,
      ]);
    await open('client_id', asClient.id, 'CLIENT_WALLET', 'USD', '0.00');
    await open('client_id', asClient.id, 'CLIENT_WALLET', 'JPY', '0');
    // as it is opened, before anything is booked
    await open('partner_id', asPartner.id, 'PARTNER_WALLET', 'EUR', '0');
    await open('partner_id', child.id, 'PARTNER_WALLET', 'EUR', '0.00');
    await gateway.sql(
      `with account as (select id from ledger_account where client_id = $1 and currency = 'USD'), other as (insert into ledger_account (id, code, kind, currency, balance) values ($2, 'clearing', 'PROVIDER_CLEARING', 'USD', '0.00') returning id),
      entry as (insert into journal_entry (id, description) values ($2, 'Deposit') returning id)
      insert into journal_line (entry_id, number, account_id, currency, amount) select entry.id, 1, account.id, 'USD', 150.00 from entry, account union all select entry.id, 2, other.id, 'USD', -150.00 from entry, other`,
      [asClient.id, newId()],
    );
    await gateway.sql(`update ledger_account set held = 40.5 where client_id = $1 and currency = 'USD'`, [asClient.id]);
  });

  const CLIENT_WALLETS = [
    { currency: 'JPY', balance: '0', held: '0', available: '0' },
    { currency: 'USD', balance: '150.00', held: '40.50', available: '109.50' },
  ];

  test('show balance, hold and what is available, to staff and to their owner', async () => {
    expect(await gateway.data(WALLETS, { id: asClient.id }, { as: finance })).toEqual({ client: { wallets: CLIENT_WALLETS } });
    expect(await gateway.data(WALLETS, { id: asClient.id }, { as: asClient })).toEqual({ client: { wallets: CLIENT_WALLETS } });
  });

  test('of a client are not there for the partner who introduced it', async () => {
    expect(await gateway.data(WALLETS, { id: asClient.id }, { as: asPartner })).toEqual({ client: { wallets: [] } });
  });

  test('of a partner are there for itself, and not those of the partners below', async () => {
    expect(await gateway.data(PARTNER_WALLETS, { id: asPartner.id }, { as: asPartner })).toEqual({
      partner: { wallets: [{ currency: 'EUR', balance: '0.00', held: '0.00', available: '0.00' }] },
    });
    expect(await gateway.data(PARTNER_WALLETS, { id: child.id }, { as: asPartner })).toEqual({ partner: { wallets: [] } });
  });
});
