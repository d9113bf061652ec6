import { type ProviderMaker, ProviderMisconfigured } from '../port.js';
import { checkRequired } from '../settings.js';
import { bankDestinationLabel, bankDestinationProblem } from './bank.destination.js';
import { BANK_SUPPORT, BankProvider } from './bank.provider.js';
import { ibanProblem, isBic } from './iban.js';

/** Destination: `iban`, `holder`, the name of the account's holder, and `bic`, which may be left out. */
export const bankMaker: ProviderMaker = {
  kind: 'BANK',
  requiredSettings: ['beneficiary', 'iban', 'bic', 'bankName'],
  requiredSecrets: [],
  supports: BANK_SUPPORT,
  destinationProblem: bankDestinationProblem,
  destinationLabel: bankDestinationLabel,
  make(settings) {
    checkRequired(bankMaker, settings);
    const { iban, bic } = settings.settings;
    const problem = ibanProblem(iban!);
    if (problem !== null) throw new ProviderMisconfigured(`The setting iban: ${problem}`);
    if (!isBic(bic!)) throw new ProviderMisconfigured('The setting bic must be 8 or 11 characters such as DEUTDEFF or DEUTDEFF500.');
    return new BankProvider(settings);
  },
};
