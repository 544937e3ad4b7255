import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { diskFiles } from '../../electron/imports/disk';
import type { FoundTunnel } from '../../electron/imports/found-tunnel';
import { readSshConfig } from '../../electron/imports/ssh-config/read-ssh-config';
import { temporaryFolder } from '../support/temp-folder';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder('culvert-import-');
});
afterEach(() => folder.remove());

function write(files: Readonly<Record<string, string>>): string {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(folder.file(name)), { recursive: true });
    writeFileSync(folder.file(name), text.replaceAll('FOLDER', folder.path), { mode: 0o600 });
  }
  return folder.file('config');
}

async function ours(path: string): Promise<readonly FoundTunnel[]> {
  const files = diskFiles(path, 'en');
  const read = await files.read(path);
  if (!read.ok) throw new Error(read.why);
  return (await readSshConfig(read.text, read.path, 'config', files)).tunnels;
}

/** What ssh itself would use, by keyword; it connects nowhere with -G. */
function sshSays(path: string, alias: string): Map<string, string[]> {
  const text = execFileSync('ssh', ['-G', '-F', path, alias], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const said = new Map<string, string[]>();
  for (const line of text.trim().split('\n')) {
    const at = line.indexOf(' ');
    const keyword = line.slice(0, at);
    said.set(keyword, [...(said.get(keyword) ?? []), line.slice(at + 1)]);
  }
  return said;
}

function forwardsOf(tunnels: readonly FoundTunnel[]): string[] {
  return tunnels
    .filter(({ localPort }) => localPort !== null)
    .map(({ kind, localPort, forward }) =>
      forward === null
        ? `${kind} ${localPort}`
        : `${kind} ${localPort} [${forward.host}]:${forward.port}`,
    )
    .sort();
}

/** ssh prints `[127.0.0.1]:1080` for a bound port, and destinations as `[host]:port`. */
function sshForwards(said: Map<string, string[]>): string[] {
  const kinds = { dynamicforward: 'dynamic', localforward: 'local', remoteforward: 'remote' };
  return Object.entries(kinds)
    .flatMap(([keyword, kind]) =>
      (said.get(keyword) ?? []).map((value) => {
        const [listen = '', target] = value.split(' ');
        const port = listen.replace(/^.*:/, '');
        return target === undefined ? `${kind} ${port}` : `${kind} ${port} ${target}`;
      }),
    )
    .sort();
}

async function agree(files: Readonly<Record<string, string>>, aliases: readonly string[]) {
  const path = write(files);
  const tunnels = await ours(path);
  for (const alias of aliases) {
    const mine = tunnels.filter(({ name }) => name === alias || name.startsWith(`${alias} `));
    const said = sshSays(path, alias);
    const [first] = mine;
    expect(first, alias).toBeDefined();
    expect(
      {
        host: first?.host,
        port: String(first?.port),
        user: first?.user,
        alias: first?.hostKeyAlias?.toLowerCase(),
        forwards: forwardsOf(mine),
        jumps: first?.jumpHosts.length,
      },
      alias,
    ).toEqual({
      host: said.get('hostname')?.[0],
      port: said.get('port')?.[0],
      user: said.get('user')?.[0],
      alias: said.get('hostkeyalias')?.[0],
      forwards: sshForwards(said),
      jumps: said.get('proxyjump')?.[0]?.split(',').length ?? 0,
    });
  }
}

const cases: readonly (readonly [string, Readonly<Record<string, string>>, readonly string[]])[] = [
  [
    'the first value wins, forwards add up, and a pattern block comes last',
    {
      config: [
        'User first',
        'Host emr',
        '  HostName bastion.example.com',
        '  User second',
        '  Port 2222',
        '  HostKeyAlias Emr-Prod',
        '  HostKeyAlias other',
        '  DynamicForward 8157',
        '  DynamicForward 127.0.0.1:8158',
        'Host *',
        '  Port 22',
        '  User third',
        '  DynamicForward localhost:9000',
        '  LocalForward 9443 10.0.0.7:443',
      ].join('\n'),
    },
    ['emr'],
  ],
  [
    'keywords in any case, equals signs, quotes, escapes and comments',
    {
      config: [
        '# a comment',
        'HOST = emr other # both',
        "\tHOSTNAME='bastion.example.com'",
        'port="2200"',
        '  USER   =  ec2-user   # the login',
        'dynamicforward\t8157',
        '',
      ]
        .join('\r\n')
        .replaceAll('\r', ''),
    },
    ['emr', 'other'],
  ],
  [
    'negated patterns veto, wherever they stand',
    {
      config: [
        'Host *.example !secret.example',
        '  Port 2201',
        'Host !secret.example *',
        '  User everyone',
        'Host secret.example open.example',
        '  Port 2202',
      ].join('\n'),
    },
    ['secret.example', 'open.example'],
  ],
  [
    '%h in HostName is what was typed',
    { config: 'Host node1 node2\n HostName %h.cluster.example\n User u\n' },
    ['node1', 'node2'],
  ],
  [
    'Match by host sees HostName, by originalhost what was typed, by user what is set so far',
    {
      config: [
        'Host a',
        '  HostName real.example',
        '  User ana',
        'Match host real.example',
        '  Port 2301',
        'Match originalhost a,b',
        '  DynamicForward 8301',
        'Match user ana host real.*',
        '  DynamicForward 8302',
        'Match user bob',
        '  DynamicForward 8303',
        'Host b',
        '  User bob',
        'Match !originalhost a',
        '  Port 2302',
        'Match all',
        '  DynamicForward 8304',
      ].join('\n'),
    },
    ['a', 'b'],
  ],
  [
    `Match by the local user ${userInfo().username}`,
    {
      config: `Host a\nMatch localuser ${userInfo().username}\n Port 2401\nMatch localuser nobody-else\n Port 2402\n`,
    },
    ['a'],
  ],
  [
    'Match final is read when everything else is known',
    {
      config: [
        'Match final host real.example',
        '  Port 2501',
        'Host a',
        '  HostName real.example',
        'Host b',
        '  HostName other.example',
      ].join('\n'),
    },
    ['a', 'b'],
  ],
  [
    'Include brings files in where it stands, under the condition it stands under',
    {
      config: [
        'Include FOLDER/conf.d/*.conf',
        'Host a',
        '  Include FOLDER/inside',
        '  Port 2602',
        'Host b',
        '  Port 2603',
      ].join('\n'),
      'conf.d/10-first.conf': 'Host a\n User from-first\n',
      'conf.d/20-second.conf': 'Host *\n User from-second\n',
      'conf.d/ignored.txt': 'Host *\n User never\n',
      inside: 'DynamicForward 8601\nHost b\n Port 2601\nHost a\n Port 2600\n',
    },
    ['a', 'b'],
  ],
  [
    'jump hosts, and none of them where the first word is none',
    {
      config: [
        'Host direct',
        '  ProxyJump none',
        'Host target direct',
        '  ProxyJump ec2-user@gate.example:2222,inner',
        'Host inner',
        '  HostName inner.example',
      ].join('\n'),
    },
    ['direct', 'inner', 'target'],
  ],
  [
    'forwards of every kind, with addresses in brackets',
    {
      config: [
        'Host a',
        '  LocalForward 10000 hive.internal:10000',
        '  LocalForward 127.0.0.1:10001 [fd00::7]:10001',
        '  RemoteForward 9001 127.0.0.1:9002',
        '  DynamicForward [::1]:8700',
      ].join('\n'),
    },
    ['a'],
  ],
  [
    'forwards that a later block clears',
    { config: 'Host a\n DynamicForward 8157\nHost *\n ClearAllForwardings yes\n' },
    ['a'],
  ],
];

describe('what is read from ssh_config is what ssh itself reads', () => {
  it.each(cases)('%s', async (_what, files, aliases) => {
    await agree(files, aliases);
  });
});

describe('a key file', () => {
  it('is the first of those ssh would try that is there', async () => {
    const path = write({
      config: 'Host a\n IdentityFile FOLDER/missing\n IdentityFile FOLDER/%r_key\n User ana\n',
      ana_key: 'not looked into',
    });
    const said = sshSays(path, 'a').get('identityfile') ?? [];
    const [tunnel] = await ours(path);
    expect(said.map((each) => each.replace('%r', 'ana'))).toContain(tunnel?.keyPath);
    expect(tunnel?.keyPath).toBe(folder.file('ana_key'));
    expect(tunnel?.authentication).toBe('key-file');
  });
});

describe('a hostile file', () => {
  it('starts nothing: what ssh would run stays unrun', async () => {
    const canary = folder.file('canary');
    const touch = `touch ${canary}`;
    const path = write({
      config: [
        `Match exec "${touch}"`,
        '  Port 2700',
        'Host a',
        `  ProxyCommand ${touch}`,
        `  LocalCommand ${touch}`,
        '  PermitLocalCommand yes',
        `  KnownHostsCommand /usr/bin/${touch}`,
        `  HostName $(${touch})`,
        'Host b',
        `  User \`${touch}\``,
        'Host c',
        '  HostName c.example',
        `  ProxyCommand sh -c "${touch}"`,
      ].join('\n'),
    });
    const tunnels = await ours(path);
    expect(tunnels.map(({ name, transport, proposed }) => ({ name, transport, proposed }))).toEqual(
      [{ name: 'c', transport: { kind: 'direct' }, proposed: false }],
    );
    expect(existsSync(canary)).toBe(false);
    // ssh itself proves that such a line is as dangerous as it looks.
    sshSays(write({ config: `Match exec "${touch}"\n  Port 2700\n` }), 'c');
    expect(existsSync(canary)).toBe(true);
  });
});
