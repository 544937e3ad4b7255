import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { listeningInodes } from '../../electron/socks/port-holder';
import { waitUntil } from './ports';

const program = fileURLToPath(new URL('./second-listener.py', import.meta.url));

/** How much of what comes a second listener is given. */
export type Share = 'some' | 'all';

/** Another program that listens on a port this process listens on. */
export interface SecondListener {
  /** How many connections came to it. */
  readonly taken: () => number;
  stop(): Promise<void>;
}

/**
 * Puts a second listener beside one of this process's own, both at once, as SO_REUSEADDR may do on
 * Windows. Linux forbids that unless both ask for it, so the option is set on our own socket from
 * outside; the listener itself knows nothing of it.
 *
 * @param share how much of what comes the other one is given.
 */
export async function secondListener(port: number, share: Share = 'all'): Promise<SecondListener> {
  const child = spawn('python3', [program, String(port), share], {
    stdio: ['ignore', 'pipe', 'inherit', descriptorOf(port)],
  });
  let said = '';
  child.stdout?.on('data', (chunk) => {
    said += chunk;
  });
  const isReady = () => said.includes('ready');
  await waitUntil('the second listener', () => isReady() || child.exitCode !== null);
  if (!isReady()) throw new Error('the second listener has ended');
  return {
    taken: () => said.split('.').length - 1,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}

/** The descriptor of this process's own socket that listens on a port. */
function descriptorOf(port: number): number {
  const [inode] = listeningInodes(readFileSync('/proc/net/tcp', 'latin1'), port);
  const found = readdirSync('/proc/self/fd').find((name) => isLink(name, `socket:[${inode}]`));
  if (found === undefined) throw new Error(`nothing of this process listens on ${port}`);
  return Number(found);
}

function isLink(name: string, target: string): boolean {
  try {
    return readlinkSync(`/proc/self/fd/${name}`) === target;
  } catch {
    // Closed meanwhile.
    return false;
  }
}
