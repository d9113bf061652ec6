import { fieldOf, masked } from '../vendor.values.js';
import { compactIban, ibanProblem, isBic } from './iban.js';

/** Where a transfer goes. Read only from a destination that has no problem. */
export interface BankAccount {
  readonly iban: string;
  readonly bic: string | null;
  readonly holder: string;
}

// letters of any script, and what stands in names of people and firms
const HOLDER = /^[\p{L}\p{M}\p{N} .,'’()&/+-]{2,70}$/u;

export function bankDestinationProblem(destination: Readonly<Record<string, unknown>>): { readonly field: string; readonly message: string } | null {
  const iban = ibanProblem(fieldOf(destination, 'iban'));
  if (iban !== null) return { field: 'iban', message: iban };
  const bic = fieldOf(destination, 'bic');
  if (bic !== '' && !isBic(bic))
    return { field: 'bic', message: 'A BIC has 8 or 11 characters, six letters first, such as DEUTDEFF or DEUTDEFF500; it may be left out.' };
  if (!HOLDER.test(fieldOf(destination, 'holder')))
    return { field: 'holder', message: 'Give the name of the account holder, 2 to 70 letters, as the bank has it.' };
  return null;
}

export const bankAccountOf = (destination: Readonly<Record<string, unknown>>): BankAccount => ({
  iban: compactIban(fieldOf(destination, 'iban')),
  bic: fieldOf(destination, 'bic') || null,
  holder: fieldOf(destination, 'holder'),
});

export const bankDestinationLabel = (destination: Readonly<Record<string, unknown>>): string => masked(compactIban(fieldOf(destination, 'iban')), 4, 4);
