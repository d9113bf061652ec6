import type { ScreeningSubject } from '../../connectors/screening/port.js';

/** Who a client is, as far as lists know people, and as of which change. */
export interface Identity {
  readonly id: string;
  readonly identityVersion: number;
  readonly person: string;
  readonly companyName: string | null;
  readonly birthDate: string | null;
  readonly country: string;
}

const COLUMNS = `id, identity_version as "identityVersion", first_name || ' ' || last_name as person, company_name as "companyName", date_of_birth::text as "birthDate", country`;

export const READ_IDENTITIES = `select ${COLUMNS} from client where id = any($1::uuid[])`;
/** All clients, in order of their ids. */
export const NEXT_IDENTITIES = `select ${COLUMNS} from client where id > $1 order by id limit $2`;

/** A company is looked for by its name, and by that of the person who acts for it. */
export const subjectsOf = ({ id, person, companyName, birthDate, country }: Identity): ScreeningSubject[] => [
  { clientId: id, kind: 'PERSON', name: person, birthDate, country },
  ...(companyName === null ? [] : [{ clientId: id, kind: 'ORGANISATION', name: companyName, birthDate: null, country } as const]),
];
