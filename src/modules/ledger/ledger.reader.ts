import type { Actor } from '../../access/actor.js';
import { amountIn } from '../../database/amounts.js';
import { column, defineReader, list } from '../../database/reader.js';
import type { Filter } from '../../database/reader.filters.js';
import { clientScopes } from '../../database/row-scopes.js';
import type { Parameters } from '../../database/statement.js';

/**
 * Whose money there is for whom. A partner has its own wallets and transactions only: that it introduced a client does not show it the
 * client's money. Staff who see the clients that they manage see those clients' money.
 */
export const moneyScopeOf = (actor: Actor): 'client' | 'partner' | 'managed' | null =>
  actor.clientId !== null ? 'client' : actor.partnerId !== null ? 'partner' : actor.permissions.has('clients:all') ? null : 'managed';

export const moneyScopes = {
  client: clientScopes.client,
  partner: (parameters: Parameters) => `t.partner_id = ${parameters.add((binding) => binding.actor.partnerId, 'uuid')} and t.client_id is null`,
  managed: clientScopes.managed,
};

/** Clients' money or partners'. By one word, so that the indexes over partners' rows fit it. */
export const moneyOwner: Filter = {
  inText: true,
  shape: (owner: string) => owner,
  where: (_parameters, shape) => (shape === 'PARTNER' ? 't.partner_id is not null' : 't.client_id is not null'),
};

export const walletReader = defineReader({
  type: 'Wallet',
  table: 'ledger_account',
  columns: {
    id: column('id'),
    currency: column('currency'),
    balance: { sql: amountIn('t.balance') },
    held: { sql: amountIn('t.held') },
    available: { sql: amountIn('(t.balance - t.held)') },
  },
  scopeOf: moneyScopeOf,
  scopes: moneyScopes,
});

/** Entries and lines are reached through a transaction, whose scope holds for them. */
export const journalEntryReader = defineReader({
  type: 'JournalEntry',
  table: 'journal_entry',
  columns: { id: column('id'), description: column('description'), postedAt: column('posted_at') },
  relations: { lines: list('JournalLine', 'entry_id', 't.number') },
});

export const journalLineReader = defineReader({
  type: 'JournalLine',
  table: 'journal_line',
  columns: {
    account: { sql: '(select a.code from ledger_account a where a.id = t.account_id)' },
    currency: column('currency'),
    amount: column('amount'),
  },
});
