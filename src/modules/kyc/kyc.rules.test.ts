import { expect, test } from 'vitest';
import { assess, type DocumentFact, type KycFacts, type LevelRule, monthsAfter } from './kyc.rules.js';

const RULES: readonly LevelRule[] = [
  {
    level: 1,
    title: 'Identity and address',
    documents: [
      { group: 'IDENTITY', types: ['PASSPORT', 'IDENTITY_CARD'], maxAgeMonths: null },
      { group: 'ADDRESS', types: ['PROOF_OF_ADDRESS'], maxAgeMonths: 6 },
    ],
    checks: [],
  },
  { level: 2, title: 'Application', documents: [], checks: ['APPLICATION'] },
];
const NOBODY: KycFacts = { today: '2026-11-22', level: 0, carriedLevel: 0, reviewDueOn: null, rules: RULES, documents: [], checks: [] };
const paper = (type: string, more: Partial<DocumentFact> = {}): DocumentFact => ({
  ...{ type, status: 'APPROVED', expiresOn: null, uploadedOn: '2026-11-01', mayResubmit: null },
  ...more,
});
const told = (facts: Partial<KycFacts>) => {
  const { status, level, expiresOn, steps } = assess({ ...NOBODY, ...facts });
  return { status, level, expiresOn, steps: steps.map(({ code, level: of }) => `${of} ${code}`) };
};
const [passport, address] = [paper('PASSPORT'), paper('PROOF_OF_ADDRESS')];

test('who has handed in nothing is told every step of the way, in words', () => {
  const { status, steps } = assess(NOBODY);
  expect(status).toBe('NOT_STARTED');
  expect(steps.map(({ text }) => text)).toEqual([
    'Hand in a proof of identity: passport or identity card.',
    'Hand in a proof of address: proof of address.',
    'Submit the application.',
  ]);
});

test.for([
  [[paper('PASSPORT', { status: 'UPLOADED' })], 'DOCUMENTS_REQUIRED', ['1 WAIT_FOR_REVIEW', '1 HAND_IN', '2 APPLY']],
  [[paper('PASSPORT', { status: 'IN_REVIEW' }), address], 'IN_REVIEW', ['1 WAIT_FOR_REVIEW', '2 APPLY']],
  [[passport, address], 'APPROVED', ['2 APPLY']],
  [[paper('IDENTITY_CARD'), address], 'APPROVED', ['2 APPLY']],
  [[paper('PASSPORT', { status: 'REJECTED', mayResubmit: true }), address], 'RESUBMISSION_REQUIRED', ['1 HAND_IN_AGAIN', '2 APPLY']],
  [
    [paper('PASSPORT', { status: 'REJECTED', mayResubmit: true }), paper('PASSPORT', { status: 'UPLOADED' }), address],
    'IN_REVIEW',
    ['1 WAIT_FOR_REVIEW', '2 APPLY'],
  ],
  [[paper('PASSPORT', { status: 'REJECTED', mayResubmit: false }), address], 'REJECTED', ['1 REFUSED', '2 APPLY']],
  [[paper('PASSPORT', { status: 'REJECTED', mayResubmit: false }), paper('IDENTITY_CARD'), address], 'APPROVED', ['2 APPLY']],
  [[paper('PASSPORT', { status: 'EXPIRED', expiresOn: '2026-11-21' }), address], 'EXPIRED', ['1 RENEW', '2 APPLY']],
  // past its date, and nobody has written that down yet
  [[paper('PASSPORT', { expiresOn: '2026-11-21' }), address], 'EXPIRED', ['1 RENEW', '2 APPLY']],
  [[passport, paper('PROOF_OF_ADDRESS', { uploadedOn: '2026-05-21' })], 'EXPIRED', ['1 RENEW', '2 APPLY']],
  [[paper('OTHER')], 'DOCUMENTS_REQUIRED', ['1 HAND_IN', '1 HAND_IN', '2 APPLY']],
] as const)('documents %j make the status %s', ([documents, status, steps]) => {
  expect(told({ documents })).toMatchObject({ status, level: status === 'APPROVED' ? 1 : 0, steps });
});

test('a document is good on its last day, and what runs out within thirty days is said before', () => {
  expect(told({ documents: [paper('PASSPORT', { expiresOn: '2026-11-22' }), address] })).toMatchObject({
    ...{ status: 'APPROVED', level: 1, expiresOn: '2026-11-22', steps: ['2 APPLY', '1 RENEW_SOON'] },
  });
  expect(told({ documents: [paper('PASSPORT', { expiresOn: '2026-12-23' }), address] }).steps).toEqual(['2 APPLY']);
});

test('of several good documents the one that lasts longest counts', () => {
  const documents = [paper('PASSPORT', { expiresOn: '2027-01-01' }), paper('IDENTITY_CARD', { expiresOn: '2031-01-01' }), address];
  expect(told({ documents }).expiresOn).toBe('2027-05-01');
  expect(told({ documents: documents.slice(0, 2).concat(paper('PROOF_OF_ADDRESS', { expiresOn: '2026-12-31' })) }).expiresOn).toBe('2026-12-31');
});

test('a level takes what the levels below it take', () => {
  const checks = [{ kind: 'APPLICATION', outcome: 'PASSED', validUntil: null, detail: '' }] as const;
  expect(told({ checks }).level).toBe(0);
  expect(told({ checks, documents: [passport, address] })).toMatchObject({ status: 'APPROVED', level: 2, steps: [] });
  expect(told({ checks: [{ ...checks[0], outcome: 'PENDING' }], documents: [passport, address] })).toMatchObject({ level: 1, steps: ['2 WAIT_FOR_CHECK'] });
  expect(told({ checks: [{ ...checks[0], outcome: 'FAILED' }], documents: [passport, address] })).toMatchObject({
    status: 'APPROVED',
    level: 1,
    steps: ['2 REFUSED'],
  });
  expect(told({ checks: [{ ...checks[0], validUntil: '2026-11-21' }], documents: [passport, address] })).toMatchObject({ level: 1, steps: ['2 CHECK_AGAIN'] });
});

test('a review that is overdue takes the level away, whatever the documents say', () => {
  const facts = { documents: [passport, address], level: 1 };
  expect(told({ ...facts, reviewDueOn: '2026-11-22' })).toMatchObject({ status: 'APPROVED', level: 1 });
  expect(told({ ...facts, reviewDueOn: '2026-11-21' })).toMatchObject({ status: 'EXPIRED', level: 0, steps: ['1 REVIEW_DUE', '2 APPLY'] });
});

test('what was verified before levels were data counts until something is known', () => {
  expect(told({ carriedLevel: 2, level: 2 })).toMatchObject({ status: 'APPROVED', level: 2, steps: [] });
  expect(told({ carriedLevel: 1, level: 1 })).toMatchObject({ level: 1, steps: ['2 APPLY'] });
  expect(told({ carriedLevel: 2, level: 2, documents: [paper('PASSPORT', { status: 'EXPIRED', expiresOn: '2026-11-01' })] })).toMatchObject({
    status: 'EXPIRED',
    level: 0,
  });
});

test('months are reckoned as PostgreSQL does', () => {
  expect([monthsAfter('2026-01-31', 1), monthsAfter('2026-11-22', 36), monthsAfter('2027-12-31', 2)]).toEqual(['2026-02-28', '2029-11-22', '2028-02-29']);
});

test('what the house finds out about everybody is no beginning of the client', () => {
  const check = { outcome: 'PASSED', validUntil: null, detail: '' } as const;
  expect(
    told({
      checks: [
        { ...check, kind: 'SCREENING' },
        { ...check, kind: 'RISK_RATING' },
      ],
    }).status,
  ).toBe('NOT_STARTED');
  expect(told({ checks: [{ ...check, kind: 'APPLICATION' }] }).status).toBe('DOCUMENTS_REQUIRED');
});
