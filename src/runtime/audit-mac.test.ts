import canonicalize from 'canonicalize';
import { expect, test } from 'vitest';
import { type AuditContent, auditMac, canonicalContent } from './audit-mac.js';

const key = Buffer.alloc(32, 7);
const entry: AuditContent = {
  id: '01890000-0000-7000-8000-000000000001',
  at: '2026-11-22T09:30:00.000Z',
  actorKind: 'STAFF',
  actorId: '01890000-0000-7000-8000-000000000002',
  actorName: 'Helena Costa',
  departments: ['COMPLIANCE'],
  action: 'client.transition',
  subjectType: 'Client',
  subjectId: '01890000-0000-7000-8000-000000000003',
  clientId: null,
  reason: 'Documents complete',
  before: { status: 'APPLICATION_SUBMITTED', note: null },
  after: { status: 'APPROVED', note: null },
  requestId: 'r1',
};

test('the order of keys does not change the MAC, so it can be verified from jsonb', () => {
  const { before: _before, ...rest } = entry;
  expect(auditMac(key, { ...rest, before: { note: null, status: 'APPLICATION_SUBMITTED' } })).toBe(auditMac(key, entry));
});

test('every single field and the key change the MAC', () => {
  const changed = Object.keys(entry).map((field) => auditMac(key, { ...entry, [field]: 'something else' }));
  expect(new Set([auditMac(key, entry), auditMac(Buffer.alloc(32, 8), entry), ...changed]).size).toBe(2 + Object.keys(entry).length);
});

test('what is signed is the canonical JSON of all fields', () => {
  const odd = { ...entry, departments: [], reason: 'said "no" \\ 🙂', after: { sum: 12.5, list: [1, true, {}] }, before: null };
  for (const content of [entry, odd]) expect(canonicalContent(content)).toBe(canonicalize(content));
});
