import { execFile, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AwsEndpoint, awsEnvironment } from '../support/aws/endpoint';
import { type CliRun, culvert } from '../support/cli';
import { type WebOrigin, webOrigin } from '../support/origin';
import { freePort } from '../support/ports';
import { closeCases, sshdFor, until } from '../support/ssh-cases';
import type { Sshd } from '../support/sshd';
import { standIns } from '../support/stand-ins';
import { temporaryFolder } from '../support/temp-folder';
import { startTinyproxy } from '../support/tinyproxy';

const run = promisify(execFile);
const folder = temporaryFolder('culvert-ways-cli-');
const key = folder.file('key');

let jump: Sshd;
let bastion: Sshd;
let origin: WebOrigin;

beforeAll(async () => {
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
  const authorizedKeys = [readFileSync(`${key}.pub`, 'utf8').trim()];
  [jump, bastion, origin] = await Promise.all([
    sshdFor({ authorizedKeys }),
    sshdFor({ authorizedKeys }),
    webOrigin(),
  ]);
});

afterAll(async () => {
  await closeCases();
  await origin.close();
  folder.remove();
});

function up(more: readonly string[], env: Record<string, string> = {}): CliRun {
  const server = ['--host', '127.0.0.1', '--port', String(bastion.port), '--user', bastion.user];
  const args = ['up', '--json', ...server, '--identity', key, '--accept-new', ...more];
  return culvert(args, { dataDir: folder.file('data'), env });
}

function startAws(): Promise<AwsEndpoint> {
  return AwsEndpoint.start({
    'ec2-instance-connect': {
      SendSSHPublicKey: ({ SSHPublicKey }: { SSHPublicKey: string }) => {
        bastion.authorize(SSHPublicKey);
        return { Success: true };
      },
    },
  });
}

async function fetched(port: number, ...flags: string[]): Promise<string> {
  const { stdout } = await run('curl', ['-sS', ...flags, `http://127.0.0.1:${port}/hello`]);
  return stdout;
}

describe('culvert up by other ways', () => {
  it('--local leads one port to one place', async () => {
    const tunnel = up(['--local', `0:127.0.0.1:${origin.port}`]);
    const event = await tunnel.event('listening');
    const to = { host: '127.0.0.1', port: origin.port };
    expect(event).toMatchObject({ host: '127.0.0.1', kind: 'local', to });
    expect(await fetched(Number(event['port']))).toBe('page /hello');
    expect(await tunnel.signal('SIGTERM')).toBe(0);
  });

  it('--remote leads a port of the bastion back here, and --jump passes a jump host', async () => {
    const hop = `${jump.user}@127.0.0.1:${jump.port}`;
    const tunnel = up(['--remote', `0:127.0.0.1:${origin.port}`, '--jump', hop]);
    const event = await tunnel.event('listening');
    expect(event).toMatchObject({ host: '127.0.0.1', kind: 'remote' });
    expect(await fetched(Number(event['port']))).toBe('page /hello');
    expect(jump.log()).toContain('Accepted publickey');
    const hops = tunnel.events().flatMap((each) => (each['hop'] === 1 ? [each['stage']] : []));
    expect(hops).toEqual(['resolve', 'tcp', 'key-exchange', 'host-key', 'authentication']);
    expect(await tunnel.signal('SIGTERM')).toBe(0);
  });

  it('ways to the first server are tried in the order they are given', async () => {
    const nowhere = await freePort();
    const proxy = [
      '--proxy',
      `http://127.0.0.1:${nowhere}`,
      '--proxy',
      `socks5://127.0.0.1:${nowhere}`,
    ];
    const allow = ['--local-port', '0', '--allow', '127.0.0.0/8'];
    const tunnel = up([...proxy, '--proxy-command', 'nc %h %p', '--direct', ...allow]);
    const event = await tunnel.event('listening');
    const socks = ['--socks5-hostname', `127.0.0.1:${event['port']}`];
    expect(await fetched(origin.port, ...socks)).toBe('page /hello');
    const said = tunnel
      .stderr()
      .split('\n')
      .filter((line) => /^(Trying|Skipped)/.test(line));
    expect(said.map((line) => line.slice(0, 20))).toEqual(
      [
        'Trying: HTTP proxy.',
        'Skipped: HTTP proxy.',
        'Trying: SOCKS proxy.',
        'Skipped: SOCKS proxy.',
        'Trying: Proxy command.',
      ].map((line) => line.slice(0, 20)),
    );
    expect(await tunnel.signal('SIGTERM')).toBe(0);
  });

  it('an endpoint is carried by the AWS command, and a key is pushed for the login', async () => {
    const keys = until(await startAws(), (each) => each.close());
    const programs = until(standIns(), async (each) => each.close());
    const tunnel = culvert(
      [
        ...['up', '--json', '--port', String(bastion.port), '--user', bastion.user, '--accept-new'],
        ...['--instance-connect-endpoint', '--one-time-key', '--instance', 'i-0abc1234def567890'],
        ...['--region', 'eu-west-1', '--endpoint-url', keys.url, '--local-port', '0'],
      ],
      { dataDir: folder.file('data-aws'), env: awsEnvironment(folder.path) },
    );
    await tunnel.event('listening');
    expect(programs.runs().map(({ program }) => program)).toEqual(['aws']);
    expect(keys.callsOf('SendSSHPublicKey')[0]).toMatchObject({ region: 'eu-west-1' });
    expect(await tunnel.signal('SIGTERM')).toBe(0);
  });

  it('the password of a proxy comes from the environment, and goes nowhere else', async () => {
    const proxy = until(await startTinyproxy('BasicAuth ana s3cret-canary'), (each) => each.stop());
    const args = [
      '--proxy',
      `http://ana@127.0.0.1:${proxy.port}`,
      '--proxy-password-env',
      'CANARY',
    ];
    const tunnel = up([...args, '--local-port', '0'], { CANARY: 's3cret-canary' });
    await tunnel.event('listening');
    expect(proxy.log()).toContain(`CONNECT 127.0.0.1:${bastion.port}`);
    expect(tunnel.stdout() + tunnel.stderr()).not.toContain('canary');
    expect(await tunnel.signal('SIGTERM')).toBe(0);
    const wrong = up([...args, '--local-port', '0'], { CANARY: 'not it' });
    expect(await wrong.ended).toBe(6);
    expect(wrong.events().at(-1)).toMatchObject({ code: 'proxy-login-refused', why: 'wrong' });
  });

  it('a proxy that is not there is exit code 6, a port the bastion refuses 7', async () => {
    const away = up(['--proxy', `http://127.0.0.1:${await freePort()}`]);
    expect(await away.ended).toBe(6);
    expect(away.events().at(-1)).toMatchObject({ event: 'failed', code: 'proxy-unreachable' });
    const taken = up(['--remote', `${origin.port}:127.0.0.1:80`]);
    expect(await taken.ended).toBe(7);
    expect(taken.events().at(-1)).toMatchObject({ event: 'failed', code: 'remote-port-refused' });
  });

  it.concurrent.each([
    [['--local', '8080'], /PORT:HOST:PORT/],
    [['--local', '0.0.0.0:1:a:2'], /127\.0\.0\.1/],
    [['--local', '1:a:2', '--remote', '1:a:2'], /two tunnels/],
    [['--local', '1:a:2', '--local-port', '3'], /--local-port/],
    [['--local', '1:a:70000'], /PORT:HOST:PORT/],
    [['--jump', 'a b'], /--jump/],
    [['--proxy', 'ftp://x'], /--proxy/],
    [['--proxy', 'http://ana:secret@x:1'], /no password/],
    [['--proxy-command', ' '], /--proxy-command/],
    [['--ssm'], /--instance ID/],
    [['--ssm', '--instance', 'x', '--region', 'eu-west-1'], /i-0abc/],
    [['--one-time-key', '--jump', 'a'], /--jump/],
  ])('%j: a word on what is wrong, exit 2', async (args, words) => {
    const outcome = up(args);
    expect(await outcome.ended).toBe(2);
    expect(outcome.stderr()).toMatch(words);
    expect(outcome.stderr()).not.toContain('secret');
  });
});
