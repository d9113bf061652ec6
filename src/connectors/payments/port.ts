import type { IncomingHttpHeaders } from 'node:http';

/**
 * What the gateway needs of a payment provider. A connector speaks the vendor's protocol and nothing else: it knows neither clients nor
 * ledgers, keeps no state, and never retries by itself. Amounts are decimal strings in major units ("12.34"); the vendor's minor units
 * stay inside the connector.
 */
export interface PaymentProvider {
  readonly kind: ProviderKind;
  readonly supports: ProviderSupport;
  /** Asks for a place where the client pays. Safe to repeat with the same `orderId`. Throws `ProviderRefusal` or `ProviderUnreachable`. */
  openSession(order: DepositOrder): Promise<OpenedSession>;
  /**
   * Sends money out. Never throws for what the provider or the network does: whatever is not a clear yes or no is `UNKNOWN`, which is
   * looked up later and never sent again.
   */
  payOut(order: PayoutOrder): Promise<PayoutAnswer>;
  /** How the provider sees an order of ours; null: it has never heard of it. Throws `ProviderUnreachable` when there is no answer. */
  lookUp(question: LookUp): Promise<PaymentFacts | null>;
  /** Verifies the signature over the raw body and reads what it says. Throws `WebhookRefused` (answered 400) when it does not hold. */
  readWebhook(webhook: IncomingWebhook): readonly PaymentEvent[];
  /** What the provider wants to hear when a webhook was taken, or refused. */
  answerWebhook(taken: boolean): WebhookAnswer;
  /** Reads a statement as the bank gives it; throws `StatementRefused` with the line that does not do. Only where `supports.statements`. */
  readStatement(file: Buffer): Statement;
  /**
   * What was opened with the provider on a day (UTC, `2026-11-22`), in the state it is in now, for reconciliation. Only where
   * `supports.listing`; banks have their statements instead. Throws `ProviderUnreachable`.
   */
  listPayments(day: string): Promise<readonly PaymentFacts[]>;
  /**
   * Orders as a file that finance hands to the bank; a provider that takes payouts by its API has no such method. Throws
   * `ProviderRefusal` naming the order that does not do.
   */
  writePaymentFile?(orders: readonly PayoutOrder[], at: Date): PaymentFile;
}

export const PROVIDER_KINDS = ['CARD', 'CASHIER', 'BANK'] as const;
export type ProviderKind = (typeof PROVIDER_KINDS)[number];

export interface ProviderSupport {
  readonly deposits: boolean;
  readonly payouts: boolean;
  readonly lookUp: boolean;
  readonly webhooks: boolean;
  readonly statements: boolean;
  readonly listing: boolean;
  /**
   * The webhook's signature does not cover the state, so one taken on its way can be made to say another: it is a hint to look the
   * payment up, and what the look-up says is what counts.
   */
  readonly webhooksAreHints?: true;
}

/** How a connector is set up, out of the table of providers. `secrets` are deciphered for it and never logged. */
export interface ProviderSettings {
  /** The code of the provider with us: `cardway`. */
  readonly code: string;
  /** Where the vendor's API is; null for a provider that has none (a bank with statements). */
  readonly baseUrl: string | null;
  readonly settings: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  /** After so long without an answer the vendor counts as silent. */
  readonly timeoutMs: number;
}

export interface DepositOrder {
  /** The id of our transaction: it comes back in webhooks and look-ups, and is the vendor's idempotency key. */
  readonly orderId: string;
  /** What people say: T2000123. */
  readonly reference: string;
  readonly amount: string;
  readonly currency: string;
  /** A name for the client that tells the provider nothing else: its reference. */
  readonly customer: string;
  /** Where the provider tells us. */
  readonly webhookUrl: string;
  /** Where the client's browser goes afterwards. */
  readonly returnUrl: string;
}

export interface OpenedSession {
  /** Where the client pays; null where there is only an instruction (a bank transfer). */
  readonly redirectUrl: string | null;
  /** For a bank: beneficiary, IBAN and the reference to give, as lines to read. */
  readonly instructions: readonly string[];
  readonly providerReference: string | null;
}

export interface PayoutOrder extends Omit<DepositOrder, 'returnUrl'> {
  /**
   * What the provider needs: card token, IBAN and holder, address. Checked by `destinationProblem` beforehand; empty where the money
   * goes back to the source of `returnOf`, which cards and cashiers can.
   */
  readonly destination: Readonly<Record<string, unknown>>;
  /** The provider's reference of the deposit that this pays back; null when it is none (profit). */
  readonly returnOf: string | null;
}

export type PayoutAnswer =
  | { readonly outcome: 'ACCEPTED' | 'SETTLED'; readonly providerReference: string; readonly processedAmount: string | null }
  | { readonly outcome: 'DECLINED'; readonly reason: string; readonly providerReference: string | null }
  /** Nobody knows: no answer, a broken one, or one that says neither yes nor no. */
  | { readonly outcome: 'UNKNOWN'; readonly reason: string };

export interface LookUp {
  readonly direction: PaymentDirection;
  readonly orderId: string;
  readonly providerReference: string | null;
}

export type PaymentDirection = 'DEPOSIT' | 'PAYOUT';

/** The vendor's many states, as far as they matter for money. States only move to the right: PENDING, then an end, then what undoes a settled one. */
export const PAYMENT_STATES = ['PENDING', 'SETTLED', 'DECLINED', 'EXPIRED', 'CANCELLED', 'REVERSED', 'CHARGED_BACK', 'RETURNED'] as const;
export type PaymentState = (typeof PAYMENT_STATES)[number];

export interface PaymentFacts {
  readonly direction: PaymentDirection;
  readonly state: PaymentState;
  /** Our transaction's id; null: the vendor names none (or none that reads like an id). */
  readonly orderId: string | null;
  readonly providerReference: string | null;
  /** What was really processed, in `currency`; null as long as nothing was. Of one that was undone: how much was taken back. */
  readonly processedAmount: string | null;
  readonly currency: string | null;
  /** What the provider keeps for it, in `currency`; null: it does not say. */
  readonly fee: string | null;
  readonly reason: string | null;
  /** RFC 3339; when it happened by the provider's clock. */
  readonly at: string;
}

export interface PaymentFile {
  readonly name: string;
  readonly contentType: string;
  readonly content: Buffer;
}

export interface PaymentEvent extends PaymentFacts {
  /** Unique with the provider: the same event delivered again has the same. */
  readonly eventId: string;
  /** The vendor's own word for what happened, kept verbatim. */
  readonly vendorType: string;
}

export interface IncomingWebhook {
  readonly rawBody: Buffer;
  readonly headers: IncomingHttpHeaders;
  readonly receivedAt: Date;
}

export interface WebhookAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Statement {
  /** The bank's id of the statement: importing it twice is noticed by it. */
  readonly statementId: string;
  readonly account: string;
  readonly currency: string;
  readonly openingBalance: string | null;
  readonly closingBalance: string | null;
  readonly lines: readonly StatementLine[];
}

export interface StatementLine {
  /** The bank's reference, or a hash over the line where the bank gives none: unique within the provider. */
  readonly lineId: string;
  /** CREDIT: money came in. */
  readonly side: 'CREDIT' | 'DEBIT';
  readonly amount: string;
  readonly currency: string;
  /** Calendar dates. */
  readonly bookedOn: string;
  readonly valueOn: string | null;
  /** All that the payer wrote, in one line: our reference may stand anywhere in it. */
  readonly remittance: string;
  readonly endToEndId: string | null;
  readonly counterparty: { readonly name: string | null; readonly account: string | null };
  /** The bank sends back what we paid out (CAMT: a return reason or `RtrInf`). */
  readonly isReturn: boolean;
}

/** The provider said no, and nothing happened. */
export class ProviderRefusal extends Error {
  override readonly name = 'ProviderRefusal';
}

/** The provider did not answer, or not so that it could be read. */
export class ProviderUnreachable extends Error {
  override readonly name = 'ProviderUnreachable';
}

/** A webhook whose signature, time or form does not hold. The message goes to our log only. */
export class WebhookRefused extends Error {
  override readonly name = 'WebhookRefused';
}

export class StatementRefused extends Error {
  override readonly name = 'StatementRefused';
}

/** Settings that a connector cannot work with; the message names the setting and says what would be right. */
export class ProviderMisconfigured extends Error {
  override readonly name = 'ProviderMisconfigured';
}

/** Makes connectors; the composition root has one for each kind. */
export interface ProviderMaker {
  readonly kind: ProviderKind;
  /** Names of the settings and secrets that it cannot do without. */
  readonly requiredSettings: readonly string[];
  readonly requiredSecrets: readonly string[];
  readonly supports: ProviderSupport;
  /** What is wrong with a destination (which field, and what would be right); null: nothing. */
  destinationProblem(destination: Readonly<Record<string, unknown>>, currency: string): { readonly field: string; readonly message: string } | null;
  /** What identifies a destination, with nothing that is secret: `DE89****3000`, `card ****4242`. It is compared and shown. */
  destinationLabel(destination: Readonly<Record<string, unknown>>): string;
  /** Throws `ProviderMisconfigured`. */
  make(settings: ProviderSettings): PaymentProvider;
}
