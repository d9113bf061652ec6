import { randomInt } from 'node:crypto';
import { type Behaviour, payoutBehaviour, type PayoutBehaviour, USUAL, webhookBehaviour } from './behaviour.js';
import type { Deliveries } from './deliveries.js';
import type { Records, SimulatedEvent, SimulatedPayment } from './records.js';
import { unixNow } from './signing.js';

/** What somebody may do to a payment, on its page or by `POST /control/<vendor>/payments/<order>/<action>`. */
export const ACTIONS = ['pay', 'less', 'more', 'decline', 'leave', 'refund', 'dispute', 'settle', 'fail', 'return'] as const;
export type Action = (typeof ACTIONS)[number];

type State = SimulatedPayment['state'];

/** From which states an action leads where; what is not here is refused. */
const MOVES: Readonly<Record<Action, { readonly kind: SimulatedPayment['kind']; readonly from: readonly State[]; readonly to: State }>> = {
  pay: { kind: 'deposit', from: ['open'], to: 'paid' },
  less: { kind: 'deposit', from: ['open'], to: 'paid' },
  more: { kind: 'deposit', from: ['open'], to: 'paid' },
  decline: { kind: 'deposit', from: ['open'], to: 'declined' },
  leave: { kind: 'deposit', from: ['open'], to: 'left' },
  refund: { kind: 'deposit', from: ['paid'], to: 'refunded' },
  dispute: { kind: 'deposit', from: ['paid'], to: 'disputed' },
  settle: { kind: 'payout', from: ['open'], to: 'paid' },
  fail: { kind: 'payout', from: ['open'], to: 'declined' },
  return: { kind: 'payout', from: ['paid'], to: 'returned' },
};

export const mayDo = ({ kind, state }: SimulatedPayment, action: Action): boolean => MOVES[action].kind === kind && MOVES[action].from.includes(state);

const tenths = (minor: string, parts: bigint): string => String((BigInt(minor) * parts) / 10n);

const processedBy = (action: Action, asked: string): string | null => {
  if (action === 'less') return tenths(asked, 9n);
  if (action === 'more') return tenths(asked, 11n);
  return action === 'pay' || action === 'settle' ? asked : null;
};

/** What a vendor says of a payment when it changes: types and payloads of its webhooks. */
export type Tell = (payment: SimulatedPayment) => readonly { readonly type: string; readonly payload: unknown }[];

export type NewPayment = Pick<
  SimulatedPayment,
  'kind' | 'orderId' | 'reference' | 'customer' | 'currency' | 'asked' | 'notifyUrl' | 'returnUrl' | 'request' | 'returnsTo'
>;

/** The payments of one vendor: opens them, moves them, and tells of each change. */
export class Till {
  behaviour: Behaviour = USUAL;
  readonly vendor: SimulatedPayment['vendor'];
  readonly #records: Records;
  readonly #deliveries: Deliveries;
  readonly #tell: Tell;

  constructor(vendor: SimulatedPayment['vendor'], records: Records, deliveries: Deliveries, tell: Tell) {
    this.vendor = vendor;
    this.#records = records;
    this.#deliveries = deliveries;
    this.#tell = tell;
  }

  all(kind?: SimulatedPayment['kind']): readonly SimulatedPayment[] {
    return this.#records.payments(this.vendor, kind);
  }

  find(kind: SimulatedPayment['kind'], orderId: string): SimulatedPayment | undefined {
    return this.all(kind).find((payment) => payment.orderId === orderId);
  }

  byId(id: string): SimulatedPayment | undefined {
    return this.all().find((payment) => payment.id === id);
  }

  open(order: NewPayment): SimulatedPayment {
    const now = unixNow();
    const id = String(randomInt(10 ** 11, 10 ** 12));
    const facts = { state: 'open', processed: null, processedCurrency: null, reason: null } as const;
    return this.#change({ table: 'payment', vendor: this.vendor, id, createdAt: now, changedAt: now, ...order, ...facts });
  }

  /** Moves a payment as somebody asks; null: it cannot be moved so. */
  act(payment: SimulatedPayment, action: Action, processed?: { readonly amount: string; readonly currency: string }): SimulatedPayment | null {
    if (!mayDo(payment, action)) return null;
    return this.#change({
      ...payment,
      state: MOVES[action].to,
      changedAt: unixNow(),
      processed: processed?.amount ?? processedBy(action, payment.asked) ?? payment.processed,
      processedCurrency: processed?.currency ?? payment.processedCurrency ?? payment.currency,
      reason: action === 'decline' || action === 'fail' ? 'insufficient_funds' : action === 'dispute' ? 'fraudulent' : null,
    });
  }

  /** Why so much cannot go back to a deposit, as the vendor's code; null: it can. */
  returnProblem(depositId: string, minor: string): string | null {
    const deposit = this.byId(depositId);
    if (deposit?.kind !== 'deposit') return 'resource_missing';
    if (deposit.state !== 'paid') return 'charge_not_paid';
    const returned = this.all('payout').filter(({ returnsTo, state }) => returnsTo === depositId && (state === 'open' || state === 'paid'));
    const total = returned.reduce((sum, { asked }) => sum + BigInt(asked), BigInt(minor));
    return total > BigInt(deposit.processed ?? '0') ? 'charge_already_refunded' : null;
  }

  /** How this payout shall go. */
  payoutBehaviour(minor: string): PayoutBehaviour {
    return payoutBehaviour(this.behaviour, minor);
  }

  /** A payout that was taken goes its way: to be paid, to fail, or to come back. */
  begin(payout: SimulatedPayment, how: PayoutBehaviour): SimulatedPayment {
    if (how === 'settle') return this.act(payout, 'settle') ?? payout;
    if (how === 'hold') return payout;
    this.#later(payout.id, how === 'fail' ? 'fail' : 'settle', () => {
      if (how === 'return') this.#later(payout.id, 'return');
    });
    return payout;
  }

  /** Payouts that were under way when the simulator was stopped. */
  resume(): void {
    // one that nobody posted stands until somebody moves it
    for (const payout of this.all('payout')) if (payout.state === 'open' && payout.request !== '') this.begin(payout, this.payoutBehaviour(payout.asked));
  }

  #later(id: string, action: Action, then?: () => void): void {
    this.#deliveries.after(this.behaviour.settleMs, () => {
      const payment = this.byId(id);
      if (payment && this.act(payment, action)) then?.();
    });
  }

  #change(payment: SimulatedPayment): SimulatedPayment {
    this.#records.put(payment);
    const behaviour = payment.kind === 'deposit' ? webhookBehaviour(this.behaviour, payment.asked) : this.behaviour;
    for (const { type, payload } of this.#tell(payment)) {
      const event: SimulatedEvent = {
        table: 'event',
        id: `evt_${randomInt(10 ** 11, 10 ** 12)}`,
        vendor: this.vendor,
        type,
        url: payment.notifyUrl,
        payload: JSON.stringify(payload),
        delivered: false,
      };
      this.#deliveries.send(event, behaviour);
    }
    return payment;
  }
}
