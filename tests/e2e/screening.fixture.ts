import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ListStore } from '../../src/connectors/screening/lists/list.store.js';
import type { ListImport, ScreeningList } from '../../src/connectors/screening/port.js';
import { newId } from '../../src/database/ids.js';
import type { TestGateway } from '../support/gateway.js';

const FILES: Readonly<Record<string, string>> = { EU: 'eu.xml', OFAC: 'ofac.xml', PEP: 'pep.csv' };
export const listFile = (list: ScreeningList): string => readFileSync(join(import.meta.dirname, '../support/watchlists', FILES[list] as string), 'utf8');

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

/** Takes over the sample of a list, or what a test made of it. */
export const takeOver = (gateway: TestGateway, list: ScreeningList, text = listFile(list), options = {}): Promise<ListImport> =>
  new ListStore(gateway.database.pool).import(list, bytesOf(text), options);

export interface Who {
  readonly firstName: string;
  readonly lastName: string;
  readonly companyName?: string;
  readonly country?: string;
  readonly birthDate?: string | null;
}

/** A client who is due for screening, as one is who has just registered. */
export async function newcomer({ sql }: TestGateway, { firstName, lastName, companyName, country = 'CY', birthDate = null }: Who): Promise<string> {
  const id = newId();
  await sql(
    `insert into client (id, type, first_name, last_name, company_name, email, country, jurisdiction, onboarding_status, date_of_birth)
     values ($1, $2, $3, $4, $5, $6, $7, 'CY', 'APPROVED', $8)`,
    [id, companyName === undefined ? 'INDIVIDUAL' : 'CORPORATE', firstName, lastName, companyName ?? null, `${id}@house.example`, country, birthDate],
  );
  return id;
}

export interface Hit {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly list: string;
  readonly score: string;
  readonly isCurrent: boolean;
  readonly entryRef: string;
}

export interface Seen {
  readonly riskLevel: string;
  readonly screening: {
    readonly status: string;
    readonly isPep: boolean;
    readonly lastScreenedAt: string | null;
    readonly hits: { readonly nodes: Hit[] };
  } | null;
  readonly restrictions: readonly { readonly kind: string }[];
}

export const SCREENED = `query ($id: ID!) {
  client(id: $id) {
    riskLevel
    screening { status isPep lastScreenedAt hits(first: 20) { nodes { id version status list score isCurrent entryRef matchedName birthDate country isWeakName entry { name aliases } } } }
    restrictions { kind }
  }
}`;
export const RUN = 'mutation ($input: ScreeningRunInput!) { screeningRun(input: $input) { client { id } userErrors { code message } } }';
export const DECIDE =
  'mutation ($input: ScreeningHitDecideInput!) { screeningHitDecide(input: $input) { hit { id version status reason decidedBy { name } } userErrors { code } } }';
