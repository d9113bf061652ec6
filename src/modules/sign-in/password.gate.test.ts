import type { Pool } from 'pg';
import { expect, test } from 'vitest';
import { RateLimited } from '../../runtime/denial.js';
import { Fingerprints } from './fingerprints.js';
import { PasswordGate } from './password.gate.js';

/** Every attempt may be made, and all of them come at the same moment. */
const unlimited = { query: async () => ({ rows: [], rowCount: 0 }) } as unknown as Pool;

test('of thirty at the same moment 24 are checked, and six are turned away', async () => {
  const gate = new PasswordGate(unlimited, new Fingerprints(Buffer.alloc(32, 1)));
  const checks = Array.from({ length: 30 }, (_, n) => gate.check(gate.attempt(`nobody-${n}@house.example`, `198.51.100.${n}`, false), null, 'a password'));
  const outcomes = await Promise.allSettled(checks);
  expect(outcomes.filter((one) => one.status === 'fulfilled' && !one.value)).toHaveLength(24);
  expect(outcomes.filter((one) => one.status === 'rejected' && one.reason instanceof RateLimited)).toHaveLength(6);
});
