import { amountText, Decimal } from '../../runtime/decimal.js';
import type { UserErrorData } from '../../runtime/refusal.js';
import type { PaymentPolicy } from '../transactions/index.js';
import type { ProviderRecord, ProviderTerms } from './provider.directory.js';

/** Where the part goes that no deposit claims. */
export interface Destination {
  readonly id: string;
  readonly provider: string;
  readonly label: string;
  readonly status: 'PENDING' | 'VERIFIED' | 'REJECTED' | 'RETIRED';
  /** It came with a deposit of the client's own, and was proven by it. */
  readonly fromDeposit: boolean;
  /** RFC 3339. */
  readonly decidedAt: string | null;
}

/** What keeps all money of a payee where it is. */
export interface Standing {
  readonly code: 'RESTRICTED';
  readonly message: string;
}

/** What clients alone are held to. */
export interface ClientGates {
  readonly kycLevel: number;
  /** Chargebacks that are not settled, and what the client owes. */
  readonly openChargebacks: number;
  readonly owes: boolean;
  /** On the trading account that the money leaves. */
  readonly credit: Decimal;
}

/** All that the gates look at, as it stood under the locks. */
export interface WithdrawalCase {
  readonly amount: Decimal;
  readonly fee: Decimal;
  readonly currency: string;
  readonly available: Decimal;
  readonly standing: Standing | null;
  /** Null: a partner's. */
  readonly client: ClientGates | null;
  readonly provider: ProviderRecord;
  readonly terms: ProviderTerms;
  readonly policy: PaymentPolicy;
  /** In the policy's currency; undefined: there is no rate. */
  readonly weight: Decimal | undefined;
  readonly lastDay: Taken;
  readonly lastMonth: Taken;
  /** What no deposit claims goes there; null: nowhere yet. `namesAccount`: the bank account was named. */
  readonly rest: { readonly amount: Decimal; readonly destination: Destination | null; readonly namesAccount: boolean };
  readonly now: Date;
}

/** What was taken out before, in the policy's currency. */
export interface Taken {
  readonly amount: Decimal;
  readonly count: number;
}

type Gate = (withdrawal: WithdrawalCase) => UserErrorData | null;

const obstacle = (code: UserErrorData['code'], message: string, field: readonly string[] | null = null): UserErrorData => ({ code, message, field });
const HOUR = 3_600_000;

/** In the order in which people would ask. A preview shows all that stand in the way, a request is refused with all of them. */
const GATES: readonly Gate[] = [
  ({ standing }) => standing && obstacle(standing.code, standing.message),
  ({ client, policy }) =>
    client !== null && client.kycLevel < policy.kycLevelForWithdrawal
      ? obstacle('KYC_REQUIRED', `Withdrawals take verification level ${policy.kycLevelForWithdrawal}; the client has level ${client.kycLevel}.`)
      : null,
  ({ provider }) => (provider.payoutsEnabled ? null : obstacle('POLICY_FORBIDS', `${provider.title} takes no withdrawals at the moment.`, ['provider'])),
  ({ amount, terms: { withdrawalMin: min }, currency }) =>
    min?.greaterThan(amount)
      ? obstacle('LIMIT_EXCEEDED', `The least that can be withdrawn this way is ${amountText(min, currency)} ${currency}.`, ['amount'])
      : null,
  ({ amount, terms: { withdrawalMax: max }, currency }) =>
    max?.lessThan(amount)
      ? obstacle('LIMIT_EXCEEDED', `The most that can be withdrawn this way is ${amountText(max, currency)} ${currency}.`, ['amount'])
      : null,
  ({ amount, fee, currency }) =>
    fee.greaterThanOrEqualTo(amount)
      ? obstacle('LIMIT_EXCEEDED', `The fee of ${amountText(fee, currency)} ${currency} leaves nothing of this amount.`, ['amount'])
      : null,
  ({ amount, available, currency }) => {
    if (available.greaterThanOrEqualTo(amount)) return null;
    const text = amountText(Decimal.max(0, available), currency);
    return { ...obstacle('INSUFFICIENT_FUNDS', `There are ${text} ${currency} available.`, ['amount']), available: { amount: text, currency } };
  },
  (withdrawal) => velocity(withdrawal, withdrawal.lastDay, withdrawal.policy.dailyLimit, 'in 24 hours'),
  (withdrawal) => velocity(withdrawal, withdrawal.lastMonth, withdrawal.policy.monthlyLimit, 'in 30 days'),
  ({ lastDay, policy: { dailyCount } }) =>
    dailyCount !== null && lastDay.count >= dailyCount
      ? obstacle('LIMIT_EXCEEDED', `There were ${lastDay.count} withdrawals in 24 hours, which is the limit.`)
      : null,
  ({ client }) => (client !== null && client.openChargebacks > 0 ? obstacle('POLICY_FORBIDS', 'A chargeback of this client is still open.') : null),
  ({ client }) => (client?.owes ? obstacle('POLICY_FORBIDS', 'The client owes money after a chargeback.') : null),
  ({ client, policy, currency }) =>
    policy.creditRule === 'MUST_GO_FIRST' && client?.credit.greaterThan(0)
      ? obstacle(
          'POLICY_FORBIDS',
          `There are ${amountText(client.credit, currency)} ${currency} of credit on the account: it is taken back before money leaves.`,
          ['tradingAccountId'],
        )
      : null,
  destinationGate,
];

function velocity({ weight, policy: { currency } }: WithdrawalCase, taken: Taken, limit: Decimal | null, span: string): UserErrorData | null {
  if (limit === null) return null;
  if (weight === undefined) return obstacle('POLICY_FORBIDS', `Without an exchange rate to ${currency} the limits cannot be checked.`, ['currency']);
  if (taken.amount.plus(weight).lessThanOrEqualTo(limit)) return null;
  const left = amountText(Decimal.max(0, limit.minus(taken.amount)).toDecimalPlaces(2, Decimal.ROUND_DOWN), currency);
  return obstacle('LIMIT_EXCEEDED', `The limit is ${amountText(limit, currency)} ${currency} ${span}, and ${left} ${currency} of it are left.`, ['amount']);
}

function destinationGate({
  rest: { amount, destination, namesAccount },
  policy: { destinationCoolDownHours: hours },
  currency,
  now,
}: WithdrawalCase): UserErrorData | null {
  if (!amount.greaterThan(0)) return null;
  if (destination === null && namesAccount)
    return obstacle('POLICY_FORBIDS', 'Money does not go to the bank account that is named: add it as a destination, and have it verified.', ['destination']);
  if (destination === null)
    return obstacle(
      'POLICY_FORBIDS',
      `${amountText(amount, currency)} ${currency} of it go beyond what can be returned to deposits: that goes to a verified bank account. Add one, and have it verified.`,
      ['destination'],
    );
  if (destination.status === 'PENDING') return obstacle('POLICY_FORBIDS', `The destination ${destination.label} is not verified yet.`, ['destination']);
  if (destination.status !== 'VERIFIED') return obstacle('POLICY_FORBIDS', outOfUse(destination), ['destination']);
  const usableFrom = destination.decidedAt === null ? 0 : Date.parse(destination.decidedAt) + hours * HOUR;
  if (destination.fromDeposit || usableFrom <= now.getTime()) return null;
  return obstacle('POLICY_FORBIDS', `The destination ${destination.label} is new: it can be used from ${new Date(usableFrom).toISOString()} on.`, [
    'destination',
  ]);
}

export const outOfUse = ({ label, status }: Pick<Destination, 'label' | 'status'>): string =>
  status === 'REJECTED' ? `The destination ${label} was rejected: nothing goes there.` : `The destination ${label} was taken out of use.`;

/** Every obstacle, as data; none: it may go on. */
export const obstaclesTo = (withdrawal: WithdrawalCase): UserErrorData[] => GATES.map((gate) => gate(withdrawal)).filter((found) => found !== null);
