import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packagedCommands, stageObstacle } from '../../../scripts/system-packages.mjs';

const tests = join(import.meta.dirname, '../..');

/** What even the smallest Debian has: coreutils, util-linux, libc-bin, dash, bash, grep, tar. */
const ofEveryDebian = [
  ...['bash', 'cat', 'getent', 'grep', 'ldd', 'mkfifo', 'mount', 'nsenter', 'sh', 'tar'],
  ...['touch', 'umount', 'unshare'],
];

/** The commands that sources start by a name written where they are started. */
function startedIn(source: string): string[] {
  const starts =
    /\b(?:spawn|spawnSync|execFile|execFileSync|execute|output|run)\(\s*'([a-zA-Z][\w-]*)',\s*\[/g;
  return [...source.matchAll(starts)].map(([, name = '']) => name);
}

function startedByTests(): string[] {
  const files = readdirSync(tests, { recursive: true, encoding: 'utf8' });
  const sources = files.filter((file) => /\.(ts|tsx|mjs)$/.test(file));
  return sources.flatMap((file) => startedIn(readFileSync(join(tests, file), 'utf8')));
}

describe('the system packages', () => {
  it('bring every command that the tests start', () => {
    const started = new Set(startedByTests());
    expect([...started]).toEqual(expect.arrayContaining(['ssh-keygen', 'ip', 'xwininfo']));
    const there = new Set([...packagedCommands, ...ofEveryDebian]);
    expect([...started].filter((name) => !there.has(name))).toEqual([]);
  });

  it.each([
    ["execFileSync('strace', ['-f'])", ['strace']],
    ["spawn(\n  'plink',\n  ['-batch'])", ['plink']],
    ['spawn(process.execPath, [])', []],
    ["say('strace', [])", []],
  ])('%j starts %j', (source, names) => {
    expect(startedIn(source)).toEqual(names);
  });
});

describe('the stages that need root on Debian or Ubuntu', () => {
  const all = ['types', 'lint', 'unit', 'integration', 'alone', 'e2e'];

  it.each([
    ['root on Linux', all, 'linux', 0, null],
    ['somebody on Linux', all, 'linux', 1000, 'integration, alone, e2e'],
    ['somebody on Linux', ['alone'], 'linux', 1000, 'alone'],
    ['somebody on macOS', all, 'darwin', 501, 'integration, alone, e2e'],
    ['root on macOS', ['e2e'], 'darwin', 0, 'e2e'],
    ['Windows', all, 'win32', undefined, 'integration, alone, e2e'],
    ['somebody on Linux', ['types', 'lint', 'unit'], 'linux', 1000, null],
    ['Windows', ['types', 'lint', 'unit'], 'win32', undefined, null],
  ])('for %s, %j', (_who, stages, platform, uid, named) => {
    const obstacle = stageObstacle(stages, { platform, uid });
    if (named === null) return expect(obstacle).toBeNull();
    expect(obstacle).toContain(`The stages ${named} need root on Debian or Ubuntu`);
    expect(obstacle).toContain('node scripts/test.mjs types lint unit');
    expect(obstacle).not.toContain('\n');
  });
});
