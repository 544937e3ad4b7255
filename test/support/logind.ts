import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { waitUntil } from './ports';

/** Debian's own Python: the only one that knows Debian's python3-dbusmock. */
const python = '/usr/bin/python3';
const service = 'org.freedesktop.login1';

/** A system bus of a test's own, on which a stand-in for systemd's logind tells of sleep. */
export interface Logind {
  /** For DBUS_SYSTEM_BUS_ADDRESS of the program that is to hear it. */
  readonly address: string;
  /** Says what logind says before sleep (true) and after it (false). */
  prepareForSleep(asleep: boolean): void;
  stop(): Promise<void>;
}

export async function startLogind(): Promise<Logind> {
  if (!existsSync('/usr/lib/python3/dist-packages/dbusmock')) {
    throw new Error('the tests need Debian’s python3-dbusmock');
  }
  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--nopidfile', '--print-address'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  bus.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
  });
  await waitUntil('the bus', () => printed.includes('\n'));
  const address = printed.trim();
  const env = { ...process.env, DBUS_SYSTEM_BUS_ADDRESS: address };
  const mock = spawn(python, ['-m', 'dbusmock', '--system', '--template', 'logind'], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const gdbus = (...words: string[]) => void execFileSync('gdbus', words, { env, stdio: 'ignore' });
  gdbus('wait', '--system', '--timeout', '15', service);
  return {
    address,
    prepareForSleep: (asleep) => {
      const to = ['--dest', service, '--object-path', '/org/freedesktop/login1'];
      const method = ['--method', 'org.freedesktop.DBus.Mock.EmitSignal'];
      const signal = [`${service}.Manager`, 'PrepareForSleep', 'b', `[<${asleep}>]`];
      gdbus('call', '--system', ...to, ...method, ...signal);
    },
    stop: async () => {
      for (const child of [mock, bus]) await ended(child);
    },
  };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  await gone;
}
