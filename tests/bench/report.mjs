/** Figures to lines: medians, spreads, and whether what is wanted was met. */

/** What the gateway's total CPU may be, as a share of the peer's. */
export const WANTED = { postgraphile: 0.7, floor: 1.6 };

export function quantile(values, q) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * q;
  const low = Math.floor(at);
  return sorted[low] + (sorted[Math.min(low + 1, sorted.length - 1)] - sorted[low]) * (at - low);
}

const median = (values) => quantile(values, 0.5);
const cell = (text, width) => String(text).padStart(width);
const ms = (value) => cell(value.toFixed(2), 9);

function costLine(name, turns) {
  const of = (part) => median(turns.map((turn) => turn[part]));
  const times = turns.flatMap((turn) => turn.times);
  const perSecond = median(turns.map((turn) => (turn.requests / turn.wallMs) * 1000));
  return `  ${name.padEnd(14)}${ms(of('server'))}${ms(of('postgres'))}${ms(of('total'))}   ${ms(median(times))}${ms(quantile(times, 0.95))}${cell(perSecond.toFixed(0), 9)}${cell(
    turns.reduce((sum, turn) => sum + turn.requests, 0),
    10,
  )}`;
}

/** Ratios are taken within a round, where both saw the same machine. */
function ratios(turns, peer, part = 'total') {
  const ours = turns.get('gateway');
  return turns.get(peer).map((turn, round) => ours[round][part] / turn[part]);
}

function ratioLine(turns, peer, wanted) {
  const values = ratios(turns, peer);
  const middle = median(values);
  const verdict = middle <= wanted ? 'met' : 'MISSED';
  const walls = median(turns.get(peer).map((turn, round) => median(turns.get('gateway')[round].times) / median(turn.times)));
  return `  gateway / ${peer.padEnd(14)}${cell(middle.toFixed(2), 6)}  (${quantile(values, 0.1).toFixed(2)} .. ${quantile(values, 0.9).toFixed(2)})   wanted: at most ${wanted.toFixed(1)}   ${verdict.padEnd(8)} wall ${walls.toFixed(2)}`;
}

const HEADER = `  ${''.padEnd(14)}${['node ms', 'pg ms', 'total ms'].map((title) => cell(title, 9)).join('')}   ${['wall p50', 'wall p95', 'per s', 'requests'].map((title, index) => cell(title, index === 3 ? 10 : 9)).join('')}`;

export function reportOperation(operation, turns) {
  const lines = [`${operation.name}: ${operation.title}`, HEADER];
  for (const [name, list] of turns) lines.push(costLine(name, list));
  if (turns.has('gateway'))
    for (const peer of Object.keys(WANTED)) if (turns.has(peer)) lines.push(ratioLine(turns, peer, operation.wanted?.[peer] ?? WANTED[peer]));
  return `${lines.join('\n')}\n`;
}

/** What a page far down its list may cost, as a share of the first one. */
const WANTED_OF_DEPTH = 1.5;

/** What a page after so many rows costs, beside the first page. */
export function depthLine(depth, first, deep) {
  const values = deep.map((turn, round) => turn.total / first[round].total);
  const middle = median(values);
  const of = (turns) => median(turns.map((turn) => turn.total)).toFixed(2);
  return `depth: the first page ${of(first)} ms, a page after ${depth} rows ${of(deep)} ms: ${middle.toFixed(2)} (${quantile(values, 0.1).toFixed(2)} .. ${quantile(values, 0.9).toFixed(2)}) of the first   wanted: at most ${WANTED_OF_DEPTH}   ${middle <= WANTED_OF_DEPTH ? 'met' : 'MISSED'}`;
}

/** What an operation may cost when there is ten times as much behind it, as a share of what it cost before. */
const WANTED_OF_GROWTH = 1.5;

export function growthLine({ name }, few, many) {
  const [before, after] = [few, many].map((turns) => median(turns.get('gateway').map((turn) => turn.total)));
  return `${name}: ${before.toFixed(2)} ms, with ten times the deals ${after.toFixed(2)} ms: ${(after / before).toFixed(2)}   wanted: at most ${WANTED_OF_GROWTH}   ${after / before <= WANTED_OF_GROWTH ? 'met' : 'MISSED'}`;
}

/** What a transfer may cost, as a multiple of the floor's CPU; and what is left of the rate when all go through one account. */
const WANTED_OF_TRANSFERS = { cpu: 3, hot: 1 / 3 };

/** Transfers: `gateway spread`, `gateway hot`, `floor spread` and `floor hot`, a turn a round each. */
export function transfersReport(turns) {
  const of = (name, part) => median(turns[name].map((turn) => turn[part]));
  const times = (name) => turns[name].flatMap((turn) => turn.times);
  const lines = ['transfers: one transfer between two accounts of a client', HEADER.replace('requests', '').trimEnd()];
  for (const name of Object.keys(turns).sort())
    lines.push(
      `  ${name.padEnd(14)}${ms(of(name, 'server'))}${ms(of(name, 'postgres'))}${ms(of(name, 'total'))}   ${ms(median(times(name)))}${ms(quantile(times(name), 0.95))}${cell(of(name, 'perSecond').toFixed(0), 9)}`,
    );
  for (const place of ['spread', 'hot']) {
    const values = turns[`gateway ${place}`].map((turn, round) => turn.total / turns[`floor ${place}`][round].total);
    lines.push(
      `  CPU, gateway / floor, ${place.padEnd(6)} ${cell(median(values).toFixed(2), 6)}  (${quantile(values, 0.1).toFixed(2)} .. ${quantile(values, 0.9).toFixed(2)})   wanted: at most ${WANTED_OF_TRANSFERS.cpu}   ${median(values) <= WANTED_OF_TRANSFERS.cpu ? 'met' : 'MISSED'}`,
    );
  }
  const kept = turns['gateway hot'].map((turn, round) => turn.perSecond / turns['gateway spread'][round].perSecond);
  lines.push(
    `  rate, hot / spread             ${cell(median(kept).toFixed(2), 6)}  (${quantile(kept, 0.1).toFixed(2)} .. ${quantile(kept, 0.9).toFixed(2)})   wanted: at least ${WANTED_OF_TRANSFERS.hot.toFixed(2)}   ${median(kept) >= WANTED_OF_TRANSFERS.hot ? 'met' : 'MISSED'}`,
  );
  return `${lines.join('\n')}\n`;
}

/** The table of the whole run: CPU per request, node and PostgreSQL together, and its ratios. */
export function reportSummary(results) {
  const lines = ['| operation | gateway ms | of PostGraphile (p10..p90) | of the floor (p10..p90) |', '|---|--:|--:|--:|'];
  for (const { operation, turns } of results) {
    const shares = Object.keys(WANTED).map((peer) => {
      const values = ratios(turns, peer);
      return `${median(values).toFixed(2)} (${quantile(values, 0.1).toFixed(2)}..${quantile(values, 0.9).toFixed(2)}) ${median(values) <= WANTED[peer] ? 'met' : 'MISSED'}`;
    });
    lines.push(`| ${operation.name} | ${median(turns.get('gateway').map((turn) => turn.total)).toFixed(2)} | ${shares.join(' | ')} |`);
  }
  return lines.join('\n');
}
