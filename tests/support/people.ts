import { argon2Sync, randomBytes } from 'node:crypto';
import type { Department } from '../../src/access/departments.js';
import { newId } from '../../src/database/ids.js';
import type { TestDatabase } from './database.js';

/** Everyone's, unless a test gives them another. */
export const PASSWORD = 'a password for tests';

/** A hash carries its own parameters, and weak ones make a check a hundred times cheaper. */
function cheapHash(password: string): string {
  const [salt, text] = [Buffer.alloc(16, 5), (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '')];
  const tag = argon2Sync('argon2id', { message: password, nonce: salt, memory: 64, passes: 1, parallelism: 1, tagLength: 32 });
  return `$argon2id$v=19$m=64,t=1,p=1$${text(salt)}$${text(tag)}`;
}
const PASSWORD_HASH = cheapHash(PASSWORD);

type Sql = TestDatabase['sql'];

export interface Person {
  /** The staff member, client or partner. */
  readonly id: string;
  readonly credentialId: string;
  readonly email: string;
}

const freshEmail = (who: string): string => `${who}-${randomBytes(4).toString('hex')}@house.example`;

async function addCredential(sql: Sql, column: 'staff_id' | 'client_id' | 'partner_id', id: string, email: string): Promise<Person> {
  const credentialId = newId();
  await sql(`insert into credential (id, email, password_hash, ${column}) values ($1, $2, $3, $4)`, [credentialId, email, PASSWORD_HASH, id]);
  return { id, credentialId, email };
}

export async function addStaff(sql: Sql, departments: readonly Department[], { email = freshEmail('staff'), name = 'Helena Costa' } = {}): Promise<Person> {
  const id = newId();
  await sql('insert into staff_member (id, name, email, departments) values ($1, $2, $3, $4)', [id, name, email, departments]);
  return addCredential(sql, 'staff_id', id, email);
}

/** A client who may sign in. */
export async function addClient(sql: Sql, { email = freshEmail('client'), partnerId = null as string | null } = {}): Promise<Person> {
  const id = newId();
  await sql(
    `insert into client (id, first_name, last_name, email, country, jurisdiction, onboarding_status, partner_id) values ($1, 'Maria', 'Ioannou', $2, 'CY', 'CY', 'APPROVED', $3)`,
    [id, email, partnerId],
  );
  return addCredential(sql, 'client_id', id, email);
}

/** A level of verification that rests on what the broker knew before: what else happens to the client has it looked at anew, and leaves it. */
export async function setKycLevel(sql: Sql, clientId: string, level: number): Promise<void> {
  await sql(
    `insert into kyc_standing (id, carried_level, reviewed_at, review_due_on, assessed_on) values ($1, $2, now(), current_date + 300, current_date)
     on conflict (id) do update set carried_level = excluded.carried_level`,
    [clientId, level],
  );
  await sql('update client set kyc_level = $2 where id = $1', [clientId, level]);
}

export async function addPartner(sql: Sql, { email = freshEmail('partner'), parentId = null as string | null } = {}): Promise<Person> {
  const id = newId();
  await sql(
    `insert into partner (id, name, email, country, status, referral_code, parent_id, path) values ($1, 'North Bridge', $2, 'CY', 'ACTIVE', $3, $4, '')`,
    [id, email, id.slice(-12), parentId],
  );
  return addCredential(sql, 'partner_id', id, email);
}
