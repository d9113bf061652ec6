// An engine in a process of its own, so that it can be killed: node accrual-process.mjs CONNECTION, as JSON. Compiled code, as `npm start` runs it.
import pg from 'pg';
import { AccrualEngine } from '../../.build/modules/commissions/index.js';

const pool = new pg.Pool({ ...JSON.parse(process.argv[2]), max: 2 });
console.log('ready');
await new AccrualEngine(pool).catchUp();
console.log('done');
await pool.end();
