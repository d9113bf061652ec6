import { ReadArgumentError } from '../../database/reader.engine.js';
import { column, defineReader, list, one, page, type ParentKey, type Relation } from '../../database/reader.js';
import { idEquals, oneOf, oneOfEnum, wordSearch } from '../../database/reader.filters.js';
import { ownPath, partnerScopeOf } from '../../database/row-scopes.js';
import type { Parameters } from '../../database/statement.js';
import { commissionSummary } from './commission-summary.reader.js';
import { treeTotals } from './tree-totals.reader.js';

const PATH: ParentKey = { sql: 't.path', cast: 'ltree' };

/** No tree is deeper, and no arithmetic on levels overflows. */
const MAX_DEPTH = 100;

function depthOf(value: unknown): number {
  const depth = (value ?? MAX_DEPTH) as number;
  if (depth < 0 || depth > MAX_DEPTH) throw new ReadArgumentError(`maxDepth must be from 0 to ${MAX_DEPTH}, not ${depth}.`);
  return depth;
}

/** The partner and everyone below. Breadth first is level by level, which is also the order that its cursors hold. */
const subtree: Relation = {
  kind: 'page',
  type: 'Partner',
  key: PATH,
  link: (path, parameters) => `t.path <@ ${path} and t.level <= nlevel(${path}) + ${parameters.add((b) => depthOf(b.args['maxDepth']), 'int')}`,
  order: { field: 'LEVEL', direction: 'ASC' },
};

/** Every prefix of a path is an ancestor's: looking them up one by one costs an eighth of asking the GiST index which paths contain this one. */
const ancestors: Relation = {
  kind: 'list',
  type: 'Partner',
  key: PATH,
  link: (path) => `t.path = any(array(select subpath(${path}, 0, n) from generate_series(1, nlevel(${path}) - 1) n))`,
  order: 't.level',
};

export const partnerReader = defineReader({
  type: 'Partner',
  table: 'partner',
  columns: {
    id: column('id'),
    version: column('version'),
    reference: column('reference'),
    name: column('name'),
    email: column('email'),
    country: column('country'),
    status: column('status'),
    referralCode: column('referral_code'),
    level: column('level'),
    createdAt: column('created_at'),
  },
  relations: {
    parent: one('Partner', 'parent_id'),
    ancestors,
    children: page('Partner', 'parent_id'),
    subtree,
    treeTotals,
    clients: page('Client', 'partner_id'),
    plan: one('CommissionPlan', 'plan_id'),
    multipliers: list('PartnerMultiplier', 'partner_id', 't.valid_from'),
    commissions: page('Commission', 'partner_id'),
    commissionSummary,
    referralLinks: page('ReferralLink', 'partner_id'),
    transactions: page('Transaction', 'partner_id'),
    wallets: list('Wallet', 'partner_id', 't.currency', `t.kind = 'PARTNER_WALLET'`),
  },
  filters: {
    status: oneOfEnum('t.status'),
    country: oneOf('t.country', 'bpchar'),
    parentId: idEquals('t.parent_id'),
    search: wordSearch('t.search_text'),
  },
  orders: {
    CREATED_AT: { sql: 't.created_at', cast: 'timestamptz', inEnumIndexes: true },
    LEVEL: { sql: 't.level', cast: 'smallint' },
  },
  lookups: { id: { sql: 't.id', cast: 'uuid' }, reference: { sql: 't.reference', cast: 'text' } },
  scopeOf: partnerScopeOf,
  scopes: {
    none: () => 'false',
    subtree: (parameters: Parameters) => `t.path <@ ${ownPath(parameters)}`,
  },
});
