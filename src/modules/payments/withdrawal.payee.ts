import type { Actor } from '../../access/actor.js';
import { statement, type Unit } from '../../database/unit.js';
import { Decimal } from '../../runtime/decimal.js';
import { refusal } from '../../runtime/refusal.js';
import { type AccountName, clientWallet, partnerWallet } from '../ledger/index.js';
import { clientStanding, type MoneyAccount, partnerObstacle, partnerStanding, type TransactionRecord } from '../transactions/index.js';
import type { Source } from './withdrawal.allocation.js';
import type { ClientGates, Destination, Standing } from './withdrawal.gates.js';

/** A client's money: from the wallet or a trading account, and to a destination that may be given by its fingerprint. */
export interface ClientWish {
  readonly clientId: string;
  readonly tradingAccountId: string | null;
  /** Null: none was given. */
  readonly destinationFingerprint: string | null;
}
/** A partner's money: from the wallet, to a destination of its own. */
export interface PartnerWish {
  readonly partnerId: string;
  readonly destinationId: string;
}
/** Whose money goes out, as it was asked for. */
export type PayeeWish = ClientWish | PartnerWish;

/** What was taken out in a currency before, and is not back. */
export interface TakenRow {
  readonly currency: string;
  readonly lastDay: string | null;
  readonly dayCount: number;
  readonly lastMonth: string;
  readonly monthCount: number;
}

/** Where the part may go that no deposit claims. */
export type FoundDestination = Destination & { readonly isBank: boolean; readonly isNamed: boolean };

/** All that hangs on whether a withdrawal is a client's or a partner's; from here on there is one path. */
export interface Payee {
  /** One of the two. */
  readonly clientId: string | null;
  readonly partnerId: string | null;
  readonly wallet: AccountName;
  /** The trading account that the money leaves; null: the wallet. */
  readonly account: MoneyAccount | null;
  readonly standing: Standing | null;
  /** Null: a partner, who is not held to them. */
  readonly client: ClientGates | null;
  readonly sources: readonly Source[];
  readonly taken: readonly TakenRow[];
  /** The one that was named first. */
  readonly destinations: readonly FoundDestination[];
  /** Somebody said where it goes. */
  readonly namesDestination: boolean;
  /** Where what no source claims goes, preferably the one that was named; null: nowhere yet. */
  readonly rest: FoundDestination | null;
}

export interface PayeeQuestion {
  readonly payee: PayeeWish;
  readonly currency: string;
  readonly provider: string;
}

const takenBy = (owner: 'client_id' | 'partner_id') =>
  statement(`
  select currency, sum(amount) filter (where requested_at > now() - interval '24 hours')::text as "lastDay",
    count(*) filter (where requested_at > now() - interval '24 hours')::int as "dayCount", sum(amount)::text as "lastMonth", count(*)::int as "monthCount"
  from transaction where ${owner} = $1 and type = 'WITHDRAWAL' and requested_at > now() - interval '30 days'
    and status not in ('REJECTED', 'CANCELLED', 'DECLINED', 'EXPIRED', 'REVERSED')
  group by currency`);
const TAKEN_BY_CLIENT = takenBy('client_id');
const TAKEN_BY_PARTNER = takenBy('partner_id');

const CHARGEBACKS = statement(`
  select (select count(*) from transaction where client_id = $1 and type = 'CHARGEBACK' and status = 'IN_REVIEW')::int as open,
    exists (select from ledger_account where client_id = $1 and kind = 'RECEIVABLE' and balance < 0) as owes`);
const SOURCES = statement(`
  select t.id as "depositId", t.reference, t.provider, p.kind, t.settled_at as "settledAt",
    (coalesce(t.processed_amount, t.amount) - coalesce((select sum(coalesce(o.processed_amount, o.amount)) from payout o
      where o.deposit_id = t.id and o.status not in ('DECLINED', 'RETURNED', 'CANCELLED')), 0))::text as open
  from transaction t join payment_provider p on p.code = t.provider
  where t.client_id = $1 and t.type = 'DEPOSIT' and t.status = 'SETTLED' and t.currency = $2 and p.kind <> 'BANK' and p.payouts_enabled
    and t.settled_at > now() - make_interval(days => p.return_window_days)`);

const FOUND = `select d.id, d.provider, d.label, d.status, d.from_deposit as "fromDeposit", d.decided_at as "decidedAt", p.kind = 'BANK' as "isBank"`;
// The one that was named; for what is not named, the newest bank account that is verified.
const DESTINATIONS_OF_CLIENT = statement(`
  ${FOUND}, coalesce(d.fingerprint = $2, false) as "isNamed"
  from payout_destination d join payment_provider p on p.code = d.provider
  where d.client_id = $1 and (d.status = 'VERIFIED' and p.kind = 'BANK' and p.payouts_enabled or d.status in ('PENDING', 'VERIFIED') and d.fingerprint = $2 and d.provider = $3)
  order by "isNamed" desc, d.decided_at desc nulls last, d.id`);
const DESTINATION_OF_PARTNER = statement(`
  ${FOUND}, true as "isNamed" from payout_destination d join payment_provider p on p.code = d.provider where d.partner_id = $1 and d.id = $2`);

/** Refuses with NOT_FOUND where there is no such client or partner for the actor, and what cannot be meant. */
export function readPayee(unit: Unit, actor: Actor, question: PayeeQuestion): Promise<Payee> {
  const { payee } = question;
  return 'partnerId' in payee ? partnerPayee(unit, actor, payee, question) : clientPayee(unit, actor, payee, question);
}

async function clientPayee(
  unit: Unit,
  actor: Actor,
  { clientId, tradingAccountId, destinationFingerprint }: ClientWish,
  { currency, provider }: PayeeQuestion,
): Promise<Payee> {
  const [standing, chargebacks, taken, sources, destinations] = await Promise.all([
    clientStanding(unit, actor, clientId, [tradingAccountId]),
    unit.row<{ open: number; owes: boolean }>(CHARGEBACKS, [clientId]),
    unit.rows<TakenRow>(TAKEN_BY_CLIENT, [clientId]),
    unit.rows<Omit<Source, 'open'> & { open: string }>(SOURCES, [clientId, currency]),
    unit.rows<FoundDestination>(DESTINATIONS_OF_CLIENT, [clientId, destinationFingerprint, provider]),
  ]);
  const account = tradingAccountId === null ? null : standing.account(tradingAccountId, 'tradingAccountId');
  if (account !== null && account.currency !== currency)
    throw refusal('CURRENCY_MISMATCH', `The account is in ${account.currency}: give the amount in ${account.currency}.`, ['currency']);
  return {
    ...{ clientId: standing.client.id, partnerId: null, wallet: clientWallet(standing.client, currency), account, taken, destinations },
    standing: standing.obstacle('NO_WITHDRAWAL', [tradingAccountId]),
    client: {
      ...{ kycLevel: standing.client.kycLevel, openChargebacks: chargebacks?.open ?? 0, owes: chargebacks?.owes ?? false },
      credit: account?.credit ?? new Decimal(0),
    },
    sources: sources.map((source) => ({ ...source, open: new Decimal(source.open) })),
    namesDestination: destinationFingerprint !== null,
    rest: destinations.find(({ isBank }) => isBank) ?? null,
  };
}

/**
 * Partners are paid by agreement. What stands before a partner's withdrawal is its status, which has to be ACTIVE (or CLOSED, where the staff asks), and a destination of its
 * own that somebody verified and that is no longer new; beside that what holds for all: the provider's terms, the fee, what is in the
 * wallet, the limits of the payment policy, and the tiers of approval. Verification levels, restrictions, trading accounts, credit,
 * chargebacks and the return to deposits are matters of clients: a partner paid nothing in that could go back.
 */
async function partnerPayee(unit: Unit, actor: Actor, { partnerId, destinationId }: PartnerWish, { currency }: PayeeQuestion): Promise<Payee> {
  const partner = await partnerStanding(unit, actor, partnerId);
  const [taken, destinations] = await Promise.all([
    unit.rows<TakenRow>(TAKEN_BY_PARTNER, [partner.id]),
    unit.rows<FoundDestination>(DESTINATION_OF_PARTNER, [partner.id, destinationId]),
  ]);
  return {
    ...{
      clientId: null,
      partnerId: partner.id,
      wallet: partnerWallet(partner, currency),
      account: null,
      standing: partnerObstacle(partner, actor.kind === 'STAFF'),
    },
    ...{ client: null, sources: [], taken, destinations, namesDestination: true, rest: destinations[0] ?? null },
  };
}

const REFERENCES = statement(`
  select 'CLIENT' as kind, id, reference from client where id = $1 union all select 'PARTNER', id, reference from partner where id = $2 and $1::uuid is null`);

/** The wallet that a withdrawal is held in, and that gets back what does not leave. */
export async function walletOf(unit: Unit, { clientId, partnerId, currency, reference }: TransactionRecord): Promise<AccountName> {
  const owner = await unit.row<{ kind: 'CLIENT' | 'PARTNER'; id: string; reference: string }>(REFERENCES, [clientId, partnerId]);
  if (owner === undefined) throw new Error(`The withdrawal ${reference} is nobody's`);
  return owner.kind === 'CLIENT' ? clientWallet(owner, currency) : partnerWallet(owner, currency);
}
