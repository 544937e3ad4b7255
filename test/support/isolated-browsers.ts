import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { waitUntil } from './ports';
import { temporaryFolder } from './temp-folder';

/** Browsers as Culvert finds them on a path, which put the real ones into another network. */
export interface StandInPath {
  /** The folder to look for browsers in. */
  readonly path: string;
  /** Ends everything that was started through it. */
  close(): Promise<void>;
}

const programs = { chromium: '/usr/bin/chromium', firefox: '/usr/bin/firefox-esr' } as const;

/**
 * Commands `chromium` and `firefox` that run the real ones on a screen of their own.
 *
 * @param within a command line put in front.
 */
export async function standInPath(within: readonly string[]): Promise<StandInPath> {
  const folder = temporaryFolder('culvert-browsers-');
  const pids = folder.file('pids');
  const before = within.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
  const { screen, display } = await startScreen();
  for (const [name, program] of Object.entries(programs)) {
    if (!existsSync(program)) throw new Error(`the browser tests need ${program}`);
    const script = [
      '#!/bin/sh',
      `export HOME='${folder.path}' DISPLAY=:${display}`,
      `echo $$ >>'${pids}'`,
      `exec ${before} ${program} "$@" >'${folder.file(name)}.said' 2>&1`,
    ];
    writeFileSync(folder.file(name), `${script.join('\n')}\n`);
    chmodSync(folder.file(name), 0o755);
  }
  return {
    path: folder.path,
    close: async () => {
      const started = existsSync(pids) ? readFileSync(pids, 'utf8').trim().split('\n') : [];
      await Promise.all(started.map((pid) => endGroup(Number(pid))));
      screen.kill('SIGTERM');
      folder.remove();
    },
  };
}

/** A screen nobody looks at; the server picks its number itself. */
async function startScreen(): Promise<{ screen: ChildProcess; display: string }> {
  const args = ['-displayfd', '1', '-screen', '0', '1024x768x24', '-nolisten', 'tcp'];
  const screen = spawn('Xvfb', args, { stdio: ['ignore', 'pipe', 'ignore'] });
  let said = '';
  screen.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  await waitUntil('a screen', () => said.includes('\n') || screen.exitCode !== null, 20_000);
  return { screen, display: said.trim() };
}

/** Each browser was started as the head of a group of its own. */
async function endGroup(pid: number): Promise<void> {
  if (!signalGroup(pid, 'SIGTERM')) return;
  const deadline = performance.now() + 3_000;
  await waitUntil(
    `group ${pid} to end`,
    () => !signalGroup(pid, 0) || performance.now() > deadline,
  );
  signalGroup(pid, 'SIGKILL');
}

/** @returns whether anything of that group is there. */
function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-pid, signal);
  } catch {
    return false;
  }
}
