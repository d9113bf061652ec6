import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type IncomingWebhook, VendorMisconfigured, WebhookRefused } from '../port.js';
import { THREE_LETTERS } from './country-codes.data.js';
import { documentForm } from './sumsub.documents.js';
import { createSumsub } from './index.js';
import { readReview, readTime } from './sumsub.review.js';
import { isDigestOf, requestSignature } from './sumsub.signature.js';
import { readSumsubWebhook } from './sumsub.webhook.js';

// from the vendor's documentation
const SECRET = 'SoMe_SeCrEt_KeY';
const BODY = '{"applicantId":"5cb744200a975a67ed1798a4","type":"applicantReviewed","reviewStatus":"completed","reviewResult":{"reviewAnswer":"GREEN"}}';
const SHA256 = '9f4db8e5991022f4e8607b1569da0f740f1e4a4a899384e3768e9bc92c2d5838';
const SHA1 = '26e70d302ff0b3902c627090dd976f8eac560661';

describe('signatures', () => {
  test('a request is signed as the vendor documents it', () => {
    const secret = 'Hej2ch71kG2kTd1iIUDZFNsO5C1lh5Gq';
    const target = '/resources/applicants?levelName=basic-kyc-level';
    const signature = '7f29d27f5f8b39fe54489823a698be4a92b6fc0a3df6842fded4e30e6a21a96a';
    expect(requestSignature(secret, 1_700_000_000, 'POST', target, '{"externalUserId":"client-1001"}')).toBe(signature);
    expect(requestSignature(secret, 1_700_000_000, 'POST', target, Buffer.from('{"externalUserId":"client-1001"}'))).toBe(signature);
  });

  test.each([
    ['HMAC_SHA256_HEX', SHA256],
    ['HMAC_SHA1_HEX', SHA1],
  ])('a digest by %s is the one that the vendor documents', (algorithm, digest) => {
    expect(isDigestOf(digest, algorithm, SECRET, Buffer.from(BODY))).toBe(true);
    expect(isDigestOf(digest, algorithm, SECRET, Buffer.from(`${BODY} `))).toBe(false);
    expect(isDigestOf(digest.slice(2), algorithm, SECRET, Buffer.from(BODY))).toBe(false);
  });
});

describe('a webhook', () => {
  const webhook = (headers: IncomingWebhook['headers'], body: string | Buffer = BODY): IncomingWebhook => ({ rawBody: Buffer.from(body), headers });
  const read = (headers: IncomingWebhook['headers'], algorithms = ['HMAC_SHA256_HEX', 'HMAC_SHA512_HEX']) =>
    readSumsubWebhook(webhook(headers), { secret: SECRET, algorithms });

  test('is taken with a digest that holds, by SHA-256 when it does not say which', () => {
    const facts = { applicantId: '5cb744200a975a67ed1798a4', type: 'applicantReviewed', externalUserId: null, happenedAt: null };
    expect(read({ 'x-payload-digest': SHA256, 'x-payload-digest-alg': 'HMAC_SHA256_HEX' })).toMatchObject(facts);
    expect(read({ 'x-payload-digest': SHA256 })).toMatchObject(facts);
  });

  test('by SHA-1 is refused, unless the broker takes that', () => {
    const headers = { 'x-payload-digest': SHA1, 'x-payload-digest-alg': 'HMAC_SHA1_HEX' };
    expect(() => read(headers)).toThrow(WebhookRefused);
    expect(read(headers, ['HMAC_SHA1_HEX']).type).toBe('applicantReviewed');
  });

  test.each(['HMAC_MD5_HEX', '', 'none', 'hmac_sha256_hex', 'HMAC_SHA256_HEX, HMAC_SHA1_HEX', '__proto__'])('by the algorithm %j is refused', (algorithm) =>
    expect(() => read({ 'x-payload-digest': SHA256, 'x-payload-digest-alg': algorithm }, ['HMAC_SHA256_HEX'])).toThrow('algorithm'),
  );

  test.each([
    '',
    'null',
    '[]',
    '{"type":"applicantReviewed"}',
    '{"type":"a b","applicantId":"1"}',
    '{"type":"x","applicantId":"../../x"}',
    '{"type":"x","applicantId":{"$ne":1}}',
    '{',
  ])('whose digest holds and which says %j is no event', (body) => {
    const digest = createHmac('sha256', SECRET).update(body).digest('hex');
    expect(() => readSumsubWebhook(webhook({ 'x-payload-digest': digest }, body), { secret: SECRET, algorithms: ['HMAC_SHA256_HEX'] })).toThrow('no event');
  });
});

describe('a review', () => {
  const result = (reviewStatus: string, reviewResult: object | null = null) => readReview({ reviewStatus, reviewResult })?.state ?? null;

  test.each([
    ['init', 'DOCUMENTS_REQUIRED'],
    ['pending', 'IN_REVIEW'],
    ['prechecked', 'IN_REVIEW'],
    ['queued', 'IN_REVIEW'],
    ['onHold', 'ON_HOLD'],
  ])('that is %s is %s, whatever answer is left from before', (status, state) => {
    for (const before of [null, { reviewAnswer: 'GREEN' }, { reviewAnswer: 'RED', reviewRejectType: 'FINAL', rejectLabels: ['FORGERY'] }]) {
      expect(result(status, before)).toBe(state);
      expect(readReview({ reviewStatus: status, reviewResult: before })).toMatchObject({ answer: null, rejectLabels: [], reviewedAt: null });
    }
  });

  test.each([
    [{ reviewAnswer: 'GREEN' }, 'APPROVED'],
    [{ reviewAnswer: 'RED', reviewRejectType: 'RETRY' }, 'RETRY'],
    [{ reviewAnswer: 'RED', reviewRejectType: 'FINAL' }, 'REJECTED'],
    [{ reviewAnswer: 'RED' }, 'REJECTED'],
  ])('that is completed with %j is %s', (answer, state) => expect(result('completed', answer)).toBe(state));

  test.each([
    null,
    'text',
    [],
    {},
    { reviewStatus: 'done' },
    { reviewStatus: 'completed' },
    { reviewStatus: 'completed', reviewResult: { reviewAnswer: 'YELLOW' } },
  ])('of %j says nothing that could be relied on', (body) => expect(readReview(body)).toBeNull());

  test.each([
    ['2020-02-21 13:23:19.321', '2020-02-21T13:23:19.321Z'],
    ['2020-02-21 13:23:19+0000', '2020-02-21T13:23:19.000Z'],
    ['2020-02-21 13:23:19+02:00', '2020-02-21T11:23:19.000Z'],
    ['2026-02-24T10:30:00.000Z', '2026-02-24T10:30:00.000Z'],
  ])('reads the time %s', (text, at) => expect(readTime(text)?.toISOString()).toBe(at));

  test.each(['', 'yesterday', '2020-02-21', '2020-13-45 99:99:99', '1582291399321'])('takes %j for no time', (text) => expect(readTime(text)).toBeNull());
});

describe('documents', () => {
  test('every country has three letters of its own', () => {
    const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
    expect(THREE_LETTERS.size).toBe(249);
    expect(new Set(THREE_LETTERS.values()).size).toBe(249);
    expect([...THREE_LETTERS.keys()].filter((code) => names.of(code) === undefined)).toEqual([]);
    expect(['CY', 'GB', 'SC', 'DE', 'CH', 'ES', 'PT', 'AT', 'SE', 'UA'].map((code) => THREE_LETTERS.get(code)).join()).toBe(
      'CYP,GBR,SYC,DEU,CHE,ESP,PRT,AUT,SWE,UKR',
    );
  });

  test('go without the name that they came with', () => {
    const form = documentForm({ type: 'PASSPORT', country: 'CY', contentType: 'application/pdf', content: Buffer.from('%PDF') });
    expect(String(form?.body)).toContain('{"idDocType":"PASSPORT","country":"CYP"}');
    expect(String(form?.body)).toContain('filename="document"');
  });
});

test.each(['http://api.sumsub.com', 'https://user:pass@api.sumsub.com', 'api.sumsub.com'])('secrets do not travel to %s', (baseUrl) => {
  const settings = { baseUrl, appToken: 'a', secret: 'b', webhookSecret: 'c', webhookAlgorithms: [], timeoutMs: 1 };
  expect(() => createSumsub(settings)).toThrow(VendorMisconfigured);
});
