import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testGateway, type TestGateway } from '../support/gateway.js';
import type { Person } from '../support/people.js';

let gateway: TestGateway;
let support: Person;
let client: Person;

beforeAll(async () => {
  gateway = await testGateway();
  support = await gateway.staff('SUPPORT');
  client = await gateway.client();
  for (let more = 0; more < 4; more += 1) await gateway.client();
});
afterAll(() => gateway?.close());

const refused = async (query: string, variables: object = {}) => {
  const { errors } = await gateway.graphql(query, { ...variables }, { as: support });
  return errors?.map(({ message, extensions }) => ({ message, code: extensions['code'] }));
};

describe('a page', () => {
  test('is not answered with another one where a cursor goes with the other way', async () => {
    const LIST = '{ clients(first: 2) { pageInfo { startCursor endCursor } } }';
    const { clients } = await gateway.data<{ clients: { pageInfo: { endCursor: string } } }>(LIST, {}, { as: support });
    const cursor = clients.pageInfo.endCursor;
    const page = (args: string) => refused(`query ($cursor: String) { clients(${args}) { nodes { id } } }`, { cursor });
    for (const args of ['before: $cursor', 'first: 2, before: $cursor', 'first: 2, after: $cursor, before: $cursor'])
      expect(await page(args), args).toEqual([{ message: '`before` goes with `last`: say how many rows before it.', code: 'BAD_USER_INPUT' }]);
    for (const args of ['last: 2, after: $cursor', 'last: 2, after: $cursor, before: $cursor'])
      expect(await page(args), args).toEqual([{ message: '`after` goes with `first`: leave `last` out.', code: 'BAD_USER_INPUT' }]);
    for (const args of ['first: 2, after: $cursor, before: null', 'last: 2, before: $cursor, after: null', 'first: 2, last: 2, before: $cursor'])
      expect(await page(args), args).toBeUndefined();
  });
});

test('a size that is no number is refused as that', async () => {
  for (const size of ['5', 5.5, true])
    expect(await refused('query ($size: Int) { clients(first: $size) { totalCount } }', { size })).toEqual([
      { message: expect.stringMatching(/Int cannot represent/), code: 'BAD_USER_INPUT' },
    ]);
});

test('many variables that do not do are told by nine of them, and are no fault of the gateway', async () => {
  const errors = await refused('query ($status: [PartnerStatus!]) { partners(filter: { status: $status }) { totalCount } }', { status: Array(100).fill('x') });
  expect(errors).toHaveLength(9);
  for (const error of errors ?? []) expect(error).toEqual({ message: expect.stringContaining('PartnerStatus'), code: 'BAD_USER_INPUT' });
});

describe('a search', () => {
  const found = async (search: string, as: Person = support) =>
    (
      await gateway.data<{ clients: { nodes: { id: string }[] } }>(
        'query ($search: String) { clients(filter: { search: $search }) { nodes { id } } }',
        { search },
        { as },
      )
    ).clients.nodes.map(({ id }) => id);

  test('finds a phone number however it is written', async () => {
    const caller = await gateway.client();
    await gateway.sql(`update client set phone = '+60 12 7573404' where id = $1`, [caller.id]);
    for (const written of [
      '+60 12 7573404',
      '60127573404',
      '+60127573404',
      '0060 12 757 34 04',
      '012-757 3404',
      '(012) 7573404',
      '+60 (12) 757.3404',
      '12 757 3404',
    ])
      expect(await found(written), written).toEqual([caller.id]);
    for (const other of ['+60 12 7573405', '0049 12 7573404', '0 12 7573404 9', '00 34', '+ 34']) expect(await found(other), other).toEqual([]);
  });

  test('does not tell a phone number to whom it is masked, by no way of writing it', async () => {
    const partner = await gateway.partner();
    const own = await gateway.client({ partnerId: partner.id });
    await gateway.sql(`update client set phone = '+60 12 7573777' where id = $1`, [own.id]);
    expect(await found('012 7573777')).toEqual([own.id]);
    for (const written of ['+60 12 7573777', '012 7573777', '60127573777']) expect(await found(written, partner), written).toEqual([]);
  });
});

describe('one row', () => {
  test('is named by its id or by its reference, and by one of them', async () => {
    for (const type of ['client', 'partner', 'transaction']) {
      const NAMED = `query ($id: ID, $reference: String) { ${type}(id: $id, reference: $reference) { id } }`;
      const told = [{ message: 'Name it by id or by reference: one of them, and not null.', code: 'BAD_USER_INPUT' }];
      expect(await refused(NAMED), type).toEqual(told);
      expect(await refused(NAMED, { id: client.id, reference: 'C1' }), type).toEqual(told);
      expect(await gateway.data(NAMED, { reference: 'nobody' }, { as: support }), type).toEqual({ [type]: null });
    }
  });

  test('is found by its reference in whatever case it was typed, with blanks around it', async () => {
    const [row] = await gateway.sql<{ reference: string }>('select reference from client where id = $1', [client.id]);
    const reference = row!.reference;
    for (const typed of [reference, reference.toLowerCase(), ` ${reference}\n`])
      expect(await gateway.data('query ($reference: String) { client(reference: $reference) { id } }', { reference: typed }, { as: support })).toEqual({
        client: { id: client.id },
      });
  });
});
