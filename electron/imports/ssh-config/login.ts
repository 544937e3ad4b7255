import {
  type AuthenticationMethod,
  hostKeyAliasSchema,
  hostSchema,
  portSchema,
  userSchema,
} from '../../../shared/model/profile';
import { profileDefaults } from '../../../shared/model/profile-defaults';
import { portNumber, problemOf } from '../found-tunnel';
import { refused, type Verdicts } from '../verdicts';
import { credit, type HostSettings, hostNameOf } from './evaluate';

export interface Login {
  readonly host: string;
  readonly port: number;
  /** Null where nothing says it: ssh then takes the name of the person at this machine. */
  readonly user: string | null;
  readonly hostKeyAlias?: string;
}

/** Where a host is and as whom one logs in; null when a line says something that cannot be. */
export function loginOf({ first, alias, named }: HostSettings, verdicts: Verdicts): Login | null {
  const host = hostNameOf(first.get('hostname')?.value, alias);
  const port = portNumber(first.get('port')?.value ?? String(profileDefaults.sshPort));
  const user = first.get('user')?.value ?? null;
  const hostKeyAlias = first.get('hostkeyalias')?.value;
  const checks = [
    ['hostname', problemOf(hostSchema, host)],
    ['port', problemOf(portSchema, port)],
    ['user', user === null ? null : problemOf(userSchema, user)],
    [
      'hostkeyalias',
      hostKeyAlias === undefined ? null : problemOf(hostKeyAliasSchema, hostKeyAlias),
    ],
  ] as const;
  let sound = true;
  for (const [keyword, problem] of checks) {
    const setting = first.get(keyword);
    if (problem === null) credit(verdicts, setting);
    else {
      sound = false;
      const line = setting?.line ?? named;
      if (line !== null && line.number > 0)
        verdicts.give(line, refused({ code: 'bad-value', problem }));
    }
  }
  const kept = hostKeyAlias === undefined ? {} : { hostKeyAlias };
  return sound ? { host, port, user, ...kept } : null;
}

/** The first way to log in that the settings ask for. */
export function methodOf(
  { first }: HostSettings,
  keyPath: string | null,
  verdicts: Verdicts,
): AuthenticationMethod {
  const preferred = first.get('preferredauthentications');
  credit(verdicts, preferred);
  const [method] = (preferred?.value ?? '').split(',');
  if (method === 'password' || method === 'keyboard-interactive') return method;
  return keyPath === null ? 'agent' : 'key-file';
}
