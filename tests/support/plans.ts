import type { TestGateway } from './gateway.js';
import type { Sent } from './pages.js';

/** A step of a plan as PostgreSQL tells it after it ran. */
export interface PlanNode {
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
  readonly Plans?: readonly PlanNode[];
}

const literal = (value: unknown): string => (Array.isArray(value) ? `'{${value.join(',')}}'` : `'${String(value)}'`);

/** What PostgreSQL did for a statement, once it has settled on a plan for one that is kept. */
export async function settledPlan(gateway: TestGateway, { name, text, values }: Sent): Promise<PlanNode> {
  const client = await gateway.database.pool.connect();
  try {
    const execute = `execute page${values.length === 0 ? '' : `(${values.map(literal).join(', ')})`}`;
    await client.query(`prepare page as ${text}`);
    if (name === undefined) await client.query('set plan_cache_mode = force_custom_plan');
    else for (let times = 0; times < 10; times += 1) await client.query(execute);
    const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(`explain (analyze, buffers, format json) ${execute}`);
    return (rows[0] as { 'QUERY PLAN': [{ Plan: PlanNode }] })['QUERY PLAN'][0].Plan;
  } finally {
    // the connection has what no other has
    client.release(true);
  }
}

/** How many rows were looked at. */
export const rowsOf = (node: PlanNode): number =>
  node.Plans === undefined
    ? node['Actual Loops'] * (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0))
    : node.Plans.reduce((sum, below) => sum + rowsOf(below), 0);

/** How many blocks of 8 kB were looked at, in memory or not. */
export const blocksOf = (node: PlanNode): number => node['Shared Hit Blocks'] + node['Shared Read Blocks'];
