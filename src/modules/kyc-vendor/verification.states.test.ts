import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { REVIEW_STATES } from '../../connectors/kyc/port.js';
import { type Standing, statusAfter, type Verdict, VERIFICATION_STATUSES, VERIFICATION_STEPS, type VerificationStatus } from './verification.states.js';

const LEVEL = 'basic-kyc-level';
const standing = (status: VerificationStatus, more: Partial<Standing> = {}): Standing => ({ status, personRequired: false, levelName: LEVEL, ...more });
const says = (state: Verdict['state'], levelName: string | null = LEVEL): Verdict => ({ state, levelName });

describe('what the vendor says', () => {
  test.each([
    ['DOCUMENTS_REQUIRED', 'DOCUMENTS_REQUIRED'],
    ['IN_REVIEW', 'IN_REVIEW'],
    ['ON_HOLD', 'MANUAL_REVIEW'],
    ['APPROVED', 'APPROVED'],
    ['RETRY', 'RESUBMISSION_REQUIRED'],
    ['REJECTED', 'REJECTED'],
  ] as const)('%s is %s here', (state, status) => expect(statusAfter(standing('STARTING'), says(state), true)).toBe(status));

  test('is approved by a person where the policy wants one', () =>
    expect(statusAfter(standing('IN_REVIEW'), says('APPROVED'), false)).toBe('CONFIRMATION_REQUIRED'));

  test.each([
    ['of another level than was asked for', standing('IN_REVIEW'), says('APPROVED', 'liveness-only')],
    ['of somebody who was rejected for good', standing('REJECTED', { personRequired: true }), says('APPROVED')],
    ['of somebody who was rejected for good, and reset since', standing('IN_REVIEW', { personRequired: true }), says('APPROVED')],
    ['that waits for a person, said once more', standing('CONFIRMATION_REQUIRED'), says('APPROVED')],
  ])('a yes %s waits for a person whatever the policy', (_, from, verdict) => expect(statusAfter(from, verdict, true)).toBe('CONFIRMATION_REQUIRED'));

  test('once approved stays so when it is said again, and falls when the vendor takes it back', () => {
    expect(statusAfter(standing('APPROVED'), says('APPROVED'), false)).toBe('APPROVED');
    for (const state of ['RETRY', 'REJECTED', 'IN_REVIEW', 'DOCUMENTS_REQUIRED'] as const)
      expect(statusAfter(standing('APPROVED'), says(state), true)).not.toBe('APPROVED');
  });

  test('after a rejection for good leads on by a reset, and not by another look', () => {
    for (const state of ['IN_REVIEW', 'ON_HOLD', 'RETRY'] as const) expect(statusAfter(standing('REJECTED'), says(state), true)).toBe('REJECTED');
    expect(statusAfter(standing('REJECTED'), says('DOCUMENTS_REQUIRED'), true)).toBe('DOCUMENTS_REQUIRED');
  });

  test('of another try runs again', () => expect(statusAfter(standing('RESUBMISSION_REQUIRED'), says('IN_REVIEW'), true)).toBe('IN_REVIEW'));

  test('never approves by itself where the policy wants a person, in whatever order it is said', () => {
    const verdicts = fc.array(fc.record({ state: fc.constantFrom(...REVIEW_STATES), levelName: fc.constantFrom(LEVEL, 'other', null) }));
    fc.assert(
      fc.property(verdicts, (said) => {
        let at: Standing = standing('STARTING');
        for (const verdict of said) {
          const status = statusAfter(at, verdict, false);
          expect([at.status, ...VERIFICATION_STEPS[at.status]]).toContain(status);
          expect(status).not.toBe('APPROVED');
          at = { ...at, status, personRequired: at.personRequired || status === 'REJECTED' };
        }
      }),
    );
  });

  test('after a rejection for good is never approved by a machine again', () => {
    const states = fc.array(fc.constantFrom(...REVIEW_STATES));
    fc.assert(
      fc.property(states, states, (before, after) => {
        let at: Standing = standing('STARTING');
        for (const state of [...before, 'REJECTED' as const, ...after]) {
          const status = statusAfter(at, says(state), true);
          expect(at.personRequired && status === 'APPROVED').toBe(false);
          at = { ...at, status, personRequired: at.personRequired || status === 'REJECTED' };
        }
      }),
    );
  });
});

test('every status has its steps, and none leads to itself', () => {
  for (const status of VERIFICATION_STATUSES) expect(VERIFICATION_STEPS[status]).not.toContain(status);
});
