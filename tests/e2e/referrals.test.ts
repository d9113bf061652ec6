import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addMarkedPartner, type MarkedPartner } from '../support/brokerage.js';
import { testGateway, type TestGateway } from '../support/gateway.js';
import { statements } from '../support/pages.js';
import type { Person } from '../support/people.js';

let gateway: TestGateway;
let partnerships: Person, support: Person, asPartner: Person;
let own: MarkedPartner, child: MarkedPartner, other: MarkedPartner;

const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0';
const PAGE = 'https://www.broker.example/open';

interface Payload<Key extends string> {
  readonly userErrors: readonly { readonly code: string; readonly message: string; readonly field: string[] | null }[];
  readonly value: Key;
}
type Link = { id: string; version: number; code: string; url: string; isActive: boolean };

const CREATE =
  'mutation ($input: ReferralLinkCreateInput!) { referralLinkCreate(input: $input) { referralLink { id version code url isActive } userErrors { code field } } }';
const RETIRE =
  'mutation ($input: ReferralLinkRetireInput!) { referralLinkRetire(input: $input) { referralLink { id version isActive retiredAt } userErrors { code field } } }';
const LINKS =
  'query ($filter: ReferralLinkFilter) { referralLinks(filter: $filter) { nodes { id code label landingPage partner { reference } totals { clicks signUps firstDeposits } days { day campaign clicks signUps firstDeposits } } } }';

interface Totals {
  readonly clicks: number;
  readonly signUps: number;
  readonly firstDeposits: number;
}
interface Listed {
  readonly id: string;
  readonly code: string;
  readonly partner: { readonly reference: string };
  readonly totals: Totals;
  readonly days: readonly (Totals & { readonly day: string; readonly campaign: string })[];
}
const linksOf = async (as: Person | string, filter: object = {}): Promise<Listed[]> =>
  (await gateway.data<{ referralLinks: { nodes: Listed[] } }>(LINKS, { filter }, { as })).referralLinks.nodes;
const totalsOf = async (id: string): Promise<Totals> => (await linksOf(partnerships)).find((link) => link.id === id)!.totals;

async function create(as: Person | string, input: object): Promise<{ referralLink: Link | null; userErrors: Payload<never>['userErrors'] }> {
  return (await gateway.data<{ referralLinkCreate: { referralLink: Link | null; userErrors: Payload<never>['userErrors'] } }>(CREATE, { input }, { as }))
    .referralLinkCreate;
}

const click = (path: string, headers: Record<string, string> = {}) =>
  gateway.fastify.inject({ method: 'GET', url: path, headers: { 'user-agent': BROWSER, ...headers } });
/** What the visitor carries afterwards: in the cookie, and in the address of the landing page. */
function carriedBy(response: { headers: Record<string, unknown> }): string {
  const cookie = String(response.headers['set-cookie']);
  const token = /^ch_visitor=([^;]+)/.exec(cookie)?.[1] ?? '';
  expect(new URL(String(response.headers['location'])).searchParams.get('visitor')).toBe(token);
  return token;
}

let registered = 0;
async function register(more: object): Promise<{ id: string; partner: { id: string } | null }> {
  registered += 1;
  const input = { firstName: 'New', lastName: 'Client', email: `new-${registered}@clients.example`, country: 'CY', ...more };
  const { clientRegister } = await gateway.data<{ clientRegister: { client: { id: string } | null; userErrors: unknown[] } }>(
    'mutation ($input: ClientRegisterInput!) { clientRegister(input: $input) { client { id } userErrors { code message } } }',
    { input },
    { as: support },
  );
  expect(clientRegister.userErrors).toEqual([]);
  const { id } = clientRegister.client!;
  const [row] = await gateway.sql<{ partner: string | null }>('select partner_id as partner from client where id = $1', [id]);
  return { id, partner: row?.partner == null ? null : { id: row.partner } };
}

const setPolicy = (attribution: string, lifetimeDays = 30) =>
  gateway.sql('update referral_policy set attribution = $1, lifetime_days = $2', [attribution, lifetimeDays]);

beforeAll(async () => {
  gateway = await testGateway();
  [partnerships, support] = [await gateway.staff('PARTNERSHIPS'), await gateway.staff('SUPPORT')];
  own = await addMarkedPartner(gateway.sql, 'OWN');
  child = await addMarkedPartner(gateway.sql, 'CHILD', own.id);
  other = await addMarkedPartner(gateway.sql, 'OTHER');
  const person = await gateway.partner();
  await gateway.sql('update credential set partner_id = $2 where id = $1', [person.credentialId, own.id]);
  asPartner = { ...person, id: own.id };
  const { referralLandingPageSet } = await gateway.data<{ referralLandingPageSet: { userErrors: unknown[] } }>(
    'mutation ($input: ReferralLandingPageSetInput!) { referralLandingPageSet(input: $input) { landingPage { code url isDefault } userErrors { code } } }',
    { input: { code: 'open', url: PAGE, isDefault: true } },
    { as: partnerships },
  );
  expect(referralLandingPageSet.userErrors).toEqual([]);
});
afterAll(() => gateway?.close());
beforeEach(async () => {
  await gateway.sql('delete from referral_visit');
  await setPolicy('LAST');
});

describe('a referral link', () => {
  test('leads to the landing page, counts the click, and gives the visitor a signed cookie', async () => {
    const { referralLink: link } = await create(asPartner, { label: 'Newsletter' });
    expect(link!.url).toMatch(new RegExp(`/r/${link!.code}$`));
    const response = await click(`/r/${link!.code.toLowerCase()}?campaign=spring-26`);
    expect(response.statusCode).toBe(302);
    expect(String(response.headers['location']).startsWith(`${PAGE}?visitor=`)).toBe(true);
    expect(response.headers['set-cookie']).toMatch(/; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(response.headers['cache-control']).toBe('no-store');
    const [listed] = (await linksOf(asPartner)).filter(({ id }) => id === link!.id);
    expect(listed).toMatchObject({ totals: { clicks: 1, signUps: 0 }, days: [{ campaign: 'spring-26', clicks: 1 }] });
  });

  test('counts a visitor once in some minutes, and nothing that is no person', async () => {
    const { referralLink: link } = await create(asPartner, { label: 'Once' });
    const path = `/r/${link!.code}`;
    for (let turn = 0; turn < 3; turn += 1) await click(path);
    expect(await totalsOf(link!.id)).toMatchObject({ clicks: 1 });
    await click(path, { 'user-agent': `${BROWSER} another` });
    expect(await totalsOf(link!.id)).toMatchObject({ clicks: 2 });
    for (const headers of [{ 'user-agent': 'Googlebot/2.1' }, { 'user-agent': '' }, { 'user-agent': 'curl/8' }, { 'sec-purpose': 'prefetch' }] as Record<
      string,
      string
    >[]) {
      const response = await click(path, headers);
      expect([response.statusCode, response.headers['location'], response.headers['set-cookie']]).toEqual([302, PAGE, undefined]);
    }
    expect((await gateway.fastify.inject({ method: 'HEAD', url: path, headers: { 'user-agent': BROWSER } })).statusCode).toBe(302);
    expect(await totalsOf(link!.id)).toMatchObject({ clicks: 2 });
    await gateway.sql(`update referral_visit set at = now() - interval '11 minutes'`);
    await click(path);
    expect(await totalsOf(link!.id)).toMatchObject({ clicks: 3 });
  });

  test('keeps neither address nor browser of anyone', async () => {
    await click('/r/ref-own', { 'user-agent': 'Mozilla/5.0 Telltale/7' });
    const rows = await gateway.sql<{ text: string }>('select t::text as text from referral_visit t union all select t::text from referral_daily t');
    expect(rows.length).toBeGreaterThan(1);
    expect(rows.map(({ text }) => text).join()).not.toMatch(/127\.0\.0\.1|Telltale|Mozilla/);
  });

  test('never leads elsewhere, whatever the request says', async () => {
    for (const query of ['?url=https://evil.example', '?campaign=https://evil.example', '?visitor=//evil.example', '?campaign=a&campaign=b'])
      expect(new URL(String((await click(`/r/ref-own${query}`)).headers['location'])).origin).toBe('https://www.broker.example');
    const set = 'mutation ($input: ReferralLandingPageSetInput!) { referralLandingPageSet(input: $input) { userErrors { code field } } }';
    for (const url of ['http://www.broker.example', 'javascript:alert(1)', '//evil.example', 'https://user@evil.example', 'no address'])
      expect((await gateway.data(set, { input: { code: 'bad', url } }, { as: partnerships }))['referralLandingPageSet']).toMatchObject({
        userErrors: [{ code: 'INVALID', field: ['url'] }],
      });
  });

  test('that is unknown, retired, or of a partner who is suspended says so', async () => {
    for (const code of ['NOBODY-7777', 'a%00b', '%2f..', 'x'.repeat(120)]) {
      const response = await click(`/r/${code}`);
      expect([404, 400]).toContain(response.statusCode);
      expect(response.headers['set-cookie']).toBeUndefined();
    }
    expect((await click('/r/NOBODY-7777')).json()).toMatchObject({ errors: [{ message: 'There is no referral link with this code.' }] });
    const { referralLink: link } = await create(partnerships, { partnerId: child.id, label: 'Old' });
    await gateway.sql(`update partner set status = 'SUSPENDED' where id = $1`, [child.id]);
    expect((await click(`/r/${link!.code}`)).statusCode).toBe(410);
    await gateway.sql(`update partner set status = 'ACTIVE' where id = $1`, [child.id]);
    expect((await click(`/r/${link!.code}`)).statusCode).toBe(302);
    const retired = await gateway.data(RETIRE, { input: { id: link!.id, version: 1 } }, { as: partnerships });
    expect(retired['referralLinkRetire']).toMatchObject({ referralLink: { version: 2, isActive: false }, userErrors: [] });
    expect((await click(`/r/${link!.code}`)).statusCode).toBe(410);
    expect((await gateway.data(RETIRE, { input: { id: link!.id, version: 2 } }, { as: partnerships }))['referralLinkRetire']).toMatchObject({
      userErrors: [{ code: 'ILLEGAL_TRANSITION' }],
    });
  });

  test('is cut off for a network that clicks without end', async () => {
    await gateway.sql(`update attempt_counter set failures = 300 where key like 'referral %'`);
    const response = await click('/r/ref-own');
    expect(response.statusCode).toBe(429);
    expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
    await gateway.sql(`delete from attempt_counter where key like 'referral %'`);
  });
});

describe('who signs up by a link', () => {
  test('is the client of its partner, and counts as a sign-up and at its first deposit', async () => {
    const { referralLink: link } = await create(asPartner, { label: 'Sign up' });
    const visitorToken = carriedBy(await click(`/r/${link!.code}?campaign=video`));
    const client = await register({ visitorToken });
    expect(client.partner).toEqual({ id: own.id });
    await gateway.sql('update client set first_funded_at = now() where id = $1', [client.id]);
    await gateway.sql('update client set first_funded_at = now(), version = version + 1 where id = $1', [client.id]);
    const [listed] = (await linksOf(asPartner)).filter(({ id }) => id === link!.id);
    expect(listed).toMatchObject({
      totals: { clicks: 1, signUps: 1, firstDeposits: 1 },
      days: [{ campaign: 'video', clicks: 1, signUps: 1, firstDeposits: 1 }],
    });
  });

  test('by the code alone counts too, and a code goes before a click', async () => {
    const { referralLink: link } = await create(partnerships, { partnerId: other.id, label: 'Card' });
    const visitorToken = carriedBy(await click('/r/ref-own'));
    expect((await register({ partnerReferralCode: ` ${link!.code.toLowerCase()}`, visitorToken })).partner).toEqual({ id: other.id });
    expect((await register({ partnerReferralCode: 'ref-other' })).partner).toEqual({ id: other.id });
    expect(await totalsOf(link!.id)).toEqual({ clicks: 0, signUps: 1, firstDeposits: 0 });
    expect(await totalsOf(other.id)).toMatchObject({ signUps: 1 });
  });

  test('belongs to the last click, or to the first where the policy says so', async () => {
    const first = carriedBy(await click('/r/ref-own'));
    const last = carriedBy(await click('/r/ref-other', { cookie: `a=b; ch_visitor=${first}` }));
    expect((await register({ visitorToken: last })).partner).toEqual({ id: other.id });
    await setPolicy('FIRST');
    const kept = carriedBy(await click('/r/ref-other', { cookie: `ch_visitor=${first}` }));
    expect(kept).toBe(first);
    expect((await register({ visitorToken: kept })).partner).toEqual({ id: own.id });
    const forged = carriedBy(await click('/r/ref-other', { cookie: `ch_visitor=${first}x` }));
    expect((await register({ visitorToken: forged })).partner).toEqual({ id: other.id });
  });

  test('is nobody’s when the click is too old, made up, or its link is out of use', async () => {
    const token = carriedBy(await click('/r/ref-own'));
    const [content = '', signature = ''] = token.split('.');
    const elsewhere = Buffer.from(JSON.stringify([other.id, '', Math.floor(Date.now() / 1000)])).toString('base64url');
    for (const visitorToken of ['', 'x.y', `${elsewhere}.${signature}`, `${content}.`, `${content}.${'A'.repeat(43)}`, 'A'.repeat(5000)])
      expect((await register({ visitorToken })).partner).toBeNull();
    expect((await register({ visitorToken: token })).partner).toEqual({ id: own.id });
    await gateway.sql(`update partner set status = 'CLOSED' where id = $1`, [own.id]);
    const dead = await register({ visitorToken: token });
    expect(dead.partner).toBeNull();
    expect(await gateway.sql('select is_dead from referral_sign_up where client_id = $1', [dead.id])).toEqual([{ is_dead: true }]);
    await gateway.sql(`update partner set status = 'ACTIVE' where id = $1`, [own.id]);
    await setPolicy('LAST', 1);
    const past = new Date(Date.now() - 2 * 86_400_000);
    const { VisitorTokens } = await import('../../src/modules/referrals/index.js');
    const old = new VisitorTokens(gateway.config.secrets.referralKey).issue({ linkId: own.id, campaign: '', at: past });
    expect((await register({ visitorToken: old })).partner).toBeNull();
    await setPolicy('LAST', 3);
    expect((await register({ visitorToken: old })).partner).toEqual({ id: own.id });
  });
});

describe('links are for those whose they are', () => {
  test('a partner sees its own, and neither those below nor those beside', async () => {
    const seen = await linksOf(asPartner);
    expect(new Set(seen.map(({ partner }) => partner.reference))).toEqual(new Set([own.reference]));
    expect(await linksOf(asPartner, { partnerId: other.id })).toEqual([]);
    expect(await linksOf(asPartner, { partnerId: child.id })).toEqual([]);
    const below = await gateway.data<{ partner: { referralLinks: { nodes: unknown[] } } }>(
      'query ($id: ID!) { partner(id: $id) { referralLinks { nodes { id } } } }',
      { id: child.id },
      { as: asPartner },
    );
    expect(below.partner.referralLinks.nodes).toEqual([]);
    expect((await linksOf(partnerships)).length).toBeGreaterThan(seen.length);
  });

  test('a partner makes and retires its own, and touches no other', async () => {
    expect((await create(asPartner, { label: 'Not mine', partnerId: other.id })).userErrors).toEqual([{ code: 'NOT_FOUND', field: ['partnerId'] }]);
    expect((await gateway.data(RETIRE, { input: { id: other.id, version: 1 } }, { as: asPartner }))['referralLinkRetire']).toMatchObject({
      referralLink: null,
      userErrors: [{ code: 'NOT_FOUND', field: ['id'] }],
    });
    expect((await create(partnerships, { label: 'Whose' })).userErrors).toEqual([{ code: 'INVALID', field: ['partnerId'] }]);
    expect((await create(asPartner, { label: 'Nowhere', landingPage: 'nowhere' })).userErrors).toEqual([{ code: 'NOT_FOUND', field: ['landingPage'] }]);
  });

  test('nobody without the permission sees or makes one, and partners set neither pages nor policy', async () => {
    const client = await gateway.client();
    for (const as of [client, support]) {
      expect((await gateway.graphql(LINKS, {}, { as })).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
      expect((await gateway.graphql(CREATE, { input: { label: 'x' } }, { as })).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
    const policy =
      'mutation { referralPolicySet(input: { attribution: FIRST, lifetimeDays: 10 }) { policy { attribution lifetimeDays } userErrors { code } } }';
    expect((await gateway.graphql(policy, {}, { as: asPartner })).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(await gateway.data(policy, {}, { as: partnerships })).toEqual({
      referralPolicySet: { policy: { attribution: 'FIRST', lifetimeDays: 10 }, userErrors: [] },
    });
    expect(await gateway.data('{ referralPolicy { attribution lifetimeDays } referralLandingPages { code isDefault } }', {}, { as: asPartner })).toEqual({
      referralPolicy: { attribution: 'FIRST', lifetimeDays: 10 },
      referralLandingPages: [{ code: 'open', isDefault: true }],
    });
  });

  test('a page of links costs the same number of statements whatever its length', async () => {
    const count = () => statements(gateway, () => linksOf(partnerships));
    const few = await count();
    for (let n = 0; n < 12; n += 1) await create(partnerships, { partnerId: other.id, label: `More ${n}` });
    expect(await count()).toBe(few);
  });
});
