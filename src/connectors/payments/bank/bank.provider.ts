import { BadAmount, exactAmount } from '../amounts.js';
import {
  type DepositOrder,
  type OpenedSession,
  type PaymentEvent,
  type PaymentFacts,
  type PaymentFile,
  type PaymentProvider,
  type PayoutAnswer,
  type PayoutOrder,
  ProviderRefusal,
  type ProviderSettings,
  type ProviderSupport,
  ProviderUnreachable,
  type Statement,
  StatementRefused,
  type WebhookAnswer,
  WebhookRefused,
} from '../port.js';
import { bankDestinationProblem } from './bank.destination.js';
import { readCamtStatement } from './camt.statement.js';
import { readCsvStatement } from './csv.statement.js';
import { compactIban, spacedIban } from './iban.js';
import { writePaymentFile } from './payment.file.js';

export const BANK_SUPPORT: ProviderSupport = { deposits: true, payouts: true, lookUp: false, webhooks: false, statements: true, listing: false };

const MAX_STATEMENT_BYTES = 10_000_000;

/** Our account with a bank that has no API: clients are told where to transfer to, payouts leave in a file, and the statement tells what came. */
export class BankProvider implements PaymentProvider {
  readonly kind = 'BANK';
  readonly supports = BANK_SUPPORT;
  readonly #beneficiary: string;
  readonly #iban: string;
  readonly #bic: string;
  readonly #bankName: string;

  constructor({ settings }: ProviderSettings) {
    this.#beneficiary = settings.beneficiary!;
    this.#iban = compactIban(settings.iban!);
    this.#bic = settings.bic!;
    this.#bankName = settings.bankName!;
  }

  async openSession({ amount, currency, reference }: DepositOrder): Promise<OpenedSession> {
    const instructions = [
      `Beneficiary: ${this.#beneficiary}`,
      `IBAN: ${spacedIban(this.#iban)}`,
      `BIC: ${this.#bic}`,
      `Bank: ${this.#bankName}`,
      `Amount: ${orRefusal(() => exactAmount(amount, currency))} ${currency}`,
      `Reference: ${reference} (write it as it stands here, and nothing else: the money is found by it)`,
    ];
    return { redirectUrl: null, instructions, providerReference: reference };
  }

  /** Taken into the next payment file. Whether it arrives, a later statement tells. */
  async payOut(order: PayoutOrder): Promise<PayoutAnswer> {
    try {
      exactAmount(order.amount, order.currency);
    } catch (error) {
      if (error instanceof BadAmount) return { outcome: 'DECLINED', reason: error.message, providerReference: null };
      throw error;
    }
    const problem = bankDestinationProblem(order.destination);
    if (problem !== null) return { outcome: 'DECLINED', reason: problem.message, providerReference: null };
    return { outcome: 'ACCEPTED', providerReference: order.reference, processedAmount: null };
  }

  writePaymentFile(orders: readonly PayoutOrder[], at: Date): PaymentFile {
    return orRefusal(() => writePaymentFile(orders, { name: this.#beneficiary, iban: this.#iban, bic: this.#bic }, at));
  }

  readStatement(file: Buffer): Statement {
    if (file.length > MAX_STATEMENT_BYTES) throw new StatementRefused(`A statement has at most ${MAX_STATEMENT_BYTES} bytes: split it by day.`);
    const text = decoded(file);
    const statement = /^\s*</.test(text) ? readCamtStatement(text) : readCsvStatement(text);
    if (statement.account !== this.#iban)
      throw new StatementRefused(`The statement is of the account ${statement.account}, where this provider's is ${this.#iban}.`);
    return statement;
  }

  async lookUp(): Promise<PaymentFacts | null> {
    throw new ProviderUnreachable('A bank without an API answers no questions: its statement tells.');
  }

  async listPayments(): Promise<readonly PaymentFacts[]> {
    throw new ProviderUnreachable('A bank without an API has no list of payments: its statement tells.');
  }

  readWebhook(): readonly PaymentEvent[] {
    throw new WebhookRefused('A bank without an API sends no webhooks.');
  }

  answerWebhook(): WebhookAnswer {
    return { status: 404, headers: { 'content-type': 'application/json' }, body: '{}' };
  }
}

/** UTF-8, with or without a byte order mark; anything else would turn names into other names. */
function decoded(file: Buffer): string {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(file);
  } catch (error) {
    throw new StatementRefused('The file is not UTF-8: save it so.', { cause: error });
  }
  // oxlint-disable-next-line no-control-regex
  const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.exec(text);
  if (control !== null)
    throw new StatementRefused(`Line ${text.slice(0, control.index).split('\n').length}: the file holds control characters, so it is no text.`);
  return text;
}

function orRefusal<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof BadAmount) throw new ProviderRefusal(error.message, { cause: error });
    throw error;
  }
}
