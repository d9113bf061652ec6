import { randomUUID } from 'node:crypto';
import { fundPartnerWallet, type Failure, type MoneyPayload, move, type MoneyTransaction } from '../support/money.js';
import type { Person } from '../support/people.js';
import { type PaymentsFixture, paymentsFixture } from './payments.fixture.js';

export interface Destination {
  readonly id: string;
  readonly version: number;
  readonly label: string;
  readonly status: string;
}
interface DestinationPayload {
  readonly payoutDestination: Destination | null;
  readonly userErrors: readonly Failure[];
}

export interface PartnerWithdrawalsFixture extends PaymentsFixture {
  readonly compliance: Person;
  /** With money in its wallet and a verified destination that is no longer new. */
  partner(amount?: string, given?: { readonly parentId?: string; readonly provider?: Provider }): Promise<PayablePartner>;
  addDestination(partner: Person, provider?: Provider, as?: Person): Promise<DestinationPayload>;
  verify(destination: Pick<Destination, 'id' | 'version'>, as?: Person): Promise<DestinationPayload>;
  request(partner: PayablePartner, given?: Readonly<Record<string, unknown>>, as?: Person): Promise<MoneyPayload>;
  /** As `request`, for what must succeed. */
  requested(partner: PayablePartner, given?: Readonly<Record<string, unknown>>, as?: Person): Promise<MoneyTransaction>;
}

export interface PayablePartner extends Person {
  readonly destinationId: string;
}

type Provider = 'praxis-cashier' | 'bankwire';

let accounts = 0;
/** Another one each time: the same one twice would be there already. */
const detailsAt = (provider: Provider): Record<string, string> =>
  provider === 'bankwire'
    ? { iban: 'DE89 3704 0044 0532 0130 00', holder: 'North Bridge Ltd' }
    : { method: 'skrill', account: `partner${(accounts += 1)}@north-bridge.example` };

/** The gateway over simulated vendors, as partners with money see it. */
export async function partnerWithdrawalsFixture(): Promise<PartnerWithdrawalsFixture> {
  const fixture = await paymentsFixture();
  const { gateway, call } = fixture;
  const compliance = await gateway.staff('COMPLIANCE');
  const addDestination: PartnerWithdrawalsFixture['addDestination'] = (partner, provider = 'praxis-cashier', as = partner) =>
    call<DestinationPayload>(
      'partnerDestinationAdd',
      { partnerId: partner.id, provider, destination: detailsAt(provider) },
      as,
      'payoutDestination { id version label status }',
    );
  const verify: PartnerWithdrawalsFixture['verify'] = ({ id, version }, as = compliance) =>
    call<DestinationPayload>('payoutDestinationVerify', { id, version }, as, 'payoutDestination { id version label status }');
  const request: PartnerWithdrawalsFixture['request'] = ({ id, destinationId, ...person }, given = {}, as = { id, ...person }) =>
    move(gateway, 'partnerWithdrawalRequest', { partnerId: id, amount: '500.00', currency: 'USD', destinationId, idempotencyKey: randomUUID(), ...given }, as);
  return {
    ...fixture,
    ...{ compliance, addDestination, verify, request },
    partner: async (amount = '5000.00', { parentId, provider = 'praxis-cashier' } = {}) => {
      const partner = await gateway.partner({ parentId: parentId ?? null });
      await fundPartnerWallet(gateway.sql, partner.id, amount, provider === 'bankwire' ? 'EUR' : 'USD');
      const { payoutDestination } = await addDestination(partner, provider);
      await verify(payoutDestination as Destination);
      await gateway.sql(`update payout_destination set decided_at = now() - interval '25 hours' where id = $1`, [payoutDestination?.id]);
      return { ...partner, destinationId: (payoutDestination as Destination).id };
    },
    requested: async (partner, given, as) => {
      const { transaction, userErrors } = await request(partner, given, as);
      if (transaction === null) throw new Error(JSON.stringify(userErrors));
      return transaction;
    },
  };
}
