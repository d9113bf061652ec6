import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** A vendor's payment, as the simulators keep it. Amounts are digits in minor units. */
export interface SimulatedPayment {
  readonly table: 'payment';
  /** The vendor's number of it. */
  readonly id: string;
  readonly vendor: 'card' | 'cashier';
  readonly kind: 'deposit' | 'payout';
  readonly orderId: string;
  readonly reference: string;
  readonly customer: string;
  readonly currency: string;
  readonly asked: string;
  readonly notifyUrl: string;
  readonly returnUrl: string;
  /** The deposit that a payout goes back to; null: it goes to a destination of its own. */
  readonly returnsTo: string | null;
  /** What was posted, to tell a repetition from another order under the same key. */
  readonly request: string;
  readonly createdAt: number;
  readonly state: 'open' | 'paid' | 'declined' | 'left' | 'refunded' | 'disputed' | 'returned';
  readonly changedAt: number;
  readonly processed: string | null;
  readonly processedCurrency: string | null;
  readonly reason: string | null;
}

/** A webhook on its way. */
export interface SimulatedEvent {
  readonly table: 'event';
  readonly id: string;
  readonly vendor: 'card' | 'cashier';
  readonly type: string;
  readonly url: string;
  /** As JSON; the cashier puts the time in at each delivery. */
  readonly payload: string;
  readonly delivered: boolean;
}

/** A line in the account with the bank. */
export interface SimulatedTransfer {
  readonly table: 'transfer';
  readonly id: string;
  readonly kind: 'in' | 'out' | 'return';
  readonly amount: string;
  readonly currency: string;
  readonly name: string;
  readonly account: string;
  readonly remittance: string;
  readonly day: string;
}

export type SimulatedRecord = SimulatedPayment | SimulatedEvent | SimulatedTransfer;

/** What the simulators remember: in memory, and line by line in a file if one is given, so that a restart finds it. */
export class Records {
  readonly #byId = new Map<string, SimulatedRecord>();
  readonly #file: string | null;

  constructor(file: string | null) {
    this.#file = file;
    if (file === null) return;
    mkdirSync(dirname(file), { recursive: true });
    if (!existsSync(file)) return;
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      const record = readRecord(line);
      if (record !== null) this.#byId.set(`${record.table}:${record.id}`, record);
    }
  }

  put<R extends SimulatedRecord>(record: R): R {
    this.#byId.set(`${record.table}:${record.id}`, record);
    if (this.#file !== null) appendFileSync(this.#file, `${JSON.stringify(record)}\n`, { mode: 0o600 });
    return record;
  }

  /** The oldest first. */
  all<T extends SimulatedRecord['table']>(table: T): readonly Extract<SimulatedRecord, { table: T }>[] {
    return [...this.#byId.values()].filter((record) => record.table === table) as Extract<SimulatedRecord, { table: T }>[];
  }

  payments(vendor: SimulatedPayment['vendor'], kind?: SimulatedPayment['kind']): readonly SimulatedPayment[] {
    return this.all('payment').filter((payment) => payment.vendor === vendor && (kind === undefined || payment.kind === kind));
  }
}

/** A process that was killed leaves half a line: it is as if the last change had not been. */
function readRecord(line: string): SimulatedRecord | null {
  try {
    return JSON.parse(line) as SimulatedRecord;
  } catch {
    return null;
  }
}
