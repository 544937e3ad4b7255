import type { Failure } from '../../shared/model/failure';

/** Exit codes of the command line; part of its contract. */
export const exitCode = {
  done: 0,
  other: 1,
  usage: 2,
  key: 3,
  hostKey: 4,
  authentication: 5,
  unreachable: 6,
  portInUse: 7,
  aws: 8,
} as const;

const byPrefix: readonly (readonly [string, number])[] = [
  ['key-', exitCode.key],
  ['passphrase-', exitCode.key],
  ['host-key-', exitCode.hostKey],
  ['known-hosts-', exitCode.hostKey],
  ['auth-', exitCode.authentication],
  ['password-', exitCode.authentication],
  ['agent-', exitCode.authentication],
  ['bastion-', exitCode.unreachable],
  ['not-ssh', exitCode.unreachable],
  ['jump-host-', exitCode.unreachable],
  ['proxy-', exitCode.unreachable],
  ['not-a-proxy', exitCode.unreachable],
  ['command-', exitCode.unreachable],
  ['no-way-left', exitCode.unreachable],
  ['algorithms-mismatch', exitCode.unreachable],
  ['handshake-timeout', exitCode.unreachable],
  ['connection-lost', exitCode.unreachable],
  ['port-', exitCode.portInUse],
  ['remote-port-', exitCode.portInUse],
  ['listen-failed', exitCode.portInUse],
  ['aws-', exitCode.aws],
  ['cluster-', exitCode.aws],
  ['instance-', exitCode.aws],
  ['profile-missing', exitCode.usage],
  ['import-', exitCode.usage],
];

/** The exit code that tells a script what kind of thing went wrong. */
export function exitCodeOf(failure: Failure): number {
  return byPrefix.find(([prefix]) => failure.code.startsWith(prefix))?.[1] ?? exitCode.other;
}
