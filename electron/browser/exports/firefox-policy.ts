import { pacDataUrl } from '../pac';

/**
 * A `policies.json` for Firefox: the proxy script for all profiles of one installation. It is not
 * locked, so that a person can still choose otherwise.
 */
export function firefoxPolicy(script: string): string {
  const policies = {
    Proxy: { Mode: 'autoConfig', AutoConfigURL: pacDataUrl(script), UseProxyForDNS: true },
  };
  return `${JSON.stringify({ policies }, null, 2)}\n`;
}
