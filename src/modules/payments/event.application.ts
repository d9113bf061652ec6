import type { Unit } from '../../database/unit.js';
import { Decimal } from '../../runtime/decimal.js';
import { lockTransaction, type TransactionRecord } from '../transactions/index.js';
import { applyDepositNews } from './deposit.booking.js';
import type { EventRecord } from './inbox.record.js';
import { applyPayoutNews, type Applied } from './payout.booking.js';
import { newsOfFacts } from './payout.jobs.js';

/** What an event is about: a deposit, or a payment of a withdrawal. */
export interface EventTarget {
  readonly transactionId: string;
  readonly payoutId: string | null;
}

export const decimal = (text: string | null): Decimal | null => (text === null ? null : new Decimal(text));

/** Books what an event says of a transaction that is locked. The same twice changes nothing. */
export async function applyEvent(unit: Unit, transaction: TransactionRecord, { payoutId }: EventTarget, event: EventRecord): Promise<Applied> {
  if (payoutId !== null) {
    const news = newsOfFacts({ ...event, at: event.happenedAt });
    return news === null ? 'NOTHING_NEW' : applyPayoutNews(unit, transaction, payoutId, news);
  }
  if (event.state === 'RETURNED') return 'NOTHING_NEW';
  const early = isUndoing(event) && event.source === 'LOOK_UP';
  const news = {
    ...{ state: event.state, providerReference: event.providerReference, processedAmount: decimal(event.processedAmount), currency: event.currency },
    ...{ fee: decimal(event.fee), reason: event.reason, eventId: event.id },
  };
  const applied = await applyDepositNews(unit, transaction, news);
  if (applied !== 'TOO_EARLY' || !early) return applied;
  // asked, the provider says how it ended: that it was settled in between goes without saying
  await applyDepositNews(unit, transaction, { ...news, state: 'SETTLED', fee: null });
  return applyDepositNews(unit, (await lockTransaction(unit, transaction.id)) ?? transaction, news);
}

const isUndoing = ({ state }: EventRecord): boolean => state === 'REVERSED' || state === 'CHARGED_BACK';
