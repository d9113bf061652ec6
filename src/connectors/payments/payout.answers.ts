import { type PaymentFacts, type PayoutAnswer, ProviderUnreachable } from './port.js';

/** How a payout that the provider tells about stands, as the answer to having sent it. */
export function answerOf({ state, providerReference, processedAmount, reason }: PaymentFacts): PayoutAnswer {
  if (state === 'DECLINED' || state === 'CANCELLED' || state === 'EXPIRED')
    return { outcome: 'DECLINED', reason: reason ?? `It says ${state}.`, providerReference };
  if (providerReference === null) return { outcome: 'UNKNOWN', reason: 'It gives the payout no reference.' };
  // returned, reversed: it was taken, and the look-up tells the rest
  return { outcome: state === 'SETTLED' ? 'SETTLED' : 'ACCEPTED', providerReference, processedAmount };
}

/** Of a payout that may or may not have been made. What is no matter of the provider goes on as the fault that it is. */
export function unknown(error: unknown): PayoutAnswer {
  if (error instanceof ProviderUnreachable) return { outcome: 'UNKNOWN', reason: error.message };
  throw error;
}
