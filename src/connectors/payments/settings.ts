import { type ProviderMaker, ProviderMisconfigured, type ProviderSettings } from './port.js';

/** Throws `ProviderMisconfigured` naming the first setting or secret that is missing. */
export function checkRequired({ requiredSettings, requiredSecrets }: ProviderMaker, { settings, secrets }: ProviderSettings): void {
  for (const name of requiredSettings) if (!settings[name]) throw new ProviderMisconfigured(`The setting ${name} must be given.`);
  for (const name of requiredSecrets) if (!secrets[name]) throw new ProviderMisconfigured(`The secret ${name} must be given.`);
}
