import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { edgeAddresses } from '../support/private-network';

const program = fileURLToPath(new URL('./far-line.py', import.meta.url));

/** What a line has carried. */
export interface Carried {
  readonly packets: number;
  /** Packets for which the queue had no room. */
  readonly lost: number;
  /** By how much packets were late, p99: more than a part of a millisecond spoils the figures. */
  readonly lateMs: number;
  /** The part of one core that carrying them took. */
  readonly share: number;
}

/** What a line is like. */
export interface FarLineOptions {
  readonly roundTripMs: number;
  /** Bytes a second each way, and bytes that may wait for that; without a limit where not given. */
  readonly limit?: { readonly rate: number; readonly queue: number };
}

/** A network at the end of a line on which every packet is under way for a while. */
export interface FarLine {
  /** The far network's address as it is seen from here. */
  readonly address: string;
  /** A command line put in front of what is to run in the far network. */
  readonly within: readonly string[];
  /** The program that carries the packets. */
  readonly pid: number;
  /** Takes the line and the network away. End what runs there before. */
  end(): Promise<Carried>;
}

/** This computer cannot have such a line; the message says in one line what it needs. */
export class NoFarLine extends Error {}

/**
 * Makes a network namespace behind a line. Unlike the bench's link, which ends TCP at either side,
 * it leaves all of TCP to the kernels of both ends, and with it what they do about small packets
 * and acknowledgements. The program behind it sees to it that nothing stays, however this process
 * ends.
 *
 * @throws {NoFarLine}
 */
export async function openFarLine({ roundTripMs, limit }: FarLineOptions): Promise<FarLine> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/dev/net/tun')) {
    throw new NoFarLine('needs root and /dev/net/tun on Linux');
  }
  const id = randomBytes(3).toString('hex');
  const name = `culvert-${id}`;
  const [near, far] = edgeAddresses();
  const args = [program, name, `cv${id}`, near, far, String(roundTripMs / 2)];
  if (limit !== undefined) args.push(String(limit.rate), String(limit.queue));
  const line = spawn('python3', args, { stdio: ['pipe', 'pipe', 'pipe'] });
  let said = '';
  let complaint = '';
  const up = new Promise<void>((resolve) => {
    line.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes('up\n')) resolve();
    });
  });
  line.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  const ended = new Promise<void>((resolve) => {
    line.once('error', ({ message }) => {
      complaint += message;
    });
    line.once('close', () => resolve());
  });
  await Promise.race([up, ended]);
  if (!said.includes('up\n')) {
    throw new NoFarLine(`needs a line that cannot be made: ${lastLine(complaint)}`);
  }
  return {
    address: far,
    pid: line.pid ?? 0,
    within: ['ip', 'netns', 'exec', name],
    end: async () => {
      line.stdin.end();
      await ended;
      if (line.exitCode !== 0) throw new Error(`the far line broke: ${lastLine(complaint)}`);
      return JSON.parse(lastLine(said)) as Carried;
    },
  };
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
