import { BadAmount, fromMinorUnits } from '../amounts.js';
import { type Json, type JsonObject, objectOf, textOf } from '../exact-json.js';
import { type PaymentEvent, type PaymentFacts, type PaymentState, ProviderUnreachable, WebhookRefused } from '../port.js';
import { orderIdOf, timeOf } from '../vendor.values.js';

/** An object of the vendor's that says neither yes nor no. */
class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

const isUnreadable = (error: unknown): error is Error => error instanceof BadAmount || error instanceof Unreadable;

/** The vendor writes currencies in small letters. */
const currencyOf = (object: JsonObject): string => (textOf(object.currency) ?? '').toUpperCase();

const unixNow = (): string => String(Math.floor(Date.now() / 1000));

function happenedAt(...objects: readonly (JsonObject | null)[]): string {
  for (const object of objects) {
    const at = timeOf(textOf(object?.created));
    if (at !== null) return at;
  }
  return timeOf(unixNow())!;
}

const metadataOrder = (object: JsonObject): string | null => orderIdOf(textOf(objectOf(object.metadata)?.order_id));

/** What a charge costs us, as far as it is told and in the currency of the payment. */
function feeOf(charge: JsonObject | null, currency: string): string | null {
  const balance = objectOf(charge?.balance_transaction);
  const fee = textOf(balance?.fee);
  return balance === null || fee === null || currencyOf(balance) !== currency ? null : fromMinorUnits(fee, currency);
}

function sessionState(session: JsonObject, charge: JsonObject | null): PaymentState {
  if (charge?.disputed === true) return 'CHARGED_BACK';
  if (charge !== null && (textOf(charge.amount_refunded) ?? '0') !== '0') return 'REVERSED';
  if (session.payment_status === 'paid') return 'SETTLED';
  if (session.status === 'expired') return 'EXPIRED';
  return session.status === 'complete' && objectOf(session.last_payment_error) !== null ? 'DECLINED' : 'PENDING';
}

function processedMinor(session: JsonObject, charge: JsonObject | null, state: PaymentState): string | null {
  if (state === 'REVERSED') return textOf(charge?.amount_refunded);
  return state === 'SETTLED' || state === 'CHARGED_BACK' ? textOf(session.amount_total) : null;
}

/** A checkout session is a deposit; its charge, where the answer holds it, tells what became of the money afterwards. */
export function factsOfSession(session: JsonObject): PaymentFacts {
  const intent = objectOf(session.payment_intent);
  const charge = objectOf(intent?.latest_charge);
  const state = sessionState(session, charge);
  const currency = currencyOf(session);
  const minor = processedMinor(session, charge, state);
  return {
    direction: 'DEPOSIT',
    state,
    orderId: orderIdOf(textOf(session.client_reference_id)) ?? metadataOrder(session),
    providerReference: textOf(intent?.id) ?? textOf(session.payment_intent) ?? textOf(session.id),
    processedAmount: minor === null ? null : fromMinorUnits(minor, currency),
    currency,
    fee: feeOf(charge, currency),
    reason: textOf(objectOf(session.last_payment_error)?.message),
    at: happenedAt(charge, session),
  };
}

const PAYOUT_STATES: Readonly<Record<string, PaymentState>> = {
  pending: 'PENDING',
  in_transit: 'PENDING',
  paid: 'SETTLED',
  failed: 'DECLINED',
  canceled: 'CANCELLED',
  returned: 'RETURNED',
};

export function factsOfPayout(payout: JsonObject): PaymentFacts {
  const status = textOf(payout.status) ?? '';
  const state = Object.hasOwn(PAYOUT_STATES, status) ? PAYOUT_STATES[status]! : null;
  if (state === null) throw new Unreadable(`A payout has the state ${JSON.stringify(status.slice(0, 40))}, which is none.`);
  const currency = currencyOf(payout);
  const minor = state === 'SETTLED' || state === 'RETURNED' ? textOf(payout.amount) : null;
  return {
    direction: 'PAYOUT',
    state,
    orderId: metadataOrder(payout),
    providerReference: textOf(payout.id),
    processedAmount: minor === null ? null : fromMinorUnits(minor, currency),
    currency,
    fee: null,
    reason: textOf(payout.failure_message) ?? textOf(payout.failure_code),
    at: happenedAt(payout),
  };
}

/** What takes a deposit back, wholly or in part: a charge that was refunded, a dispute that was opened. */
function factsOfTakenBack(object: JsonObject, state: 'REVERSED' | 'CHARGED_BACK', minor: string | null): PaymentFacts {
  const currency = currencyOf(object);
  return {
    direction: 'DEPOSIT',
    state,
    orderId: metadataOrder(object),
    providerReference: textOf(object.payment_intent) ?? textOf(object.charge),
    processedAmount: minor === null ? null : fromMinorUnits(minor, currency),
    currency,
    fee: null,
    reason: textOf(object.reason),
    at: happenedAt(object),
  };
}

const ofCharge = (charge: JsonObject): PaymentFacts => factsOfTakenBack(charge, 'REVERSED', textOf(charge.amount_refunded));
const ofDispute = (dispute: JsonObject): PaymentFacts => factsOfTakenBack(dispute, 'CHARGED_BACK', textOf(dispute.amount));

/** The types that say something about a payment; the vendor has hundreds of others, and more each year. */
const READERS: Readonly<Record<string, (object: JsonObject) => PaymentFacts>> = {
  'checkout.session.completed': factsOfSession,
  'checkout.session.async_payment_succeeded': factsOfSession,
  'checkout.session.async_payment_failed': factsOfSession,
  'checkout.session.expired': factsOfSession,
  'charge.refunded': ofCharge,
  'charge.dispute.created': ofDispute,
  'payout.paid': factsOfPayout,
  'payout.failed': factsOfPayout,
  'payout.canceled': factsOfPayout,
  'payout.returned': factsOfPayout,
};

/** An event whose signature holds. None: it says nothing about a payment. Throws `WebhookRefused` when it does not read like an event. */
export function readCardEvent(event: JsonObject): readonly PaymentEvent[] {
  const vendorType = textOf(event.type);
  const eventId = textOf(event.id);
  const object = objectOf(objectOf(event.data)?.object);
  if (vendorType === null || eventId === null) throw new WebhookRefused('The event has no id or no type.');
  if (!Object.hasOwn(READERS, vendorType)) return [];
  if (object === null) throw new WebhookRefused('The event has no object.');
  try {
    const facts = READERS[vendorType]!(object);
    return [{ ...facts, at: timeOf(textOf(event.created)) ?? facts.at, eventId, vendorType }];
  } catch (error) {
    if (isUnreadable(error)) throw new WebhookRefused(error.message, { cause: error });
    throw error;
  }
}

/** Facts out of an answer; what cannot be read there is no answer. */
export function readAnswered(read: (object: JsonObject) => PaymentFacts, json: Json | undefined): PaymentFacts {
  const object = objectOf(json);
  if (object === null || textOf(object.id) === null) throw new ProviderUnreachable('It answered with something that is no payment.');
  try {
    return read(object);
  } catch (error) {
    if (isUnreadable(error)) throw new ProviderUnreachable(error.message, { cause: error });
    throw error;
  }
}
