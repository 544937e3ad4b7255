import type { ProxyTarget } from '../foxyproxy';
import type { UrlPattern } from '../url-patterns';

const colours = { tunnel: '#0055e5', auto: '#99dd99' } as const;

/** What a fresh ZeroOmega has in its options; a restore takes nothing over from before. */
const settings = {
  '-enableQuickSwitch': false,
  '-quickSwitchProfiles': [],
  '-refreshOnProfileChange': true,
  '-revertProxyChanges': true,
  '-confirmDeletion': true,
  '-showInspectMenu': true,
  '-addConditionsToBottom': false,
  '-showExternalProfile': true,
  '-showResultProfileOnActionBadgeText': false,
  '-downloadInterval': 1440,
};

/**
 * Options for ZeroOmega, which also reads SwitchyOmega's (schema version 2): a proxy, and a switch
 * profile that sends the tunnel's hosts there and all else past it. It is in use as soon as it is
 * restored. Conditions are expressions for the host alone, which ports do not matter to.
 */
export function zeroOmegaOptions(target: ProxyTarget, patterns: readonly UrlPattern[]): string {
  // Names that begin with an underscore are hidden there.
  const tunnel = `Culvert ${target.name}`;
  const auto = `Culvert ${target.name} (auto)`;
  const rules = patterns.map(({ host }) => ({
    condition: { conditionType: 'HostRegexCondition', pattern: `^(${host})$` },
    profileName: tunnel,
  }));
  return JSON.stringify({
    schemaVersion: 2,
    '-startupProfileName': auto,
    ...settings,
    [`+${tunnel}`]: {
      profileType: 'FixedProfile',
      name: tunnel,
      color: colours.tunnel,
      revision: '1',
      fallbackProxy: { scheme: 'socks5', host: target.host, port: target.port },
      // Firefox asks for names on the far side only where this is said.
      proxyDNS: true,
      bypassList: [
        { conditionType: 'BypassCondition', pattern: '127.0.0.1' },
        { conditionType: 'BypassCondition', pattern: '[::1]' },
        { conditionType: 'BypassCondition', pattern: 'localhost' },
      ],
    },
    [`+${auto}`]: {
      profileType: 'SwitchProfile',
      name: auto,
      color: colours.auto,
      revision: '1',
      defaultProfileName: 'direct',
      rules,
    },
  });
}
