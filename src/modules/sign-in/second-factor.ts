import type { Vault } from '../../runtime/vault.js';
import type { Credential } from './credential.entity.js';
import { hashRecoveryCode, totpStep } from './totp.js';

/** Takes a code of the authenticator, each time step once, or a recovery code, each once. Changes the credential, which the caller has locked. */
export function useSecondFactor(vault: Vault, credential: Credential, code: string): boolean {
  return useTotp(vault, credential, code.replaceAll(' ', '')) || useRecoveryCode(credential, code);
}

function useTotp(vault: Vault, credential: Credential, code: string): boolean {
  if (!credential.totpSecret) return false;
  const step = totpStep(vault.open(credential.id, credential.totpSecret), code);
  if (step === null || step <= (credential.totpLastStep ?? -1)) return false;
  credential.totpLastStep = step;
  return true;
}

function useRecoveryCode(credential: Credential, code: string): boolean {
  const hash = hashRecoveryCode(credential.id, code);
  if (!credential.recoveryHashes.includes(hash)) return false;
  credential.recoveryHashes = credential.recoveryHashes.filter((kept) => kept !== hash);
  return true;
}
