import type { Pool } from 'pg';
import type { ScreeningSubject } from '../../connectors/screening/port.js';
import type { PersonalData } from '../../runtime/personal-data.js';
import { personalValues } from '../clients/index.js';

/** Who a client is, as far as lists know people, and as of which change. */
export interface Identity {
  readonly id: string;
  readonly identityVersion: number;
  readonly person: string;
  readonly companyName: string | null;
  readonly birthDate: string | null;
  readonly country: string;
}

interface StoredIdentity extends Omit<Identity, 'birthDate'> {
  readonly dateOfBirth: string | null;
  readonly dateOfBirthSealed: string | null;
  readonly sealedKey: string | null;
}

const SELECT = `
  select c.id, c.identity_version as "identityVersion", c.first_name || ' ' || c.last_name as person, c.company_name as "companyName", c.country,
    c.date_of_birth::text as "dateOfBirth", c.date_of_birth_sealed as "dateOfBirthSealed", k.sealed_key as "sealedKey"
  from client c left join client_key k on k.client_id = c.id`;
const READ = `${SELECT} where c.id = any($1::uuid[])`;
const READ_NEXT = `${SELECT} where c.id > $1 order by c.id limit $2`;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** Reads who clients are; dates of birth are opened for no longer than the comparison takes. */
export class Identities {
  readonly #pool: Pool;
  readonly #personal: PersonalData;

  constructor(pool: Pool, personal: PersonalData) {
    this.#pool = pool;
    this.#personal = personal;
  }

  async of(clientIds: readonly string[]): Promise<readonly Identity[]> {
    return (await this.#pool.query<StoredIdentity>(READ, [clientIds])).rows.map((stored) => this.#open(stored));
  }

  /** All clients in the order of their ids, so many at a time. */
  async *all(batch: number): AsyncGenerator<readonly Identity[]> {
    for (let last = BEFORE_ALL; ;) {
      const { rows } = await this.#pool.query<StoredIdentity>(READ_NEXT, [last, batch]);
      if (rows.length === 0) return;
      yield rows.map((stored) => this.#open(stored));
      last = (rows.at(-1) as StoredIdentity).id;
    }
  }

  /** Whose key is gone is looked for by name alone. */
  #open({ dateOfBirth, dateOfBirthSealed, sealedKey, ...identity }: StoredIdentity): Identity {
    if (sealedKey === null) return { ...identity, birthDate: dateOfBirthSealed === null ? dateOfBirth : null };
    const vault = this.#personal.vaultOf(identity.id, sealedKey);
    return { ...identity, birthDate: personalValues({ id: identity.id, dateOfBirth, dateOfBirthSealed }, vault).dateOfBirth };
  }
}

/** A company is looked for by its name, and by that of the person who acts for it. */
export const subjectsOf = ({ id, person, companyName, birthDate, country }: Identity): ScreeningSubject[] => [
  { clientId: id, kind: 'PERSON', name: person, birthDate, country },
  ...(companyName === null ? [] : [{ clientId: id, kind: 'ORGANISATION', name: companyName, birthDate: null, country } as const]),
];
