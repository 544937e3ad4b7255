import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { freePort, waitUntil } from './ports';
import { temporaryFolder } from './temp-folder';

/** A real HTTP proxy of this test's own. */
export interface Tinyproxy {
  readonly port: number;
  /** What it has written to its log so far. */
  log(): string;
  stop(): Promise<void>;
}

/** Starts tinyproxy. @param config lines beside the ones it needs, such as `BasicAuth user password`. */
export async function startTinyproxy(...config: string[]): Promise<Tinyproxy> {
  const folder = temporaryFolder('culvert-tinyproxy-');
  const port = await freePort();
  const logFile = folder.file('log');
  writeFileSync(logFile, '');
  writeFileSync(
    folder.file('conf'),
    [
      `Port ${port}`,
      'Listen 127.0.0.1',
      'Allow 127.0.0.1',
      'Timeout 60',
      `LogFile "${logFile}"`,
      'LogLevel Connect',
      ...config,
      '',
    ].join('\n'),
  );
  const child = spawn('tinyproxy', ['-d', '-c', folder.file('conf')], { stdio: 'ignore' });
  await waitUntil('tinyproxy to listen', async () => {
    if (child.exitCode !== null) throw new Error(`tinyproxy ended with ${child.exitCode}`);
    return answers(port);
  });
  return {
    port,
    log: () => readFileSync(logFile, 'utf8'),
    stop: async () => {
      await ended(child);
      folder.remove();
    },
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** Ends a program this test has started. */
export async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGKILL');
  await gone;
}
