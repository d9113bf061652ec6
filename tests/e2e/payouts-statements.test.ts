import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testGateway, type TestGateway } from '../support/gateway.js';
import { closeMonth, earn, until } from '../support/payouts.js';
import type { Person } from '../support/people.js';
import { unzipped } from '../support/zip.js';

let gateway: TestGateway;
let finance: Person, partner: Person, parent: Person, late: Person, client: Person;
let statementId: string;

const MOMENT = '2026-10-15T10:00:00.000Z';
const FORMULA = '=HYPERLINK("https://evil.example","pay")';

beforeAll(async () => {
  gateway = await testGateway({ listens: true });
  finance = await gateway.staff('FINANCE');
  parent = await gateway.partner();
  partner = await gateway.partner({ parentId: parent.id });
  client = await gateway.client({ partnerId: partner.id });
  await gateway.sql(`update partner set name = 'Żółw & <Söhne> Καλημέρα Партнёр' where id = $1`, [partner.id]);
  await gateway.sql(`insert into rebate_share (id, partner_id, share, valid_from, set_by) values (gen_random_uuid(), $1, 10, '2026-01-01', 'test')`, [
    partner.id,
  ]);
  const first = await earn(gateway.sql, partner.id, {
    amount: '11.75',
    at: MOMENT,
    clientId: client.id,
    explanation: 'Lots, level 1: 2.35 lots "EURUSD" x 5 = 11.75 USD',
  });
  await earn(gateway.sql, partner.id, { amount: '-1.00000001', at: MOMENT, clientId: client.id, correctsId: first, explanation: FORMULA });
  await earn(gateway.sql, partner.id, { amount: '2', at: MOMENT, explanation: '+1-1\u0001 & <b>' });
  late = await gateway.partner();
  const early = await earn(gateway.sql, late.id, { amount: '7.5', at: '2026-08-31T23:59:59.999Z' });
  await earn(gateway.sql, late.id, { amount: '-0.5', at: '2026-08-31T23:59:59.999Z', correctsId: early });
  await earn(gateway.sql, late.id, { amount: '3', at: '2026-09-01T00:00:00Z' });
  await gateway.sql('update commission set accrued_at = $2 where partner_id = $1', [late.id, MOMENT]);
  await earn(gateway.sql, late.id, { amount: '4', at: MOMENT });
  await closeMonth(gateway, MOMENT, finance);
  statementId = (await gateway.sql<{ id: string }>('select id from commission_statement where partner_id = $1', [partner.id]))[0]!.id;
});
afterAll(() => gateway.close());

const urlsFor = async (who: Person | string) =>
  (
    await gateway.data<{ commissionStatement: { pdfUrl: string; csvUrl: string; xlsxUrl: string } | null }>(
      'query($id: ID!) { commissionStatement(id: $id) { pdfUrl csvUrl xlsxUrl } }',
      { id: statementId },
      { as: who },
    )
  ).commissionStatement;
const fetched = (url: string) => gateway.fastify.inject({ method: 'GET', url: url.replace(/^https?:\/\/[^/]+/, '') });

describe('a statement as a file', () => {
  test('is CSV with each commission, its explanation, and figures that add up', async () => {
    const { csvUrl } = (await urlsFor(partner))!;
    const answer = await fetched(csvUrl);
    const [reference] = (await gateway.sql<{ reference: string }>('select reference from client')) as [{ reference: string }];
    expect([answer.statusCode, answer.headers['content-type'], answer.headers['content-disposition']]).toEqual([
      ...[200, 'text/csv', expect.stringMatching(/^attachment; filename="P\d+-S\d+\.csv"/)],
    ]);
    const lines = answer.body.split('\r\n');
    expect(lines[0]).toBe('Kind,Booked at,Traded at,Client,Deal,Symbol,Lots,Level,Amount,Rebate to the client,Currency,Explanation');
    expect(lines[1]).toMatch(/^OPENING,2026-10-01T00:00:00\.000Z,,,,,,,0,,USD,/);
    expect(lines.slice(2, 5)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(
          new RegExp(
            `^ACCRUED,2026-10-15T10:00:00.000Z,2026-10-15T10:00:00.000Z,${reference.reference},.*,EURUSD,1,1,11.75,1.175,USD,"Lots, level 1: 2.35 lots ""EURUSD"" x 5 = 11.75 USD"$`,
          ),
        ),
        expect.stringMatching(/,EURUSD,1,1,2,,USD,'\+1-1/),
        expect.stringMatching(/^CORRECTION,.*,-1\.00000001,-0\.1,USD,"'=HYPERLINK\(""https:\/\/evil\.example"",""pay""\)"$/),
      ]),
    );
    expect(lines[5]).toMatch(/^CLOSING,.*,11\.67499999,,USD,/);
    expect(lines[6]).toBe('');
  });

  test('is a workbook that programs open, in which nothing is computed', async () => {
    const answer = await fetched((await urlsFor(partner))!.xlsxUrl);
    const files = unzipped(answer.rawPayload);
    expect([...files.keys()].sort()).toEqual([
      '[Content_Types].xml',
      '_rels/.rels',
      'xl/_rels/workbook.xml.rels',
      'xl/styles.xml',
      'xl/workbook.xml',
      'xl/worksheets/sheet1.xml',
    ]);
    const sheet = files.get('xl/worksheets/sheet1.xml')!.toString();
    expect(sheet).not.toContain('<f>');
    expect(sheet).toContain(`<c s="1" t="inlineStr"><is><t xml:space="preserve">'=HYPERLINK("https://evil.example","pay")</t></is></c>`);
    expect(sheet).toContain(`'+1-1 &amp; &lt;b&gt;`);
    expect(sheet).toContain('<c><v>-1.00000001</v></c>');
    expect(sheet.match(/<row>/g)).toHaveLength(6);
    expect(files.get('xl/styles.xml')!.toString()).toContain('quotePrefix="1"');
  });

  test('is a PDF that people read', async () => {
    const answer = await fetched((await urlsFor(finance))!.pdfUrl);
    expect(answer.headers['content-type']).toBe('application/pdf');
    expect(answer.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
    expect(answer.rawPayload.subarray(-8).toString()).toContain('%%EOF');
    expect(answer.rawPayload.length).toBeGreaterThan(8_000);
  });

  test('is for those who may see the statement, as long as they may, and each download is written down', async () => {
    expect(await urlsFor(parent)).toBeNull();
    const { csvUrl } = (await urlsFor(partner))!;
    expect((await fetched(csvUrl.replace('format=csv', 'format=exe'))).statusCode).toBe(404);
    expect(
      (
        await fetched(
          csvUrl.replace(
            statementId,
            statementId.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
          ),
        )
      ).statusCode,
    ).toBe(403);
    expect((await fetched(csvUrl.replace(/token=\d/, 'token=9'))).statusCode).toBe(403);
    const before = await downloads();
    expect((await fetched(csvUrl)).statusCode).toBe(200);
    expect(await downloads()).toBe(before + 1);
    await gateway.sql('update session set revoked_at = now() where credential_id = $1', [partner.credentialId]);
    await until(
      () => fetched(csvUrl),
      ({ statusCode }) => statusCode === 403,
    );
  });
});

const downloads = async () =>
  (await gateway.sql<{ n: number }>(`select count(*)::int as n from audit_entry where action = 'commissionStatement.download'`))[0]!.n;

test('a statement tells what of it comes from trades of which months, as the summary of those has it', async () => {
  const text = `query S($id: ID!) {
    commissionStatements(filter: { partnerId: $id }) { nodes { period { startsAt } accrued corrections commissionCount tradedMonths { month amount commissionCount } } }
    partner(id: $id) { commissionSummary(groupBy: MONTH) { key amount } } }`;
  const told = await gateway.data(text, { id: late.id }, { as: late });
  expect(told).toEqual({
    commissionStatements: {
      nodes: [
        {
          ...{ period: { startsAt: '2026-10-01T00:00:00.000Z' }, accrued: '14.5', corrections: '-0.5', commissionCount: 4 },
          tradedMonths: [
            { month: '2026-08', amount: '7', commissionCount: 2 },
            { month: '2026-09', amount: '3', commissionCount: 1 },
            { month: '2026-10', amount: '4', commissionCount: 1 },
          ],
        },
      ],
    },
    partner: {
      commissionSummary: [
        { key: '2026-08', amount: '7.0' },
        { key: '2026-09', amount: '3' },
        { key: '2026-10', amount: '4' },
      ],
    },
  });
});
