/**
 * The load: its own process, so that what it costs is on nobody's account. A parent sends a job, it answers with what it saw. Every
 * answer must be a 200 without errors; the first that is not ends the job.
 */
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';

const KEY = '{{key}}';

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

function post(target, body) {
  return new Promise((resolve, reject) => {
    const outgoing = request(target.url, {
      method: 'POST',
      agent,
      headers: { ...target.headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
    });
    outgoing.on('error', reject);
    outgoing.on('response', (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode, answer: Buffer.concat(chunks) }));
    });
    outgoing.end(body);
  });
}

/** What may be sent once only carries a key of its own each time. */
const withKey = (body) => (body.includes(KEY) ? body.replace(KEY, randomUUID()) : body);

async function run({ target, bodies, requests, seconds, concurrency }) {
  const times = [];
  const start = performance.now();
  const end = start + seconds * 1000;
  let next = 0;
  const worker = async () => {
    while (next < requests && performance.now() < end) {
      const body = withKey(bodies[next++ % bodies.length]);
      const sent = performance.now();
      const { status, answer } = await post(target, body);
      times.push(performance.now() - sent);
      if (status !== 200 || answer.includes('"errors":[') || answer.includes('"userErrors":[{'))
        throw new Error(`${target.url} answered ${status}: ${answer.toString().slice(0, 500)}`);
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
