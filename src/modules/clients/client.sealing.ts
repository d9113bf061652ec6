import type { Database } from '../../database/orm.js';
import { statement, type Unit } from '../../database/unit.js';
import { type AnyJob, defineJob, type JobContext } from '../../runtime/jobs.js';
import type { PersonalData } from '../../runtime/personal-data.js';
import type { AuditTrail } from '../audit/index.js';
import type { ClientKeys } from './client.keys.js';
import { sealPersonalValues } from './client.personal.js';

interface Parts {
  readonly database: Database;
  readonly audit: AuditTrail;
  readonly keys: ClientKeys;
  readonly personal: PersonalData;
}

interface PlainClient {
  readonly id: string;
  readonly dateOfBirth: string | null;
  readonly taxNumber: string | null;
}

const BATCH = 100;

const PLAIN = statement(`
  select id, date_of_birth::text as "dateOfBirth", tax_number as "taxNumber" from client where tax_number is not null or date_of_birth is not null
  order by id limit ${BATCH} for no key update skip locked`);
const SEAL = statement(`
  update client set tax_number = null, date_of_birth = null, date_of_birth_sealed = coalesce(date_of_birth_sealed, $2), date_of_birth_index = coalesce(date_of_birth_index, $3),
    tax_number_sealed = coalesce(tax_number_sealed, $4), tax_number_index = coalesce(tax_number_index, $5) where id = $1`);

/**
 * Seals what lies plain from before fields were sealed, a batch a transaction, until nothing does. A migration cannot: it has no key. What
 * PostgreSQL has not vacuumed yet still lies on the disk afterwards; the README says how an operator ends that.
 */
export class PersonalDataSealing {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  jobs(): AnyJob[] {
    return [defineJob<object>({ name: 'client.sealPersonalData', maxAttempts: 1, every: '*/5 * * * *', run: (_, context) => this.run(context) })];
  }

  async run({ request, signal }: Pick<JobContext, 'request' | 'signal'>): Promise<void> {
    for (let sealed = BATCH; sealed === BATCH && !signal.aborted;) sealed = await this.#batch(request);
  }

  #batch(request: JobContext['request']): Promise<number> {
    const { database, audit } = this.#parts;
    return database.unit(async (unit) => {
      const found = await unit.rows<PlainClient>(PLAIN);
      for (const client of found) await this.#seal(unit, client);
      const after = { clients: found.length };
      if (found.length > 0) audit.append(unit, request, { action: 'client.sealPersonalData', subjectType: 'Database', subjectId: 'client', after });
      return found.length;
    });
  }

  async #seal(unit: Unit, { id, ...plain }: PlainClient): Promise<void> {
    const { keys, personal } = this.#parts;
    const { dateOfBirthSealed, dateOfBirthIndex, taxNumberSealed, taxNumberIndex } = sealPersonalValues(personal, await keys.toSeal(unit, id), id, plain);
    unit.write(SEAL, [id, dateOfBirthSealed, dateOfBirthIndex, taxNumberSealed, taxNumberIndex]);
  }
}
