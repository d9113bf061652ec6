/**
 * The floor: what the same answers cost when a server does nothing but answer them. Plain node:http and pg, named prepared statements,
 * one statement a level, columns that come under the names of the answer, JSON.stringify. It parses no GraphQL (it goes by the operation's
 * name) and asks nobody who they are.
 */
import { createServer } from 'node:http';
import pg from 'pg';

/** `2026-11-22 09:30:00.5+00` as the contract writes it. */
const rfc3339 = (text) => `${text.slice(0, 10)}T${text.slice(11, 19)}.${text[19] === '.' ? text.slice(20, -3).padEnd(3, '0') : '000'}Z`;
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, rfc3339);

const pool = new pg.Pool({ connectionString: process.env.BENCH_DATABASE_URL, max: Number(process.env.BENCH_POOL_SIZE), application_name: 'bench-floor' });

const STATEMENTS = {
  clients: `
    select id, reference, display_name as "displayName", email, country, onboarding_status as "onboardingStatus", kyc_status as "kycStatus", created_at as "createdAt"
    from client where (created_at, id) > ($1::timestamptz, $2::uuid) order by created_at, id limit 51`,
  accountsOfClients: `
    select k.key, a.* from unnest($1::uuid[]) k(key) cross join lateral (
      select id, login, platform, server, currency, leverage, status, balance from trading_account where client_id = k.key order by opened_at, id limit 3) a`,
  transactionsOfClients: `
    select k.key, x.* from unnest($1::uuid[]) k(key) cross join lateral (
      select id, reference, type, status, amount, currency, round(fee, greatest(scale(fee), scale(amount))) as fee, requested_at as "requestedAt"
      from transaction where client_id = k.key order by requested_at desc, id desc limit 5) x`,
  withdrawals: `
    select t.id, t.reference, t.version, t.amount, t.currency, round(t.fee, greatest(scale(t.fee), scale(t.amount))), t.provider, t.approvals_missing, t.requested_at,
      c.id, c.reference, c.display_name, c.email, c.country, c.onboarding_status, c.kyc_status, c.risk_level,
      a.id, a.login, a.platform, a.server, a.currency, a.leverage, a.status, a.balance
    from transaction t left join client c on c.id = t.client_id left join trading_account a on a.id = t.trading_account_id
    where t.type = 'WITHDRAWAL' and t.status = 'IN_REVIEW' and (t.requested_at, t.id) > ($1::timestamptz, $2::uuid) order by t.requested_at, t.id limit 51`,
  client: `
    select c.id, c.version, c.reference, c.type, c.category, c.first_name as "firstName", c.last_name as "lastName", c.display_name as "displayName",
      c.email, c.phone, c.country, c.jurisdiction, c.onboarding_status as "onboardingStatus", c.activity, c.kyc_status as "kycStatus",
      c.kyc_level as "kycLevel", c.risk_level as "riskLevel", c.tags, c.created_at as "createdAt", c.updated_at as "updatedAt",
      p.id as partner_id, p.reference as partner_reference, p.name as partner_name, p.status as partner_status,
      s.id as staff_id, s.name as staff_name, s.email as staff_email
    from client c left join partner p on p.id = c.partner_id left join staff_member s on s.id = c.account_manager_id where c.id = $1`,
  wallets: `select id, currency, balance, held, balance - held as available from ledger_account where client_id = $1 and kind = 'CLIENT_WALLET' order by currency`,
  restrictions: `
    select id, kind, reason, created_by as "createdBy", created_at as "createdAt", expires_at as "expiresAt"
    from restriction where client_id = $1 and lifted_at is null and (expires_at is null or expires_at > now()) order by created_at, id`,
  subtree: `
    select b.id, b.reference, b.name, b.country, b.status, b.level, b.created_at as "createdAt"
    from partner p join partner b on b.path <@ p.path and b.level <= p.level + 3 where p.id = $1 order by b.level, b.id limit 101`,
  // Every partner below is counted once, and then added to each ancestor that is on the page.
  treeTotals: `
    with below as materialized (
      select b.path, own.*, earned.lots
      from partner p join partner b on b.path <@ p.path
      left join lateral (select count(*) as clients, count(c.first_funded_at) as funded from client c where c.partner_id = b.id) own on true
      left join partner_lots earned on earned.partner_id = b.id
      where p.id = $1)
    select n.id, (count(*) - 1)::int as partners, sum(d.clients)::int as clients, sum(d.funded)::int as "fundedClients", coalesce(sum(d.lots), 0) as lots
    from partner n join below d on d.path <@ n.path where n.id = any($2::uuid[]) group by n.id`,
  partner: `select id, reference, name from partner where id = $1`,
  commissions: `
    select id, deal_ticket as "dealTicket", symbol, lots, level, amount, currency, status, explanation, traded_at as "tradedAt", accrued_at as "accruedAt"
    from commission where partner_id = $1 and traded_at >= $2 and traded_at < $3 order by accrued_at, id limit 51`,
  commissionSummary: `
    select to_char(day, 'YYYY-MM-DD') as key, currency, amount, lots, deals from (
      select day, currency, sum(amount) as amount, sum(lots) as lots, sum(deals + taken_back)::int as deals from commission_daily
      where partner_id = $1 and day >= ($2::timestamptz at time zone 'UTC')::date and day < ($3::timestamptz at time zone 'UTC')::date
      group by 1, 2) d order by day, currency`,
};

const read = async (name, values) => (await pool.query({ name, text: STATEMENTS[name], values })).rows;
const readArrays = async (name, values) => (await pool.query({ name, text: STATEMENTS[name], values, rowMode: 'array' })).rows;

const FIRST_PAGE = ['-infinity', '00000000-0000-0000-0000-000000000000'];
const parseCursor = (after) => (after == null ? FIRST_PAGE : Buffer.from(after, 'base64url').toString().split('|'));
/** Cuts off the row that was read to see whether there are more. */
function pageOf(nodes, size, sortField) {
  const hasNextPage = nodes.length > size;
  if (hasNextPage) nodes.pop();
  const last = nodes.at(-1);
  return { nodes, pageInfo: { hasNextPage, endCursor: last ? Buffer.from(`${last[sortField]}|${last.id}`).toString('base64url') : null } };
}

async function answerClients({ after }) {
  const page = pageOf(await read('clients', parseCursor(after)), 50, 'createdAt');
  const ids = page.nodes.map((client) => client.id);
  const [accounts, transactions] = await Promise.all([read('accountsOfClients', [ids]), read('transactionsOfClients', [ids])]);
  const byId = new Map();
  for (const client of page.nodes) {
    client.tradingAccounts = { nodes: [] };
    client.transactions = { nodes: [] };
    byId.set(client.id, client);
  }
  distribute(accounts, byId, 'tradingAccounts');
  distribute(transactions, byId, 'transactions');
  return { clients: page };
}

function distribute(rows, parents, field) {
  for (const row of rows) {
    parents.get(row.key)[field].nodes.push(row);
    row.key = undefined; // JSON.stringify leaves it out
  }
}

const toWithdrawal = (r) => ({
  ...{ id: r[0], reference: r[1], version: r[2], amount: r[3], currency: r[4], fee: r[5], provider: r[6], approvalsMissing: r[7], requestedAt: r[8] },
  client: r[9] && { id: r[9], reference: r[10], displayName: r[11], email: r[12], country: r[13], onboardingStatus: r[14], kycStatus: r[15], riskLevel: r[16] },
  tradingAccount: r[17] && { id: r[17], login: r[18], platform: r[19], server: r[20], currency: r[21], leverage: r[22], status: r[23], balance: r[24] },
});

async function answerWithdrawals({ after }) {
  const rows = await readArrays('withdrawals', parseCursor(after));
  return { transactions: pageOf(rows.map(toWithdrawal), 50, 'requestedAt') };
}

async function answerClient({ id }) {
  const [[row], wallets, restrictions] = await Promise.all([read('client', [id]), read('wallets', [id]), read('restrictions', [id])]);
  if (row === undefined) return { client: null };
  const { partner_id, partner_reference, partner_name, partner_status, staff_id, staff_name, staff_email, ...client } = row;
  client.wallets = wallets;
  client.restrictions = restrictions;
  client.partner = partner_id && { id: partner_id, reference: partner_reference, name: partner_name, status: partner_status };
  client.accountManager = staff_id && { id: staff_id, name: staff_name, email: staff_email };
  return { client };
}

async function answerSubtree({ id }) {
  const subtree = pageOf(await read('subtree', [id]), 100, 'level');
  if (subtree.nodes.length === 0) return { partner: null };
  const totals = await read('treeTotals', [id, subtree.nodes.map((partner) => partner.id)]);
  const byId = new Map(totals.map(({ id: partnerId, ...sums }) => [partnerId, sums]));
  for (const partner of subtree.nodes) partner.treeTotals = byId.get(partner.id);
  const { reference, name } = subtree.nodes[0];
  return { partner: { id, reference, name, subtree } };
}

async function answerCommissions({ id, from, to }) {
  const month = [id, from, to];
  const [[partner], rows, commissionSummary] = await Promise.all([read('partner', [id]), read('commissions', month), read('commissionSummary', month)]);
  if (partner === undefined) return { partner: null };
  return { partner: { ...partner, commissions: pageOf(rows, 50, 'accruedAt'), commissionSummary } };
}

const ANSWERS = {
  BenchClients: answerClients,
  BenchWithdrawals: answerWithdrawals,
  BenchClient: answerClient,
  BenchSubtree: answerSubtree,
  BenchCommissions: answerCommissions,
};

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
