import { execFile, execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SshWay } from '../../electron/browser/exports/export-source';
import { makeExport } from '../../electron/browser/exports/make-export';
import { type CliRun, culvert } from '../support/cli';
import { exportSource, sshWay } from '../support/export-source';
import { temporaryFolder } from '../support/temp-folder';

const folder = temporaryFolder('culvert-exports-');
const primary = 'ip-10-0-1-23.ap-northeast-2.compute.internal';
const dataDir = folder.file('data');
let demo: CliRun;
let port: number;

beforeAll(async () => {
  demo = culvert(['demo', '--stay', '--json'], { dataDir });
  port = Number((await demo.event('listening', 40_000))['port']);
});
afterAll(async () => {
  await demo.signal('SIGTERM');
  folder.remove();
});

/** What `ssh -G` makes of an exported block. */
function understood(changes: Partial<SshWay>, name = 'Nightly ETL', host?: string) {
  const file = folder.file('config');
  const { text } = makeExport(
    'ssh-config',
    exportSource({ name, ssh: sshWay(changes) }),
    new Date(),
  );
  writeFileSync(file, text);
  const alias = host ?? text.split('\n')[0]?.replace('Host ', '') ?? '';
  const said = execFileSync('ssh', ['-G', '-F', file, alias], { encoding: 'utf8' });
  return (keyword: string) =>
    said
      .split('\n')
      .flatMap((line) => (line.startsWith(`${keyword} `) ? [line.slice(keyword.length + 1)] : []));
}

describe('ssh reads ssh_config', () => {
  it('as the tunnel is', () => {
    const says = understood({ hostKeyAlias: 'j-2AXXXXXXGAPLF' });
    expect(says('hostname')).toEqual(['bastion.seoul.example']);
    expect(says('user')).toEqual(['ec2-user']);
    expect(says('port')).toEqual(['22']);
    expect(says('dynamicforward')).toEqual(['[127.0.0.1]:9157']);
    expect(says('identityfile')).toEqual(['/home/ana/.ssh/seoul.pem']);
    expect(says('identitiesonly')).toEqual(['yes']);
    expect(says('exitonforwardfailure')).toEqual(['yes']);
    expect(says('hostkeyalias')).toEqual(['j-2axxxxxxgaplf']);
    expect(says('sessiontype')).toEqual(['none']);
  });

  it('with names and paths that would mean something else', () => {
    const identity = '/home/ana/my "keys"/50%h\\seoul.pem';
    const says = understood({ identity }, 'a * b\nHost evil\n  ProxyCommand touch x');
    // As it stands before its tokens are replaced, of which %% is one.
    expect(says('identityfile')).toEqual([identity.replace('%', '%%')]);
    expect(says('proxycommand')).toEqual([]);
    expect(says('hostname')).toEqual(['bastion.seoul.example']);
  });

  it('with jump hosts, each with its own key', () => {
    const hop = { port: 2222, user: 'ops', authentication: null };
    const own = [{ method: 'key-file' as const, path: '/home/ana/.ssh/second' }];
    const jumpHosts = [
      { ...hop, host: 'first.example' },
      { ...hop, host: 'second.example', authentication: own },
    ];
    expect(understood({ jumpHosts })('proxyjump')).toEqual(['culvert-Nightly-ETL-jump-2']);
    const second = understood({ jumpHosts }, 'Nightly ETL', 'culvert-Nightly-ETL-jump-2');
    expect(second('hostname')).toEqual(['second.example']);
    expect(second('identityfile')).toEqual(['/home/ana/.ssh/second']);
    expect(second('proxyjump')).toEqual(['culvert-Nightly-ETL-jump-1']);
    const first = understood({ jumpHosts }, 'Nightly ETL', 'culvert-Nightly-ETL-jump-1');
    expect(first('port')).toEqual(['2222']);
    expect(first('proxyjump')).toEqual([]);
  });

  const instance = { id: 'i-0a1b2c3d4e5f60718', region: 'ap-northeast-2', awsProfile: "team's" };
  it.each([
    [
      { kind: 'proxy-command', command: 'connect -S p:1080 %h %p' } as const,
      'connect -S p:1080 %h %p',
    ],
    [
      { kind: 'socks-proxy', host: 'p', port: 1080, user: null } as const,
      'nc -X 5 -x p:1080 %h %p',
    ],
    [
      { kind: 'ssm' } as const,
      `aws ssm start-session --target ${instance.id} --document-name AWS-StartSSHSession --parameters portNumber=%p --region ap-northeast-2 --profile 'team'\\''s'`,
    ],
    [
      { kind: 'instance-connect-endpoint', endpoint: null } as const,
      `aws ec2-instance-connect open-tunnel --instance-id ${instance.id} --region ap-northeast-2 --profile 'team'\\''s'`,
    ],
  ])('with %o', (transport, command) => {
    expect(understood({ transport, instance })('proxycommand')).toEqual([command]);
  });
});

/** Runs a script of sh that has taken the exported lines in. */
function inShell(script: string): Promise<string> {
  const { text } = makeExport('shell', exportSource({ port, name: "it's\n$(x)" }), new Date());
  writeFileSync(folder.file('env.sh'), text);
  const env = { ...process.env, LANG: 'C', GIT_TERMINAL_PROMPT: '0' };
  return new Promise((resolve) => {
    const args = ['-euc', `. '${folder.file('env.sh')}'; ${script}`];
    execFile('sh', args, { env, timeout: 60_000 }, (_error, stdout, stderr) =>
      resolve(stdout + stderr),
    );
  });
}

describe('sh takes the lines, and through the tunnel', () => {
  it('curl gets a page', async () => {
    const url = `http://${primary}:8088/cluster`;
    expect(await inShell(`curl -s -o /dev/null -w '%{http_code}' ${url}`)).toBe('200');
  });

  it('git is answered by the same server', async () => {
    expect(await inShell(`git ls-remote http://${primary}:8088/x.git || true`)).toMatch(
      /repository '.*' not found|not valid: is this a git repository/,
    );
  });

  it('Java is, and leaves the name to the far side', async () => {
    const ask = (host: string) =>
      inShell(`keytool -printcrl -file http://${host}:8088/cluster || true`);
    // It does get the page, and says that it is no list of revoked certificates.
    expect(await ask(primary)).toMatch(/CRLException|Empty input|Unable to parse|DER/i);
    expect(await ask('nowhere.internal')).toMatch(/SocketException|SOCKS|HostException/);
  });
});

describe('culvert export', () => {
  it.each([
    [['pac', '--vpc-cidr', '10.8.0.0/16'], /FindProxyForURL/],
    [['zeroomega'], /"schemaVersion":2/],
    [['firefox-policy'], /"Mode": "autoConfig"/],
    [['env'], /^export ALL_PROXY='socks5h:\/\/127\.0\.0\.1:9157'$/m],
    [['env', '--for', 'powershell'], /^\$env:ALL_PROXY = /m],
    [['ssh-config', '--host', 'b.example', '--user', 'ana'], /HostName b\.example/],
    [['foxyproxy', '--for', 'append-proxy'], /^socks5:\/\/127\.0\.0\.1:9157\?/],
    [['foxyproxy', '--for', 'append-patterns'], /"include": "include"/],
  ])(
    '%j prints it, and writes the same to a file with a word on what it replaces',
    async (args, sign) => {
      const words = ['export', ...args, '--local-port', '9157'];
      const printed = culvert(words, { dataDir });
      expect(await printed.ended).toBe(0);
      expect(printed.stdout()).toMatch(sign);
      const file = folder.file('out');
      const written = culvert([...words, '--out', file], { dataDir });
      expect(await written.ended).toBe(0);
      expect(existsSync(file)).toBe(true);
      expect(written.stdout()).toMatch(/Replaces|replaces|place|Sets the proxy/);
    },
  );

  it('takes a stored tunnel by its name', async () => {
    const missing = culvert(['export', 'pac', '--profile', 'nowhere'], { dataDir });
    expect(await missing.ended).toBe(2);
    expect(missing.stderr()).toContain('nowhere');
  });
});
