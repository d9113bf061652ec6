/** Where the gateway's CPU goes: a sampling profile over the inspector, by module and by function, and PostgreSQL's own account of its statements. */

const SAMPLING_US = 200;

/** A connection to the inspector of a process that was started with `--inspect`. */
async function attach(inspectorPort) {
  const [{ webSocketDebuggerUrl }] = await (await fetch(`http://127.0.0.1:${inspectorPort}/json/list`)).json();
  const socket = new WebSocket(webSocketDebuggerUrl);
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = () => reject(new Error('The inspector does not answer'));
  });
  const waiting = new Map();
  socket.onmessage = ({ data }) => {
    const { id, result } = JSON.parse(data);
    waiting.get(id)?.(result);
    waiting.delete(id);
  };
  let last = 0;
  const call = (method, params = {}) => new Promise((resolve) => (waiting.set(++last, resolve), socket.send(JSON.stringify({ id: last, method, params }))));
  return { call, close: () => socket.close() };
}

/** Takes a CPU profile of what the process does while `work` runs. */
export async function profileWhile(inspectorPort, work) {
  const inspector = await attach(inspectorPort);
  await inspector.call('Profiler.enable');
  await inspector.call('Profiler.setSamplingInterval', { interval: SAMPLING_US });
  await inspector.call('Profiler.start');
  const result = await work();
  const { profile } = await inspector.call('Profiler.stop');
  inspector.close();
  return { profile, result };
}

const PACKAGE = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//;
/** Parts of Node that work for whoever calls them: their time is put down to the caller. */
const ERRANDS = /^node:(buffer|events|url|internal\/(buffer|util|validators|url|util\/.*))$/;
/** One driver in several packages. */
const FAMILIES = { 'pg-pool': 'pg', 'pg-protocol': 'pg', 'pg-types': 'pg', 'postgres-array': 'pg', 'postgres-bytea': 'pg' };

function moduleOf({ url, functionName, scriptId }) {
  if (functionName === '(garbage collector)') return 'garbage collector';
  if (functionName === '(program)') return 'outside of JavaScript (system calls, V8)';
  if (url === '') return scriptId === '0' ? null : 'compiled operation (graphql-jit)';
  if (ERRANDS.test(url)) return null;
  const inPackage = PACKAGE.exec(url);
  if (inPackage) return FAMILIES[inPackage[1]] ?? inPackage[1];
  if (url.startsWith('node:'))
    return `node: ${/http|_incoming|_outgoing/.test(url) ? 'http' : /net|stream|tcp|readable|writable|destroy/.test(url) ? 'net and streams' : /async|process|timers|task_queues/.test(url) ? 'event loop and async' : 'other'}`;
  return `ours: ${url.replace(/.*\/\.build\//, '').replace(/\.js$/, '')}`;
}

/** Self times. What V8 or an errand of Node does for a function (decoding, parsing, maps) is put down to the function that asked for it. */
function selfTimes({ nodes, samples, timeDeltas }) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node])));
  const modules = new Map();
  const functions = new Map();
  const add = (map, key, time) => map.set(key, (map.get(key) ?? 0) + time);
  samples.forEach((id, index) => {
    let node = byId.get(id);
    if (node.callFrame.functionName === '(idle)' || node.callFrame.functionName === '(root)') return;
    const leaf = node.callFrame;
    while (moduleOf(node.callFrame) === null && parents.has(node.id)) node = parents.get(node.id);
    const { functionName, url, lineNumber } = node.callFrame;
    const time = timeDeltas[index] / 1000;
    add(modules, moduleOf(node.callFrame) ?? 'other', time);
    const via = leaf === node.callFrame || leaf.functionName === '' ? '' : ` > ${leaf.functionName}`;
    add(
      functions,
      `${functionName || '(anonymous)'}${via}  ${url.replace(/.*\/(node_modules|\.build)\//, '')}${url && !url.startsWith('node:') ? `:${lineNumber + 1}` : ''}`,
      time,
    );
  });
  return { modules, functions };
}

/** Samples are taken by the clock, also while other processes have the core: only the shares are the profile's, the time is the CPU that was counted. */
const ranked = (map, cpuMs, most) => {
  const total = [...map.values()].reduce((sum, time) => sum + time, 0);
  return [...map]
    .sort(([, a], [, b]) => b - a)
    .slice(0, most)
    .map(([name, time]) => `  ${((cpuMs * time) / total).toFixed(3).padStart(8)} ms ${((100 * time) / total).toFixed(1).padStart(5)} %  ${name}`);
};

export function reportProfile(operation, profile, cpuMs) {
  const { modules, functions } = selfTimes(profile);
  return [
    `${operation.name}: ${cpuMs.toFixed(2)} ms of CPU per request while profiled, by module`,
    ...ranked(modules, cpuMs, 30),
    `${operation.name}: by function`,
    ...ranked(functions, cpuMs, 40),
  ].join('\n');
}

const STATEMENTS = `
  select calls, plans, total_plan_time, total_exec_time, rows, query from pg_stat_statements
  where dbid = (select oid from pg_database where datname = current_database()) and query not ilike '%pg_stat_statements%'
  order by total_exec_time + total_plan_time desc limit 15`;

export async function reportStatements(operation, sql, requests) {
  const rows = await sql(STATEMENTS);
  const line = (row) =>
    `  ${(row.calls / requests).toFixed(2).padStart(7)} ${(row.total_exec_time / requests).toFixed(3).padStart(9)} ${(row.total_plan_time / requests).toFixed(3).padStart(9)} ${(row.rows / requests).toFixed(1).padStart(8)}  ${row.query.replace(/\s+/g, ' ').slice(0, 140)}`;
  return [`${operation.name}: statements of PostgreSQL, per request`, '    calls   exec ms   plan ms     rows', ...rows.map(line)].join('\n');
}

export const resetStatements = (sql) => sql('select pg_stat_statements_reset()');
