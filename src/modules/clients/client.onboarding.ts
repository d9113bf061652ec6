import { statement, type Unit } from '../../database/unit.js';
import { refusal } from '../../runtime/refusal.js';
import { legalTransitions, type OnboardingStatus } from './client.states.js';

export interface OnboardingClient {
  readonly id: string;
  readonly type: 'INDIVIDUAL' | 'CORPORATE';
  readonly onboardingStatus: OnboardingStatus;
  readonly statusBeforeSuspension: OnboardingStatus | null;
  readonly kycLevel: number;
}

const LOCK = statement(`
  select id, type, onboarding_status as "onboardingStatus", status_before_suspension as "statusBeforeSuspension", kyc_level::int as "kycLevel"
  from client where id = $1 for no key update`);
const MOVE = statement('update client set version = version + 1, onboarding_status = $2, updated_at = now() where id = $1');

const LOCK_ONLY = statement('select id from client where id = $1 for no key update');

/** For those who go on to change the client, before they insert anything that refers to it. */
export async function lockClient(unit: Unit, clientId: string): Promise<void> {
  await unit.row(LOCK_ONLY, [clientId]);
}

/** The client as it stands, locked; undefined: there is none. Who may see it is the caller's question. */
export const lockOnboarding = (unit: Unit, clientId: string): Promise<OnboardingClient | undefined> => unit.row<OnboardingClient>(LOCK, [clientId]);

/**
 * Takes a locked client a step along the onboarding, by the transition table, as part of a decision that has an audit entry of its own.
 * Refuses with ILLEGAL_TRANSITION.
 */
export function moveOnboarding(unit: Unit, client: OnboardingClient, to: OnboardingStatus): void {
  const { onboardingStatus: from, statusBeforeSuspension } = client;
  const legal = legalTransitions(from, statusBeforeSuspension);
  if (!legal.includes(to)) throw refusal('ILLEGAL_TRANSITION', `The client is ${from}: from there it goes to ${legal.join(', ')}, not to ${to}.`, ['id']);
  unit.write(MOVE, [client.id, to]);
}
