/** The queue of tasks and the timeline of a client, at the size that they have to bear: a small brokerage with a million tasks, and one client with a long history. */
import { join } from 'node:path';
import pg from 'pg';
import { settle, urlOf } from './database.mjs';
import { BUSY_CLIENT } from './operations.desk.mjs';

const DATABASE = 'bench_desk';
const CLIENTS = 200;

/** One in a hundred is open, as after years of work; of these a third is taken. */
const TASKS = (count) => `
  insert into task (id, kind, department, priority, subject_type, subject_id, client_id, detail, opened_at, due_at, status, assignee_id, taken_at, outcome, closed_at, closed_by)
  select uuidv7(), p.kind, p.department, p.priority, 'Client', gen_random_uuid(), c.id, 'Something waits for a decision.', o.at, o.at + p.due_within,
    case when not s.is_open then 'DONE' when s.is_taken then 'TAKEN' else 'OPEN' end, case when not s.is_open or s.is_taken then m.id end,
    case when not s.is_open or s.is_taken then o.at end, case when not s.is_open then 'APPROVED' end, case when not s.is_open then o.at + interval '5 hours' end,
    case when not s.is_open then m.name end
  from generate_series(1, ${count}) n
  cross join lateral (select n % 100 = 0 as is_open, n % 300 = 0 as is_taken) s
  cross join lateral (select date_trunc('hour', now()) - case when s.is_open then n % 120 else 120 + n % 17000 end * interval '1 hour' + n % 59 * interval '1 minute' as at) o
  join (select *, row_number() over (order by kind) - 1 as nth, count(*) over () as many from task_policy) p on p.nth = n / 100 % p.many
  join (select id, row_number() over (order by number) - 1 as nth, count(*) over () as many from client) c on c.nth = n % c.many
  join (select id, name, row_number() over (order by id) - 1 as nth, count(*) over () as many from staff_member) m on m.nth = n % m.many`;

const WHEN = (seconds) => `date_trunc('second', now()) - n * interval '${seconds} seconds'`;

/** Of ten events four are in the audit log, two are sign-ins, two move money, and the others are documents, tasks and notes. */
const HISTORY = (events) => [
  `insert into client (id, first_name, last_name, email, country, jurisdiction, onboarding_status) values ('${BUSY_CLIENT}', 'Busy', 'Client', 'busy@bench.example', 'CY', 'CY', 'APPROVED')`,
  `insert into audit_entry (id, at, actor_kind, actor_id, actor_name, action, subject_type, subject_id, client_id, reason, request_id, mac)
   select uuidv7(), ${WHEN(101)}, 'CLIENT', '${BUSY_CLIENT}', 'a client', case n % 3 when 0 then 'session.open' else 'client.update' end, 'Client', '${BUSY_CLIENT}', '${BUSY_CLIENT}',
     'As the client asked', 'bench', 'none' from generate_series(1, ${events * 0.6}) n`,
  `insert into transaction (id, type, status, client_id, amount, currency, requested_by, requested_at, settled_at)
   select uuidv7(), 'DEPOSIT', 'SETTLED', '${BUSY_CLIENT}', 10.00, 'USD', 'Busy Client', ${WHEN(307)}, ${WHEN(307)} from generate_series(1, ${events * 0.2}) n`,
  `insert into document (id, client_id, type, status, file_name, content_type, size_bytes, sha256, storage_key, uploaded_by_id, uploaded_at)
   select uuidv7(), '${BUSY_CLIENT}', 'BANK_STATEMENT', 'APPROVED', 'statement.pdf', 'application/pdf', 1, 'none', 'bench/' || n, '${BUSY_CLIENT}', ${WHEN(1009)}
   from generate_series(1, ${events * 0.05}) n`,
  `insert into task (id, kind, department, priority, subject_type, subject_id, client_id, detail, opened_at, due_at, status, outcome, closed_at, closed_by)
   select uuidv7(), 'DOCUMENT_REVIEW', 'COMPLIANCE', 'NORMAL', 'Document', gen_random_uuid(), '${BUSY_CLIENT}', 'A document waits for a decision.', ${WHEN(1013)}, ${WHEN(1013)}, 'DONE',
     'APPROVED', ${WHEN(1013)}, 'Helena Costa' from generate_series(1, ${events * 0.1}) n`,
  `insert into client_note (id, client_id, text_sealed, author, author_id, created_at)
   select uuidv7(), '${BUSY_CLIENT}', 'v1...', s.name, s.id, ${WHEN(2003)} from generate_series(1, ${events * 0.05}) n, (select id, name from staff_member order by id limit 1) s`,
];

/** Made anew each time. `tasks` is 1,000,000 unless told; the client has a tenth as many events. */
export async function openDesk(server, { projectDir, dataDir, auditKey, personalKeys, build, log }, tasks) {
  const target = server.target(DATABASE);
  await server.dropDatabase(DATABASE);
  await server.createDatabase(DATABASE);
  const { bringUpToDate } = await build('commands/bring-up-to-date.js');
  const { buildDemo } = await build('database/demo/index.js');
  const { hashPassword } = await build('modules/sign-in/passwords.js');
  await bringUpToDate(target);
  const filesDir = join(dataDir, 'files-desk');
  await buildDemo({ target, clients: CLIENTS, seed: 1, now: new Date(), filesDir, auditKey, personalKeys, hashPassword, onProgress: log, projectDir });
  const client = new pg.Client(target);
  client.on('error', () => {});
  await client.connect();
  log(`Adding ${tasks.toLocaleString('en')} tasks, and a client with ${(tasks / 10).toLocaleString('en')} events`);
  await client.query('set session_replication_role = replica');
  for (const statement of [TASKS(tasks), ...HISTORY(tasks / 10)]) await client.query(statement);
  await settle(target);
  return { url: urlOf(target), postmaster: server.pid, sql: async (text) => (await client.query(text)).rows, close: () => client.end() };
}
