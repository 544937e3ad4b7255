import { execFile, execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Failure } from '../../shared/model/failure';
import { failureSchema } from '../../shared/model/failure-schema';
import { failureWords } from '../../shared/text/failures';
import { temporaryFolder } from '../support/temp-folder';

const run = promisify(execFile);
const folder = temporaryFolder('culvert-local-network-');
const namespace = `culvert-${randomBytes(3).toString('hex')}l`;

/** Nobody is there, and the system says so: EHOSTUNREACH, as macOS does of what it hides. */
const hidden = ['10.9.8.7', '192.168.7.7', '169.254.7.7', 'fd00:7::7', '198.51.100.7'];
/** The system knows no way there at all: ENETUNREACH. */
const elsewhere = '172.20.7.7';

beforeAll(async () => {
  const ip = (...words: string[]) => void execFileSync('ip', words);
  ip('netns', 'add', namespace);
  ip('-n', namespace, 'link', 'set', 'lo', 'up');
  for (const address of hidden) {
    const family = address.includes(':') ? ['-6'] : [];
    ip('-n', namespace, ...family, 'route', 'add', 'unreachable', address);
  }
  writeFileSync(folder.file('hosts'), '127.0.0.1 localhost\n198.51.100.7 nas.local nas.example\n');
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: join(import.meta.dirname, '../support/reach-program.ts'),
      outDir: folder.path,
      emptyOutDir: false,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: 'reach.mjs' } },
    },
    ssr: { noExternal: true },
  });
});
afterAll(() => {
  execFileSync('ip', ['netns', 'del', namespace]);
  folder.remove();
});

/** What becomes of a dial to that host, on a system of that kind. */
async function dialled(host: string, platform = 'darwin', release = '24.0.0'): Promise<Failure> {
  const script = 'mount --bind "$1" /etc/hosts && shift && exec "$@"';
  const within = ['netns', 'exec', namespace, 'unshare', '-m', 'sh', '-c', script, 'sh'];
  const program = [process.execPath, folder.file('reach.mjs'), host, platform, release];
  const { stdout } = await run('ip', [...within, folder.file('hosts'), ...program]);
  return failureSchema.parse(JSON.parse(stdout));
}

const unreachable = { code: 'bastion-unreachable', port: 22, why: 'no-route' } as const;

describe.concurrent('FLT-10: a bastion that the system says there is no way to', () => {
  it.each([
    ['a private address', '10.9.8.7'],
    ['another private address', '192.168.7.7'],
    ['a link-local address', '169.254.7.7'],
    ['a unique local address', 'fd00:7::7'],
    ['a name of the local network', 'nas.local'],
  ])('on macOS 15 at %s: the permission is named', async (_what, host) => {
    const failure = await dialled(host);
    expect(failure).toEqual({ ...unreachable, host, permission: 'local-network' });
    const { cause, next } = failureWords(failure, 'en');
    expect(cause).toMatch(/macOS hides.*offline.*VPN/);
    expect(next).toContain('System Settings → Privacy & Security → Local Network');
    expect(failureWords(failure, 'ko').next).toContain('개인정보 보호 및 보안 → 로컬 네트워크');
    expect(failureWords(failure, 'zh-CN').next).toContain('隐私与安全性 → 本地网络');
  });

  it.each([
    ['at a public address', '198.51.100.7', 'darwin', '25.1.0'],
    ['at a name that leads to a public address', 'nas.example', 'darwin', '25.1.0'],
    ['at a private address of a network it is not in', elsewhere, 'darwin', '25.1.0'],
    ['on macOS 14, which asks for no permission', '192.168.7.7', 'darwin', '23.6.0'],
    ['on Windows', '192.168.7.7', 'win32', '10.0.26100'],
    ['on Linux', '192.168.7.7', 'linux', '6.12.0'],
  ])('%s: no permission is spoken of', async (_what, host, platform, release) => {
    const failure = await dialled(host, platform, release);
    expect(failure).toEqual({ ...unreachable, host });
    const { cause, next } = failureWords(failure, 'en');
    expect(cause + next).not.toMatch(/macOS|System Settings/);
  });
});
