import { execFileSync, type StdioOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, writeFileSync } from 'node:fs';
import type { Readable } from 'node:stream';

/** A real ssh-agent. */
export interface SshAgent {
  readonly socket: string;
  /** Gives it a key. @param options of ssh-add: `-c` has each signature confirmed. */
  add(file: string, ...options: string[]): void;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/**
 * @param socket where it listens, in a folder of the caller's: it may leave that behind.
 * @param confirm what a shell does to confirm a signature: it says yes by ending well.
 */
export async function startSshAgent(socket: string, confirm = 'false'): Promise<SshAgent> {
  const program = `${socket}-confirm`;
  writeFileSync(program, `#!/bin/sh\n${confirm}\n`);
  chmodSync(program, 0o755);
  const asking = { SSH_ASKPASS: program, SSH_ASKPASS_REQUIRE: 'force', DISPLAY: ':0' };
  const env = { ...process.env, ...asking };
  const stdio: StdioOptions = ['ignore', 'pipe', 'inherit'];
  const child = spawn('ssh-agent', ['-D', '-a', socket], { stdio, env });
  // It names its socket once it listens; the file is there before.
  await once(child.stdout as Readable, 'data');
  return {
    socket,
    add: (file, ...options) => {
      const env = { ...process.env, SSH_AUTH_SOCK: socket };
      execFileSync('ssh-add', ['-q', ...options, file], { env });
    },
    stop: async (signal = 'SIGTERM') => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill(signal);
      await once(child, 'exit');
    },
  };
}
