import { afterAll, beforeAll, beforeEach, describe, test } from 'vitest';
import { type PaymentBench, startPaymentBench } from '../../../tests/support/payment-bench.js';
import { bankMaker } from './bank/index.js';
import { cardMaker } from './card/index.js';
import { cashierMaker } from './cashier/index.js';
import { PROVIDER_GUARANTEES } from './contract.js';
import { SIMULATOR_CREDENTIALS } from './simulator/simulators.js';

const { card, cashier, bank } = SIMULATOR_CREDENTIALS;
const { merchantSecret, ...cashierSettings } = cashier;

const PROVIDERS = [
  { vendor: 'card', maker: cardMaker, settings: {}, secrets: { ...card }, destination: { token: 'pm_1a2b3c4d5e6f', last4: '4242' } },
  {
    vendor: 'cashier',
    maker: cashierMaker,
    settings: cashierSettings,
    secrets: { merchantSecret },
    destination: { method: 'tron', account: 'TN3W4H6rK2ce4vX9YnFQHwKENnHjoxb3m9' },
  },
  {
    vendor: 'bank',
    maker: bankMaker,
    settings: { ...bank },
    secrets: {},
    destination: { iban: 'DE89 3704 0044 0532 0130 00', bic: 'COBADEFF', holder: 'Anna Müller' },
  },
] as const;

describe.each(PROVIDERS)('the $vendor provider', (parts) => {
  let bench: PaymentBench;

  beforeAll(async () => void (bench = await startPaymentBench(parts)));
  afterAll(() => bench.stop());
  beforeEach(() => bench.reset());

  const asked = PROVIDER_GUARANTEES.filter(({ needs }) => needs === undefined || parts.maker.supports[needs]);
  test.for(asked)('$title', ({ check }) => check(bench));
});
