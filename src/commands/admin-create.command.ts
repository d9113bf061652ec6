import { z } from 'zod';
import type { Request } from '../access/actor.js';
import { newId } from '../database/ids.js';
import { type Database, openDatabase } from '../database/orm.js';
import { AuditTrail } from '../modules/audit/index.js';
import { canonicalEmail, checkPasswordPolicy, hashPassword } from '../modules/sign-in/index.js';
import { Refusal } from '../runtime/refusal.js';
import { BAD_USAGE, StartError } from '../runtime/start-error.js';
import { type Command, print } from './command.js';
import { askPassword } from './password.prompt.js';
import { readyDatabase } from './ready-database.js';

interface Administrator {
  readonly email: string;
  readonly name: string;
  readonly password: string;
}

export const adminCreate: Command = {
  usage: 'npm run admin:create -- --email name@broker.com [--name "Full Name"]',
  options: ['email', 'name'],
  async run(context) {
    const { config, lifecycle, options } = context;
    const administrator = await readAdministrator(options);
    const ready = await readyDatabase(context);
    const database = await openDatabase({ ...ready, entities: [] });
    await lifecycle.opened('database', () => database.close());
    await createAdministrator(database, new AuditTrail(config.secrets.auditKey), administrator);
    print(`${administrator.email} may sign in as administrator.`);
  },
};

async function readAdministrator({ email: given, name }: Readonly<Record<string, string | undefined>>): Promise<Administrator> {
  const email = canonicalEmail(given ?? '');
  if (!z.email().safeParse(email).success) throw new StartError(`--email must be an e-mail address: ${adminCreate.usage}`, BAD_USAGE);
  const password = await askPassword();
  try {
    checkPasswordPolicy(password, email, 'password');
  } catch (error) {
    throw error instanceof Refusal ? new StartError(error.message, BAD_USAGE) : error;
  }
  return { email, name: name?.trim() || email.split('@')[0]!, password };
}

/** Whoever has a shell on the gateway's machine; there is no person behind it that the gateway knows. */
const request = (): Request => ({
  actor: {
    kind: 'SYSTEM',
    id: 'command-line',
    name: 'Command line',
    departments: [],
    permissions: new Set(),
    clientId: null,
    partnerId: null,
    sessionId: null,
  },
  requestId: `admin-create-${newId()}`,
});

export async function createAdministrator(database: Database, audit: AuditTrail, { email, name, password }: Administrator): Promise<void> {
  const [id, hash] = [newId(), await hashPassword(password)];
  await database.write(async (em) => {
    const [taken] = await em.execute('select from staff_member where lower(email) = ? union all select from credential where email = ?', [email, email]);
    if (taken) throw new StartError(`Somebody with the address ${email} is there already.`);
    await em.execute(`insert into staff_member (id, name, email, departments) values (?, ?, ?, '{ADMINISTRATION}')`, [id, name, email]);
    await em.execute('insert into credential (id, email, password_hash, staff_id) values (?, ?, ?, ?)', [newId(), email, hash, id]);
    await audit.record(em, request(), {
      action: 'staff.create',
      subjectType: 'StaffMember',
      subjectId: id,
      after: { name, email, departments: ['ADMINISTRATION'] },
    });
  });
}
