import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { basename } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { type Failure, FailureError } from '../../shared/model/failure';
import { type ByteStream, CarriedStream } from '../ssh/byte-stream';

/** As much as is kept of what a program writes for people, bytes. */
const saidLimit = 4_096;
/** A program that was asked to end gets this long before it is ended, ms. */
const graceMs = 1_000;
/** Why a program ended is known this soon after its output has, ms. */
const exitMs = 1_000;

export interface ProgramOptions {
  readonly program: string;
  readonly args: readonly string[];
  /** Beside what this process has. */
  readonly env?: Readonly<Record<string, string>>;
  /** Passes the arguments on as they are, for a shell of Windows that reads them itself. */
  readonly verbatim?: boolean;
  /** What the program is called when it fails. */
  readonly name?: string;
}

/**
 * Starts a program and reads and writes it as one stream. When it ends by itself, the stream ends
 * with FailureError `command-failed`, which holds the last of what it wrote to stderr; when the
 * stream is closed, it is asked to end, and made to.
 *
 * @throws FailureError `command-missing` when it cannot be started.
 */
export async function startProgram(options: ProgramOptions): Promise<ByteStream> {
  const { program, args, env, verbatim = false } = options;
  const name = (options.name ?? basename(program)).slice(0, 256);
  const child = spawn(program, [...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    // A group of its own, so that what it starts ends with it.
    detached: process.platform !== 'win32',
    windowsHide: true,
    windowsVerbatimArguments: verbatim,
    ...(env && { env: { ...process.env, ...env } }),
  });
  try {
    await once(child, 'spawn');
  } catch (error) {
    throw new FailureError({ code: 'command-missing', program: name }, { cause: error });
  }
  return streamOf(child as Running, name);
}

type Running = ChildProcess & {
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
};

function streamOf(child: Running, program: string): ByteStream {
  let said = '';
  let closing = false;
  child.on('error', () => undefined);
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-saidLimit);
  });
  const exited = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const why = async (): Promise<Failure | null> => {
    const late = new Promise<void>((resolve) => setTimeout(resolve, exitMs).unref());
    await Promise.race([exited, late]);
    if (closing) return null;
    const status = child.signalCode ?? String(child.exitCode ?? 'closed its output');
    return { code: 'command-failed', program, status, said: lastWords(said) };
  };
  return new CarriedStream({
    readable: child.stdout,
    writable: child.stdin,
    why,
    close: () => {
      closing = true;
      child.stdout.destroy();
      child.stdin.destroy();
      end(child, exited);
    },
  });
}

function end(child: ChildProcess, exited: Promise<void>): void {
  if (child.exitCode !== null || child.signalCode !== null) return;
  kill(child, 'SIGTERM');
  const force = setTimeout(() => kill(child, 'SIGKILL'), graceMs);
  void exited.then(() => clearTimeout(force));
}

function kill(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch (error) {
    // It has ended meanwhile, which is all that was wanted; or what is left of it is another user's,
    // as behind sudo, and ends when nobody reads and writes it any more.
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code !== 'ESRCH' && code !== 'EPERM') throw error;
  }
}

/** The last lines that say something, on one line. */
function lastWords(said: string): string {
  const lines = said.split(/\r?\n/).map((line) => line.trim());
  const telling = lines.filter((line) => line !== '').slice(-3);
  return telling.join(' · ').slice(-512);
}
