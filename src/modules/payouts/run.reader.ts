import type { Actor } from '../../access/actor.js';
import { column, defineReader, one, textScope } from '../../database/reader.js';
import { idEquals, oneOfEnum, timeRange } from '../../database/reader.filters.js';
import { ownPartnerScopeOf, ownPartnerScopes } from './payout.scope.js';

const counted = (status: string) => ({ sql: `(select count(*)::int from commission_payout y where y.run_id = t.id and y.status = '${status}')` });

/** Runs are the broker's: a partner has its own payouts of them. */
export const payoutRunReader = defineReader({
  type: 'CommissionPayoutRun',
  table: 'commission_payout_run',
  columns: {
    id: column('id'),
    version: column('version'),
    reference: column('reference'),
    status: column('status'),
    note: column('note'),
    madeBy: column('made_by'),
    madeAt: column('made_at'),
    submittedBy: column('submitted_by'),
    submittedAt: column('submitted_at'),
    decidedBy: column('decided_by'),
    decidedAt: column('decided_at'),
    reason: column('reason'),
    endedAt: column('ended_at'),
    waiting: counted('WAITING'),
    paid: counted('PAID'),
    failed: counted('FAILED'),
    skipped: counted('SKIPPED'),
  },
  filters: { status: oneOfEnum('t.status'), madeAt: timeRange('t.made_at') },
  orders: { MADE_AT: { sql: 't.made_at', cast: 'timestamptz' } },
  defaultOrder: { field: 'MADE_AT', direction: 'DESC' },
  scopeOf: ({ clientId, partnerId }: Actor) => (clientId === null && partnerId === null ? null : 'none'),
  scopes: { none: textScope('false') },
});

export const payoutReader = defineReader({
  type: 'CommissionPayout',
  table: 'commission_payout',
  columns: {
    id: column('id'),
    currency: column('currency'),
    balance: { sql: 'trim_scale(t.balance)' },
    amount: { sql: 'trim_scale(t.amount)' },
    status: column('status'),
    reason: column('reason'),
    paidAt: column('paid_at'),
  },
  relations: {
    run: one('CommissionPayoutRun', 'run_id'),
    partner: one('Partner', 'partner_id'),
    client: one('Client', 'client_id'),
    transaction: one('Transaction', 'transaction_id'),
  },
  filters: { runId: idEquals('t.run_id'), partnerId: idEquals('t.partner_id'), status: oneOfEnum('t.status') },
  orders: { DRAFTED_AT: { sql: 't.drafted_at', cast: 'timestamptz' } },
  defaultOrder: { field: 'DRAFTED_AT', direction: 'DESC' },
  totals: { amount: 't.amount', currency: 't.currency' },
  scopeOf: ownPartnerScopeOf,
  scopes: ownPartnerScopes,
});
