import type { ProviderMaker } from '../port.js';
import { checkRequired } from '../settings.js';
import { fieldOf, masked } from '../vendor.values.js';
import { CASHIER_SUPPORT, CashierProvider } from './cashier.provider.js';

const ACCOUNT = /^[A-Za-z0-9@._+-]{6,120}$/;
const METHOD = /^[a-z0-9][a-z0-9 _-]{1,39}$/i;

/** Destination: `method`, such as `tron`, `bitcoin` or `skrill`, and `account`, the address or the wallet's account there. */
export const cashierMaker: ProviderMaker = {
  kind: 'CASHIER',
  requiredSettings: ['merchantId', 'applicationKey'],
  requiredSecrets: ['merchantSecret'],
  supports: CASHIER_SUPPORT,
  destinationProblem(destination) {
    if (!METHOD.test(fieldOf(destination, 'method'))) return { field: 'method', message: 'Give the payment method, such as tron or skrill.' };
    if (!ACCOUNT.test(fieldOf(destination, 'account')))
      return { field: 'account', message: 'Give the address or account there: 6 to 120 letters, digits and @._+- without blanks.' };
    return null;
  },
  destinationLabel: (destination) => `${fieldOf(destination, 'method')} ${masked(fieldOf(destination, 'account'), 3, 3)}`,
  make(settings) {
    checkRequired(cashierMaker, settings);
    return new CashierProvider(settings);
  },
};
