import { afterAll, beforeAll, beforeEach, describe, test } from 'vitest';
import { type RunningKycBench, startKycBench } from '../../../tests/support/kyc-bench.js';
import { KYC_VENDOR_GUARANTEES } from './contract.js';

describe('Sumsub', () => {
  let bench: RunningKycBench;

  beforeAll(async () => void (bench = await startKycBench()));
  afterAll(() => bench.stop());
  beforeEach(() => bench.behave({ api: 'answer' }));

  test.for(KYC_VENDOR_GUARANTEES)('$title', ({ check }) => check(bench));
});
