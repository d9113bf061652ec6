import { isId } from '../../database/ids.js';
import { column, defineReader, list, one } from '../../database/reader.js';
import { decimalRange, escapeLike, type Filter, idEquals, oneOf, oneOfEnum, timeRange } from '../../database/reader.filters.js';
import { moneyOwner, moneyScopeOf, moneyScopes } from '../ledger/index.js';

/** A transfer has a trading account on either side, each with an index of its own. */
const eitherAccount: Filter = {
  shape: (value: string) => (isId(value) ? 'id' : 'none'),
  where: (parameters, shape, at) => {
    if (shape === 'none') return 'false';
    const id = parameters.add(
      at((value: string) => value),
      'uuid',
    );
    return `(t.trading_account_id = ${id} or t.counter_account_id = ${id})`;
  },
};

/** Our references are upper case; a provider's are as the provider writes them. */
const eitherReference: Filter = {
  shape: () => '',
  where: (parameters, _shape, at) => {
    const own = parameters.add(
      at((term: string) => `${escapeLike(term.trim().toUpperCase())}%`),
      'text',
    );
    const provider = parameters.add(
      at((term: string) => `${escapeLike(term.trim())}%`),
      'text',
    );
    return `(t.reference like ${own} or t.provider_reference like ${provider})`;
  },
};

export const transactionReader = defineReader({
  type: 'Transaction',
  table: 'transaction',
  columns: {
    id: column('id'),
    version: column('version'),
    reference: column('reference'),
    type: column('type'),
    status: column('status'),
    amount: column('amount'),
    currency: column('currency'),
    // with as many decimals as the amount
    fee: { sql: 'round(t.fee, greatest(scale(t.fee), scale(t.amount)))' },
    processedAmount: column('processed_amount'),
    provider: column('provider'),
    providerReference: column('provider_reference'),
    reason: column('reason'),
    requestedBy: column('requested_by'),
    approvalsNeeded: column('approvals_needed'),
    approvalsMissing: column('approvals_missing'),
    approvalDepartments: column('approval_departments'),
    counterAmount: column('counter_amount'),
    counterCurrency: column('counter_currency'),
    exchangeRate: column('exchange_rate'),
    exchangeRateSource: column('exchange_rate_source'),
    destination: column('destination_label'),
    expiresAt: column('expires_at'),
    requestedAt: column('requested_at'),
    settledAt: column('settled_at'),
  },
  relations: {
    client: one('Client', 'client_id'),
    partner: one('Partner', 'partner_id'),
    tradingAccount: one('TradingAccount', 'trading_account_id'),
    counterAccount: one('TradingAccount', 'counter_account_id'),
    relatedTransaction: one('Transaction', 'related_id'),
    approvals: list('Approval', 'transaction_id', 't.at, t.id'),
    payouts: list('Payout', 'transaction_id', 't.number'),
    journal: list('JournalEntry', 'transaction_id', 't.posted_at, t.id'),
  },
  filters: {
    type: oneOfEnum('t.type'),
    status: oneOfEnum('t.status'),
    clientId: idEquals('t.client_id'),
    partnerId: idEquals('t.partner_id'),
    owner: moneyOwner,
    tradingAccountId: eitherAccount,
    currency: oneOf('t.currency'),
    provider: oneOf('t.provider'),
    amount: decimalRange('t.amount'),
    requestedAt: timeRange('t.requested_at'),
    settledAt: timeRange('t.settled_at'),
    search: eitherReference,
  },
  orders: {
    REQUESTED_AT: { sql: 't.requested_at', cast: 'timestamptz', inEnumIndexes: true },
    // as the index has it
    SETTLED_AT: { sql: `coalesce(t.settled_at, '-infinity'::timestamptz)`, cast: 'timestamptz' },
    AMOUNT: { sql: 't.amount', cast: 'numeric' },
  },
  defaultOrder: { field: 'REQUESTED_AT', direction: 'DESC' },
  lookups: { id: { sql: 't.id', cast: 'uuid' }, reference: { sql: 't.reference', cast: 'text' } },
  totals: { amount: 't.amount', currency: 't.currency' },
  scopeOf: moneyScopeOf,
  scopes: moneyScopes,
});

/** Who of the staff decided what, and in which words, is not for clients and partners to read. */
export const approvalReader = defineReader({
  type: 'Approval',
  table: 'approval',
  columns: { id: column('id'), decision: column('decision'), comment: column('comment'), at: column('at') },
  relations: { by: one('StaffMember', 'staff_id') },
  scopeOf: (actor) => (actor.clientId !== null || actor.partnerId !== null ? 'outside' : null),
  scopes: { outside: () => 'false' },
});
