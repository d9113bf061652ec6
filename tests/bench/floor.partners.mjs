/** The floor of a partner's month and subtree, as floor.mjs is that of the other operations. */
import { createServer } from 'node:http';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env.BENCH_DATABASE_URL, max: Number(process.env.BENCH_POOL_SIZE), application_name: 'bench-floor' });

const summary = (by, key) => `
  select ${key} as key, currency, amount, lots, deals from (
    select ${by} as by, currency, sum(amount) as amount, sum(lots) as lots, sum(deals + taken_back)::int as deals
    from commission_daily where partner_id = $1 and day >= ($2::timestamptz at time zone 'UTC')::date and day < ($3::timestamptz at time zone 'UTC')::date group by 1, 2) s
  order by by, currency`;

const STATEMENTS = {
  partner: 'select id, reference from partner where id = $1',
  byDay: summary('day', `to_char(by, 'YYYY-MM-DD')`),
  byLevel: summary('level', 'by::text'),
  page: `
    select b.id, b.reference, b.name, b.level from partner p join partner b on b.path <@ p.path and b.level <= p.level + 4
    where p.id = $1 order by b.level, b.id limit 100`,
  // Every partner below is counted once, and then added to each ancestor that is on the page.
  totals: `
    with below as materialized (
      select b.path, own.clients, own.funded, earned.lots
      from partner p join partner b on b.path <@ p.path
      left join lateral (select count(*) as clients, count(c.first_funded_at) as funded from client c where c.partner_id = b.id) own on true
      left join partner_lots earned on earned.partner_id = b.id
      where p.id = $1)
    select n.id, (count(*) - 1)::int as partners, sum(d.clients)::int as clients, sum(d.funded)::int as "fundedClients", coalesce(sum(d.lots), 0) as lots
    from below d cross join lateral generate_series(1, nlevel(d.path)) l(level) join partner n on n.path = subpath(d.path, 0, l.level) and n.id = any($2::uuid[]) group by n.id`,
};

const read = async (name, values) => (await pool.query({ name, text: STATEMENTS[name], values })).rows;

async function answerMonth({ id, from, to }) {
  const [[partner], byDay, byLevel] = await Promise.all([read('partner', [id]), read('byDay', [id, from, to]), read('byLevel', [id, from, to])]);
  return { partner: { ...partner, byDay, byLevel } };
}

async function answerTree({ id }) {
  const [[partner], nodes] = await Promise.all([read('partner', [id]), read('page', [id])]);
  const totals = await read('totals', [id, nodes.map((node) => node.id)]);
  const byId = new Map(totals.map(({ id: of, ...sums }) => [of, sums]));
  return { partner: { ...partner, subtree: { nodes: nodes.map((node) => ({ ...node, treeTotals: byId.get(node.id) })) } } };
}

const ANSWERS = { BenchMonth: answerMonth, BenchTree: answerTree };

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
