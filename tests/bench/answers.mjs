/** Collects the inputs of an operation, and holds the servers' answers against each other: what is not equal is not compared in speed. */
import { MAX_PAGES } from './operations.mjs';

export async function ask(target, body) {
  const response = await fetch(target.url, { method: 'POST', headers: { ...target.headers, 'content-type': 'application/json' }, body });
  const answer = await response.json();
  if (response.status !== 200 || answer.errors || !answer.data)
    throw new Error(`${target.name} answered ${response.status}: ${JSON.stringify(answer).slice(0, 800)}`);
  return answer.data;
}

const bodyFor = (operation, target, variables) => JSON.stringify({ operationName: operation.operationName, query: operation[target.dialect], variables });

/**
 * One request body per input and target, each input asked of every target once and found equal. Pages are walked: every server continues
 * with the cursor of its own answer before.
 */
export async function collectBodies(operation, targets, sql) {
  const bodies = new Map(targets.map((target) => [target.name, []]));
  const variablesOf = new Map();
  const inputs = operation.inputs ? (await sql(operation.inputs)).map((row) => row.variables) : null;
  if (inputs?.length === 0) throw new Error(`${operation.name}: the database holds nothing to ask for`);
  for (let index = 0; index < (inputs?.length ?? MAX_PAGES); index++) {
    const answers = [];
    for (const target of targets) {
      const body = bodyFor(operation, target, inputs?.[index] ?? variablesOf.get(target.name) ?? { after: null });
      bodies.get(target.name).push(body);
      answers.push({ target, data: await ask(target, body) });
    }
    requireEqual(operation, index, answers);
    if (inputs) continue;
    if (!operation.page(answers[0].data).hasNextPage) break;
    for (const { target, data } of answers) variablesOf.set(target.name, { after: operation.page(data).endCursor });
  }
  return bodies;
}

function requireEqual(operation, index, [first, ...others]) {
  const expected = normalise(first.data);
  for (const other of others) {
    const where = firstDifference(expected, normalise(other.data), 'data');
    if (where) throw new Error(`${operation.name}, input ${index}: ${first.target.name} and ${other.target.name} differ at ${where}`);
  }
}

const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$/;

/** Takes away what may differ: how an instant is written, and what is in a cursor. */
function normalise(value, key = '') {
  if (Array.isArray(value)) return value.map((item) => normalise(item));
  if (value !== null && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, normalise(item, name)]));
  if (typeof value !== 'string') return value;
  if (key === 'endCursor') return 'a cursor';
  return TIMESTAMP.test(value) ? new Date(value).toISOString() : value;
}

function firstDifference(a, b, path) {
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object')
    return a === b ? null : `${path}: ${JSON.stringify(a)} and ${JSON.stringify(b)}`;
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const difference = firstDifference(a[key] ?? null, b[key] ?? null, `${path}.${key}`);
    if (difference) return difference;
  }
  return null;
}
