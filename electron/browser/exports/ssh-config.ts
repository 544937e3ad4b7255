import type { Bastion, JumpHost } from '../../../shared/model/way';
import { fileNamePart } from '../foxyproxy';
import type { SshWay } from './export-source';

type Option = readonly [keyword: string, value: string];

/** An argument of ssh_config(5): quoted, with `%` doubled where tokens are read. */
function quoted(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}

function path(text: string): string {
  return quoted(text.replaceAll('%', '%%'));
}

/** One word of a command line that sh reads. */
function word(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/**
 * A Host block that does with OpenSSH what the tunnel does here, and one for each jump host, for
 * `~/.ssh/config` or a file it includes: `ssh -N culvert-…`. Nothing in it is run but what ssh runs.
 */
export function sshConfig(name: string, way: SshWay): string {
  const alias = `culvert-${fileNamePart(name)}`;
  const hops = way.jumpHosts.map((hop, at) => ({ hop, alias: `${alias}-jump-${at + 1}` }));
  const blocks = hops.map(({ hop, alias: own }, at) =>
    block(own, [
      ...server(hop, identityOf(hop, way)),
      ...keptAs(hop.hostKeyAlias ?? null),
      ...reachedBy(hops[at - 1]?.alias ?? null, way),
    ]),
  );
  const own = block(alias, [
    ...server(way.bastion, way.identity),
    ...reachedBy(hops.at(-1)?.alias ?? null, way),
    ...keptAs(way.hostKeyAlias),
    way.forward,
    ['ExitOnForwardFailure', 'yes'],
    ['SessionType', 'none'],
    ['ServerAliveInterval', '15'],
    ['ServerAliveCountMax', '3'],
  ]);
  return `${[own, ...blocks].join('\n')}`;
}

function block(alias: string, options: readonly Option[]): string {
  const lines = options.map(([keyword, value]) => `  ${keyword} ${value}`);
  return `${[`Host ${alias}`, ...lines].join('\n')}\n`;
}

function server({ host, port, user }: Bastion, identity: string | null): Option[] {
  const key: Option[] =
    identity === null
      ? []
      : [
          ['IdentityFile', path(identity)],
          ['IdentitiesOnly', 'yes'],
        ];
  return [['HostName', host], ['Port', String(port)], ['User', quoted(user)], ...key];
}

function keptAs(alias: string | null): Option[] {
  return alias === null ? [] : [['HostKeyAlias', quoted(alias)]];
}

function identityOf({ authentication }: JumpHost, way: SshWay): string | null {
  if (authentication === null) return way.identity;
  const [first] = authentication;
  return first?.method === 'key-file' ? first.path : null;
}

/** How a server is reached: through the one before it, or as the first one is from here. */
function reachedBy(before: string | null, { transport, instance }: SshWay): Option[] {
  if (before !== null) return [['ProxyJump', before]];
  switch (transport.kind) {
    case 'direct':
      return [];
    case 'proxy-command':
      return [['ProxyCommand', transport.command]];
    case 'http-proxy':
      return [['ProxyCommand', `nc -X connect -x ${transport.host}:${transport.port} %h %p`]];
    case 'socks-proxy':
      return [['ProxyCommand', `nc -X 5 -x ${transport.host}:${transport.port} %h %p`]];
    case 'ssm':
      return instance === null
        ? []
        : [
            [
              'ProxyCommand',
              `aws ssm start-session --target ${instance.id} --document-name AWS-StartSSHSession --parameters portNumber=%p${awsWords(instance)}`,
            ],
          ];
    case 'instance-connect-endpoint': {
      if (instance === null) return [];
      const { endpoint } = transport;
      const through = endpoint === null ? '' : ` --instance-connect-endpoint-id ${endpoint}`;
      return [
        [
          'ProxyCommand',
          `aws ec2-instance-connect open-tunnel --instance-id ${instance.id}${through}${awsWords(instance)}`,
        ],
      ];
    }
  }
}

function awsWords({ region, awsProfile }: NonNullable<SshWay['instance']>): string {
  const profile = awsProfile === null ? '' : ` --profile ${word(awsProfile.replaceAll('%', '%%'))}`;
  return ` --region ${region}${profile}`;
}
