import { afterAll, beforeAll, beforeEach, describe, test } from 'vitest';
import { PAYMENT_BENCHES, type PaymentBench, startPaymentBench } from '../../../tests/support/payment-bench.js';
import { PROVIDER_GUARANTEES } from './contract.js';

describe.each(Object.values(PAYMENT_BENCHES))('the $vendor provider', (parts) => {
  let bench: PaymentBench;

  beforeAll(async () => void (bench = await startPaymentBench(parts)));
  afterAll(() => bench.stop());
  beforeEach(() => bench.reset());

  const asked = PROVIDER_GUARANTEES.filter(({ needs }) => needs === undefined || parts.maker.supports[needs]);
  test.for(asked)('$title', ({ check }) => check(bench));
});
