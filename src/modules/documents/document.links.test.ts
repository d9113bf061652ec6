import { randomBytes } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import type { Actor } from '../../access/actor.js';
import { newId } from '../../database/ids.js';
import { StoppedClock } from '../../runtime/clock.js';
import { DocumentLinks } from './document.links.js';

const key = randomBytes(32);
const documentId = newId();
const viewer: Actor = {
  kind: 'STAFF',
  id: newId(),
  name: 'Helena Costa',
  departments: ['COMPLIANCE'],
  permissions: new Set(),
  clientId: null,
  partnerId: null,
  sessionId: newId(),
};

let clock: StoppedClock;
let links: DocumentLinks;
beforeEach(() => {
  clock = new StoppedClock('2026-11-22T09:30:00Z');
  links = new DocumentLinks({ key, publicUrl: null, clock });
});

const tokenOf = (url: string | null): string => new URL(url ?? '', 'http://gateway').searchParams.get('token') ?? '';

test('a link names its document and holds for who asked, by the session that asked', () => {
  const url = links.urlFor(documentId, viewer);
  expect(url).toMatch(new RegExp(`^/files/documents/${documentId}\\?token=[\\w.-]+$`));
  expect(links.check(documentId, tokenOf(url))).toEqual({ holder: { viewerId: viewer.id, sessionId: viewer.sessionId } });
});

test('a link leads to where callers reach the gateway', () => {
  const published = new DocumentLinks({ key, publicUrl: 'https://gateway.broker.example', clock });
  expect(published.urlFor(documentId, viewer)).toMatch(/^https:\/\/gateway\.broker\.example\/files\/documents\//);
});

test('a link holds for 60 seconds, and not a moment longer', () => {
  const token = tokenOf(links.urlFor(documentId, viewer));
  clock.advanceSeconds(59.999);
  expect(links.check(documentId, token)).toHaveProperty('holder');
  clock.advanceSeconds(0.001);
  expect(links.check(documentId, token)).toEqual({ fault: 'EXPIRED' });
});

test('nothing in a link can be changed: neither document, nor viewer, nor session, nor end, nor signature', () => {
  const token = tokenOf(links.urlFor(documentId, viewer));
  const [ends, viewerId, sessionId, signature] = token.split('.') as [string, string, string, string];
  const last = signature.endsWith('A') ? 'E' : 'A';
  const forged = [
    [String(Number(ends) + 60_000), viewerId, sessionId, signature],
    [ends, newId(), sessionId, signature],
    [ends, viewerId, newId(), signature],
    [ends, sessionId, viewerId, signature],
    [ends, viewerId, sessionId, `${signature.slice(0, -1)}${last}`],
  ];
  for (const parts of forged) expect(links.check(documentId, parts.join('.'))).toEqual({ fault: 'BROKEN' });
  expect(links.check(newId(), token)).toEqual({ fault: 'BROKEN' });
});

test('a link of another key does not hold', () => {
  const others = new DocumentLinks({ key: randomBytes(32), publicUrl: null, clock });
  expect(links.check(documentId, tokenOf(others.urlFor(documentId, viewer)))).toEqual({ fault: 'BROKEN' });
});

test.for([undefined, null, '', 'x', ['a', 'b'], {}, '1.2.3.4', `${'9'.repeat(13)}.${'a'.repeat(36)}.${'b'.repeat(36)}.${'é'.repeat(43)}`])(
  '%j is no token',
  (token) => {
    expect(links.check(documentId, token)).toEqual({ fault: 'BROKEN' });
  },
);

test('whoever has no session gets no link', () => {
  expect(links.urlFor(documentId, { ...viewer, kind: 'SYSTEM', sessionId: null })).toBeNull();
});
