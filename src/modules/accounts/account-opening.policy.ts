import { Refusal, refusal, type UserErrorData } from '../../runtime/refusal.js';
import type { AccountClient, AccountTypeRow } from './account.record.js';
import { checkLeverage, type LeverageLimit } from './trading-account.policy.js';

/** What is asked for. */
export interface AskedAccount {
  readonly platform: string;
  readonly environment: string;
  readonly currency: string;
  readonly leverage: number;
}

/** Whether the catalogue has what is asked for. Refuses with INVALID, or POLICY_FORBIDS for what is not offered any more. */
export function checkOffered(type: AccountTypeRow, { platform, environment, currency, leverage }: AskedAccount): void {
  const errors: UserErrorData[] = [];
  const add = (message: string, field: string): number => errors.push({ code: 'INVALID', message, field: [field] });
  if (!type.isActive) throw refusal('POLICY_FORBIDS', `Accounts of the type ${type.code} are not opened any more.`, ['accountType']);
  if (type.platform !== platform) add(`${type.code} is an account type of ${type.platform}.`, 'platform');
  if (type.environment !== environment) add(`${type.code} is a ${type.environment} account type.`, 'environment');
  if (!type.currencies.includes(currency)) add(`${type.code} is kept in ${type.currencies.join(', ')}.`, 'currency');
  if (!type.leverages.includes(leverage)) add(`${type.code} is opened with a leverage of ${type.leverages.join(', ')}.`, 'leverage');
  if (errors.length > 0) throw new Refusal(errors);
}

/** Who has left is let in nowhere; others may play. */
const NO_DEMO = new Set(['CLOSED', 'TERMINATED']);

/**
 * Whether the client may have such an account, by onboarding, category, jurisdiction, KYC level and leverage; `missing` says in words what
 * stands between it and the level. It is asked when the account is asked for, and again when somebody approves it.
 */
export function checkMayHave(
  client: AccountClient,
  type: AccountTypeRow,
  asked: { readonly leverage: number; readonly limit: LeverageLimit | null; readonly missing: readonly string[] },
): void {
  if (type.environment === 'LIVE' && client.onboardingStatus !== 'APPROVED')
    throw refusal('POLICY_FORBIDS', `The client is ${client.onboardingStatus}: live accounts are for clients who were approved.`, ['clientId']);
  if (NO_DEMO.has(client.onboardingStatus)) throw refusal('POLICY_FORBIDS', `The client is ${client.onboardingStatus}.`, ['clientId']);
  if (!type.categories.includes(client.category))
    throw refusal('POLICY_FORBIDS', `${type.code} is for ${type.categories.join(', ')} clients; this one is ${client.category}.`, ['accountType']);
  if (type.jurisdictions.length > 0 && !type.jurisdictions.includes(client.jurisdiction))
    throw refusal('POLICY_FORBIDS', `${type.code} is offered by ${type.jurisdictions.join(', ')}, not by ${client.jurisdiction}.`, ['accountType']);
  if (client.kycLevel < type.kycLevel) {
    const wanted = `${type.code} takes verification level ${type.kycLevel}; the client has level ${client.kycLevel}.`;
    throw new Refusal([wanted, ...asked.missing].map((message) => ({ code: 'KYC_REQUIRED', message, field: ['clientId'] })));
  }
  // play money is nobody's risk
  if (type.environment === 'LIVE') checkLeverage(asked.leverage, asked.limit);
}

export const groupOf = ({ groupPattern }: AccountTypeRow, currency: string): string => groupPattern.replace('{currency}', currency.toLowerCase());
