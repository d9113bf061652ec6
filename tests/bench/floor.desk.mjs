/** The floor of the queue and the timeline, as floor.mjs is that of the other operations. */
import { createServer } from 'node:http';
import pg from 'pg';
import { BUSY_CLIENT } from './operations.desk.mjs';

/** `2026-11-22 09:30:00.5+00` as the contract writes it. */
const rfc3339 = (text) => `${text.slice(0, 10)}T${text.slice(11, 19)}.${text[19] === '.' ? text.slice(20, -3).padEnd(3, '0') : '000'}Z`;
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, rfc3339);

const pool = new pg.Pool({ connectionString: process.env.BENCH_DATABASE_URL, max: Number(process.env.BENCH_POOL_SIZE), application_name: 'bench-floor' });

const STATEMENTS = {
  tasks: `
    select t.id, t.version, t.kind, t.status, t.priority, t.subject_type, t.subject_id, t.detail, t.opened_at, t.due_at, t.closed_at is null and t.due_at < now(),
      c.id, c.reference, c.display_name, s.id, s.name, t.place
    from task t left join client c on c.id = t.client_id left join staff_member s on s.id = t.assignee_id
    where t.department = 'COMPLIANCE' and (t.place, t.id) > ($1::bigint, $2::uuid) order by t.place, t.id limit 51`,
  counts: `
    select department, kind, count(*)::int as open, (count(*) filter (where assignee_id is null))::int as unassigned, (count(*) filter (where due_at < now()))::int as overdue
    from task where closed_at is null group by department, kind order by department, kind`,
  client: 'select id, reference from client where id = $1',
  timeline: `
    select id, at, kind, title, detail, actor, subject_type as "subjectType", subject_id as "subjectId" from client_timeline
    where client_id = $1 and (kind not in ('AUDIT', 'SIGN_IN') or (kind = 'SIGN_IN') = is_sign_in) and (at, id) < ($2::timestamptz, $3::uuid)
    order by at desc, id desc limit 51`,
};

const read = async (name, values = []) => (await pool.query({ name, text: STATEMENTS[name], values })).rows;
const readArrays = async (name, values) => (await pool.query({ name, text: STATEMENTS[name], values, rowMode: 'array' })).rows;

const parse = (after, first) => (after == null ? first : Buffer.from(after, 'base64url').toString().split('|'));
const cursorOf = (sort, id) => Buffer.from(`${sort}|${id}`).toString('base64url');

const toTask = (r) => ({
  ...{
    id: r[0],
    version: r[1],
    kind: r[2],
    status: r[3],
    priority: r[4],
    subjectType: r[5],
    subjectId: r[6],
    detail: r[7],
    openedAt: r[8],
    dueAt: r[9],
    isOverdue: r[10],
  },
  client: r[11] && { id: r[11], reference: r[12], displayName: r[13] },
  assignee: r[14] && { id: r[14], name: r[15] },
});

async function answerTasks({ after }) {
  const [rows, taskCounts] = await Promise.all([readArrays('tasks', parse(after, ['0', '00000000-0000-0000-0000-000000000000'])), read('counts')]);
  const hasNextPage = rows.length > 50;
  if (hasNextPage) rows.pop();
  const last = rows.at(-1);
  return { tasks: { nodes: rows.map(toTask), pageInfo: { hasNextPage, endCursor: last ? cursorOf(last[16], last[0]) : null } }, taskCounts };
}

async function answerTimeline({ after }) {
  const place = parse(after, ['infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff']);
  const [[client], nodes] = await Promise.all([read('client', [BUSY_CLIENT]), read('timeline', [BUSY_CLIENT, ...place])]);
  const hasNextPage = nodes.length > 50;
  if (hasNextPage) nodes.pop();
  const last = nodes.at(-1);
  return { client: { ...client, timeline: { nodes, pageInfo: { hasNextPage, endCursor: last ? cursorOf(last.at, last.id) : null } } } };
}

const ANSWERS = { BenchTasks: answerTasks, BenchTimeline: answerTimeline };

async function respond(body, response) {
  const { operationName, variables } = JSON.parse(body);
  const answer = JSON.stringify({ data: await ANSWERS[operationName](variables) });
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(answer) });
  response.end(answer);
}

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    respond(Buffer.concat(chunks).toString(), response).catch((error) => {
      response.writeHead(500, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ errors: [{ message: error.message }] }));
    });
  });
});
server.listen(0, '127.0.0.1', () => process.send?.({ ready: `http://127.0.0.1:${server.address().port}/graphql` }));
