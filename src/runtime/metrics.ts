import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export interface PoolCounts {
  readonly totalCount: number;
  readonly idleCount: number;
  readonly waitingCount: number;
}

/** Callers choose the names of their operations, and every name is a series of its own: beyond so many they share one. */
const MAX_OPERATIONS = 200;
const OPERATION_NAME = /^[A-Za-z_]\w{0,63}$/;

/** What /metrics shows. One an application, so that tests with several do not share counts. */
export class Metrics {
  readonly registry = new Registry();
  private readonly operations = new Set<string>();
  private readonly duration: Histogram<'operation' | 'outcome'>;
  private readonly cost: Counter<'operation'>;

  constructor() {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry });
    this.duration = new Histogram({
      name: 'graphql_operation_duration_seconds',
      help: 'Time from parsing an operation to its answer',
      labelNames: ['operation', 'outcome'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    });
    this.cost = new Counter({
      name: 'graphql_operation_cost_total',
      help: 'Cost of the operations that were let through',
      labelNames: ['operation'],
      registers,
    });
  }

  observeOperation(name: string | null | undefined, outcome: 'ok' | 'error' | 'refused', seconds: number, cost = 0): void {
    const operation = this.label(name);
    this.duration.observe({ operation, outcome }, seconds);
    if (cost > 0) this.cost.inc({ operation }, cost);
  }

  /** A gauge that is read when the page is asked for; no number when reading it fails. */
  watch(name: string, help: string, read: () => number | Promise<number>): void {
    const gauge: Gauge = new Gauge({
      name,
      help,
      registers: [this.registry],
      collect: async () => {
        gauge.set(
          await Promise.resolve()
            .then(read)
            .catch(() => Number.NaN),
        );
      },
    });
  }

  watchPool(pool: PoolCounts): void {
    this.watch('database_pool_connections', 'Connections that the pool holds', () => pool.totalCount);
    this.watch('database_pool_idle_connections', 'Connections of the pool that nobody uses', () => pool.idleCount);
    this.watch('database_pool_waiting_requests', 'Requests that wait for a connection', () => pool.waitingCount);
  }

  watchUnsealedAudit(seconds: () => Promise<number>): void {
    this.watch('audit_unsealed_seconds', 'How long the oldest audit entry that the chain does not cover yet has been waiting', seconds);
  }

  private label(name: string | null | undefined): string {
    if (!name) return 'anonymous';
    if (this.operations.has(name)) return name;
    if (this.operations.size >= MAX_OPERATIONS || !OPERATION_NAME.test(name)) return 'other';
    this.operations.add(name);
    return name;
  }
}
