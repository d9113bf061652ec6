import type { AuditEvents } from './audit.js';
import { HOUR, MINUTE, officeTime } from './calendar.js';
import type { Approval, Staff, Time, Transaction } from './model.js';
import { aboutInUsd, type Currency } from './money.js';
import type { Random } from './random.js';
import type { Office } from './staff.js';

const TIERS = [
  { belowUsd: 1000, approvals: 0 },
  { belowUsd: 10_000, approvals: 1 },
  { belowUsd: 50_000, approvals: 2 },
  { belowUsd: Infinity, approvals: 3 },
] as const;

export function approvalsNeeded(amount: number, currency: Currency): number {
  const usd = aboutInUsd(amount, currency);
  return TIERS.find(({ belowUsd }) => usd < belowUsd)?.approvals ?? 0;
}

const REJECTIONS = ['Destination belongs to somebody else', 'Deposits must go back to their card first', 'Documents have expired', 'Bonus terms are not met'];
const COMMENTS = [null, null, null, 'Checked against the deposits', 'Bank details match', 'Called the client back', 'Source of funds on file'];

/** Finance and management decide; whoever asked never does, and nobody counts twice. */
export class Checkers {
  readonly #office: Office;
  readonly #audit: AuditEvents;
  readonly #random: Random;

  constructor(office: Office, audit: AuditEvents, random: Random) {
    this.#office = office;
    this.#audit = audit;
    this.#random = random;
  }

  /** Gives so many approvals one after the other; the time of the last, which may lie beyond `until` and then was not given. */
  approve(transaction: Transaction, count: number, maker: Staff | null, until: Time): Time {
    let at = transaction.requestedAt;
    for (let given = 0; given < count; given += 1) {
      at = officeTime(this.#random, at, 10 * MINUTE + Math.floor(this.#random.skewed(4 * HOUR, 0.9)));
      if (at >= until) return at;
      this.decide(transaction, 'APPROVED', maker, at, this.#random.pick(COMMENTS));
    }
    return at;
  }

  /** The time of the rejection, or null when nobody has come to it yet. */
  reject(transaction: Transaction, maker: Staff | null, until: Time): Time | null {
    const at = officeTime(this.#random, transaction.requestedAt, 10 * MINUTE + Math.floor(this.#random.skewed(6 * HOUR, 0.9)));
    if (at >= until) return null;
    transaction.reason ??= this.#random.pick(REJECTIONS);
    this.decide(transaction, 'REJECTED', maker, at, transaction.reason);
    return at;
  }

  decide(transaction: Transaction, decision: Approval['decision'], maker: Staff | null, at: Time, comment: string | null): void {
    const staff = this.#office.checker(this.#random, [...(maker ? [maker] : []), ...transaction.approvals.map((approval) => approval.staff)]);
    transaction.approvals = [...transaction.approvals, { decision, staff, comment, at }];
    const action = decision === 'APPROVED' ? 'transaction.approve' : 'transaction.reject';
    const after = { decision, approvals: transaction.approvals.length, approvalsNeeded: transaction.approvalsNeeded };
    this.#audit.add(staff, at, action, 'Transaction', transaction.id, { clientId: transaction.client?.id ?? null, reason: comment, after });
  }
}
