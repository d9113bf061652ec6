import { statement, type Unit } from '../../database/unit.js';

export const KYC_CHECKS = ['APPLICATION', 'SCREENING', 'RISK_RATING', 'VENDOR'] as const;
export type KycCheckKind = (typeof KYC_CHECKS)[number];

export interface KycCheck {
  readonly clientId: string;
  readonly kind: KycCheckKind;
  readonly outcome: 'PASSED' | 'FAILED' | 'PENDING';
  /** The last day on which it counts, such as `2027-11-22`; null: until something is found out anew. */
  readonly validUntil?: string | null;
  /** In a sentence, for the people who look at the client. */
  readonly detail: string;
}

const RECORD = statement(`
  insert into kyc_check (client_id, kind, outcome, valid_until, detail) values ($1, $2, $3, $4, $5)
  on conflict (client_id, kind) do update set outcome = excluded.outcome, valid_until = excluded.valid_until, detail = excluded.detail, checked_at = now()`);

/** Takes down how a check of a client came out. Whoever does that has the client's KYC reassessed in the same transaction. */
export function recordKycCheck(unit: Unit, { clientId, kind, outcome, validUntil = null, detail }: KycCheck): void {
  unit.write(RECORD, [clientId, kind, outcome, validUntil, detail]);
}

const OUTCOME = statement('select outcome from kyc_check where client_id = $1 and kind = $2');

/** How a check of a client came out last; null: it was never made. */
export const outcomeOfCheck = async (unit: Unit, clientId: string, kind: KycCheckKind): Promise<KycCheck['outcome'] | null> =>
  (await unit.row<{ outcome: KycCheck['outcome'] }>(OUTCOME, [clientId, kind]))?.outcome ?? null;
