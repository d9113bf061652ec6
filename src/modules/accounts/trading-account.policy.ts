import { refusal } from '../../runtime/refusal.js';
import { TRADING_ACCOUNT_TRANSITIONS, type TradingAccountStatus } from './trading-account.states.js';

export const ASSET_CLASSES = ['MAJOR_FX', 'MINOR_FX_GOLD_MAJOR_INDEX', 'COMMODITY_MINOR_INDEX', 'EQUITY', 'CRYPTO'] as const;
export type AssetClass = (typeof ASSET_CLASSES)[number];

/** The row of the leverage policy that counts. */
export interface LeverageLimit {
  readonly maximum: number;
  /** Ends the sentence "A leverage of 100 is more than the 30 that ...". */
  readonly why: string;
}

/** `null`: the policy has no row for it, and nothing is given. */
export function checkLeverage(leverage: number, limit: LeverageLimit | null): void {
  if (leverage < 1) throw refusal('INVALID', 'A leverage is 1 or more: 30 stands for 30:1.', ['leverage']);
  if (limit === null) throw refusal('POLICY_FORBIDS', 'The leverage policy has nothing for this client.', ['leverage']);
  if (leverage > limit.maximum) throw refusal('POLICY_FORBIDS', `A leverage of ${leverage} is more than the ${limit.maximum} that ${limit.why}.`, ['leverage']);
}

/** As platforms write them: `real\standard-usd`, `live-ecn-eur`. */
const GROUP = /^\w[\w .\\/-]{0,63}$/;
const DEMO_GROUP = /^demo\b/i;

/** Platforms tell real money from play money by the group alone, so an account that crosses over would trade for real, or not at all. */
export function checkedGroup(group: string, environment: string): string {
  const name = group.trim();
  if (!GROUP.test(name)) throw refusal('INVALID', 'Write a group as the platform does, such as "real\\standard-usd".', ['group']);
  if (DEMO_GROUP.test(name) !== (environment === 'DEMO')) {
    throw refusal(
      'POLICY_FORBIDS',
      environment === 'DEMO' ? 'A demo account stays in groups that start with "demo".' : 'A live account stays out of demo groups.',
      ['group'],
    );
  }
  return name;
}

export function checkTransition(from: TradingAccountStatus, to: TradingAccountStatus): void {
  const legal = TRADING_ACCOUNT_TRANSITIONS[from];
  if (legal.includes(to)) return;
  const sentence =
    legal.length === 0 ? `An ${from} account stays as it is: open another.` : `From ${from} an account can go to ${legal.join(', ')}, not to ${to}.`;
  throw refusal('ILLEGAL_TRANSITION', sentence, ['status']);
}

/** What the ledger has for an account, as text: amounts never become numbers. */
export interface Holdings {
  readonly balance: string;
  readonly credit: string;
  readonly held: string;
}

/** An archived account is out of sight, and nothing may be lost in it; a debt is something, too. */
export function checkEmpty(holdings: Holdings, currency: string): void {
  const amounts = { balance: 'of balance', credit: 'of credit', held: 'held for withdrawals' } as const;
  const left = Object.entries(amounts).filter(([kind]) => !isZero(holdings[kind as keyof Holdings]));
  if (left.length === 0) return;
  const list = left.map(([kind, what]) => `${holdings[kind as keyof Holdings]} ${currency} ${what}`).join(', ');
  throw refusal('POLICY_FORBIDS', `There is still ${list}: an account is archived once it is empty.`, ['status']);
}

const isZero = (amount: string): boolean => !/[1-9]/.test(amount);
