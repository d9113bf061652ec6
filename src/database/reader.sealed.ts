import type { Permission } from '../access/permissions.js';
import { Forbidden } from '../runtime/denial.js';
import type { PersonalData, PersonalField } from '../runtime/personal-data.js';
import type { Column } from './reader.js';
import type { Filter } from './reader.filters.js';

/** Where a sealed value lies: SQL over the alias `t`. */
export interface SealedPlace {
  readonly sealed: string;
  /** Where it lay before fields were sealed, as text; it counts as long as nothing is sealed. */
  readonly plain?: string;
  /** The client whose key it is. */
  readonly client: string;
  /** The id of the row. */
  readonly id: string;
  /** What it was sealed for, by the row's id. */
  readonly row: (id: string) => string;
}

interface Packed {
  readonly id: string;
  readonly client: string;
  readonly sealed: string | null;
  readonly plain: string | null;
  readonly key: string | null;
}

/** The key of the client that an expression names. */
export const keyOf = (client: string): string => `(select k.sealed_key from client_key k where k.client_id = ${client})`;

/**
 * A column that is opened after its row is read. The client's key comes in the same statement, and only in one that asks for the column.
 * Without the key there is nothing to read any more: null. What does not open, because it was put there from another row, is an error
 * at this field and nowhere else.
 */
export const sealedColumn = (personal: PersonalData, { sealed, plain = 'null', client, id, row }: SealedPlace): Column => ({
  sql: `case when ${sealed} is null and ${plain} is null then null
    else jsonb_build_object('id', ${id}, 'client', ${client}, 'sealed', ${sealed}, 'plain', ${plain}, 'key', ${keyOf(client)}) end`,
  audited: true,
  derive: (value) => (value === null ? null : open(personal, row, value as Packed)),
});

function open(personal: PersonalData, row: SealedPlace['row'], { id, client, sealed, plain, key }: Packed): string | Error | null {
  if (sealed === null) return plain;
  if (key === null) return null;
  try {
    return personal.vaultOf(client, key).open(row(id), sealed);
  } catch (error) {
    return new Error(`What is sealed for ${row(id)} does not open`, { cause: error });
  }
}

/** Rows whose sealed value equals the argument, by its blind index. It tells whose a number is, so it takes what reading the number takes. */
export const sealedEquals = (personal: PersonalData, column: string, field: PersonalField, needs: Permission): Filter => ({
  shape: (_value: string, actor) => {
    if (!actor.permissions.has(needs)) throw new Forbidden(needs);
    return '';
  },
  where: (parameters, _shape, at) =>
    `${column} = ${parameters.add(
      at((value: string) => personal.indexOf(field, value)),
      'text',
    )}`,
});
