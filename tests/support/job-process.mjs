// A worker in a process of its own, so that it can be killed: node job-process.mjs CONNECTION, both as JSON. Compiled code, as `npm start` runs it.
import pg from 'pg';
import { JobWorker } from '../../.build/runtime/job-worker.js';
import { createLog } from '../../.build/runtime/log.js';

const connection = JSON.parse(process.argv[2]);
const pool = new pg.Pool({ ...connection, max: 2 });
/** Notes that it began, then takes as long as it is told the first time. */
const run = async ({ firstTakesMs }, { attempt, request }) => {
  await pool.query('insert into job_run (job, attempt, pid) values ($1, $2, $3)', [request.requestId, attempt, process.pid]);
  if (attempt === 1) await new Promise((resolve) => setTimeout(resolve, firstTakesMs));
};
const jobs = [
  { name: 'probe.repeat', maxAttempts: 3, run },
  { name: 'probe.once', maxAttempts: 1, run },
];
const worker = new JobWorker({ jobs, connection, concurrency: 2, log: createLog({ level: 'info', format: 'json' }) });
process.once('SIGTERM', () => void worker.stop().then(() => process.exit(0)));
await worker.start();
console.log('ready');
