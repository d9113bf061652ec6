import { DAY, HOUR, officeTime, startOfMonth } from './calendar.js';
import type { Ledger } from './ledger.js';
import type { Setting } from './model.js';
import type { Currency } from './money.js';
import { PROVIDERS } from './payments.data.js';
import { Random } from './random.js';

const FEE_BPS: Readonly<Record<string, number>> = { cardway: 140, 'praxis-cashier': 90, bankwire: 12 };

/** What the house books without a client: providers' invoices, cents of rounding, and bank money that nobody has claimed yet. */
export function bookHouse(setting: Setting, ledger: Ledger): void {
  const random = new Random(setting.seed, 'house');
  for (let month = startOfMonth(setting.start, 1); month < setting.now; month = startOfMonth(month, 1)) {
    const at = officeTime(random, month + DAY, 0);
    if (at >= setting.now) break;
    for (const { name, currencies } of PROVIDERS) for (const currency of currencies) invoice(setting, ledger, random, at, name, currency);
    const cents = random.between(1, 40);
    ledger.post(at, null, 'Rounding of the month', [[ledger.house('ADJUSTMENT', 'USD'), -cents]], ledger.house('ROUNDING', 'USD'));
    const arrived = random.between(20, 900) * 100;
    ledger.post(
      at + 5 * HOUR,
      null,
      'Bank transfer without a reference',
      [[ledger.house('SUSPENSE', 'EUR'), arrived]],
      ledger.provider('PROVIDER_CLEARING', 'bankwire', 'EUR'),
    );
  }
  ledger.entries.sort((one, other) => one.at - other.at);
}

function invoice(setting: Setting, ledger: Ledger, random: Random, at: number, name: string, currency: Currency): void {
  const clearing = ledger.provider('PROVIDER_CLEARING', name, currency);
  const months = Math.max(1, Math.round((setting.now - setting.start) / (30 * DAY)));
  const fee = Math.floor((Math.abs(clearing.balance) * (FEE_BPS[name] ?? 0) * random.between(80, 120)) / (10_000 * 100 * months));
  if (fee > 0) ledger.post(at, null, `Invoice of ${name}`, [[clearing, fee]], ledger.provider('PROVIDER_FEE', name, currency));
}
