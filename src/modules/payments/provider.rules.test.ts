import { expect, test } from 'vitest';
import { checkBaseUrl } from './provider.rules.js';

test.each(['http://127.0.0.1:4010/card', 'https://localhost/', 'https://2130706433/', 'http://[::1]/'])(
  'a provider at %s is on this machine, which does not do in production',
  (url) => {
    expect(() => checkBaseUrl(url, false)).not.toThrow();
    expect(() => checkBaseUrl(url, true)).toThrow('no provider is on this machine');
  },
);
