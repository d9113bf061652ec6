/**
 * The floor of a transfer: the same rows in the same tables with the same triggers, by one call of one SQL function over pg. It asks nobody
 * who they are, checks no restriction and no limit, keeps no key and writes no audit entry.
 */
import { randomInt, randomUUID } from 'node:crypto';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env.BENCH_DATABASE_URL, max: Number(process.env.BENCH_POOL_SIZE), application_name: 'bench-floor' });

const CALL = { name: 'transfer', text: 'select bench_transfer($1, $2, $3, $4, $5, $6, $7, $8)' };

async function run({ routes, requests, seconds, concurrency }) {
  const times = [];
  const start = performance.now();
  const end = start + seconds * 1000;
  let next = 0;
  const worker = async () => {
    while (next < requests && performance.now() < end) {
      const { client, from, to } = routes[next++ % routes.length];
      const sent = performance.now();
      const amount = `0.${String(randomInt(1, 100)).padStart(2, '0')}`;
      await pool.query({ ...CALL, values: [randomUUID(), randomUUID(), client, from.trading, to.trading, from.ledger, to.ledger, amount] });
      times.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return { requests: times.length, wallMs: performance.now() - start, times };
}

process.on('message', (job) => {
  run(job).then(
    (result) => process.send({ result }),
    (error) => process.send({ error: error.message }),
  );
});
process.on('disconnect', () => process.exit(0));
process.send({ ready: null });
