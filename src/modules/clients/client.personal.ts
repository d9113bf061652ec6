import { dateOfBirthRow, type PersonalData, taxNumberRow } from '../../runtime/personal-data.js';
import type { Vault } from '../../runtime/vault.js';

export interface PersonalValues {
  /** `1980-01-01`. */
  readonly dateOfBirth: string | null;
  readonly taxNumber: string | null;
}

/** The columns that they lie in; the plain ones hold what nobody has sealed yet. */
export interface PersonalColumns {
  readonly id: string;
  readonly dateOfBirth?: string | null;
  readonly dateOfBirthSealed?: string | null;
  readonly taxNumber?: string | null;
  readonly taxNumberSealed?: string | null;
}

/** Opens them. Throws when they were sealed for another client. */
export const personalValues = ({ id, ...columns }: PersonalColumns, vault: Vault): { dateOfBirth: string | null; taxNumber: string | null } => ({
  dateOfBirth: columns.dateOfBirthSealed ? vault.open(dateOfBirthRow(id), columns.dateOfBirthSealed) : (columns.dateOfBirth ?? null),
  taxNumber: columns.taxNumberSealed ? vault.open(taxNumberRow(id), columns.taxNumberSealed) : (columns.taxNumber ?? null),
});

/** The columns of those that are given: sealed, with their indexes, and the plain ones emptied. */
export function sealPersonalValues(personal: PersonalData, vault: Vault, id: string, { dateOfBirth, taxNumber }: Partial<PersonalValues>) {
  const born = dateOfBirth === undefined ? null : personal.seal(vault, 'dateOfBirth', dateOfBirthRow(id), dateOfBirth);
  const tax = taxNumber === undefined ? null : personal.seal(vault, 'taxNumber', taxNumberRow(id), taxNumber);
  return {
    ...(born !== null && { dateOfBirth: null, dateOfBirthSealed: born.sealed, dateOfBirthIndex: born.index }),
    ...(tax !== null && { taxNumber: null, taxNumberSealed: tax.sealed, taxNumberIndex: tax.index }),
  };
}
