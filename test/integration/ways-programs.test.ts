import { afterEach, describe, expect, it, vi } from 'vitest';
import { startProgram } from '../../electron/ways/program-stream';
import { waitUntil } from '../support/ports';

const kill = process.kill.bind(process);
/** Groups of those that were to be ended, and are still there. */
const groups = new Set<number>();

afterEach(() => {
  vi.restoreAllMocks();
  for (const group of groups) kill(group, 'SIGKILL');
  groups.clear();
});

/** Answers as the system does where what is left of a group is another user's, as behind sudo. */
function permitOnly(permitted: readonly NodeJS.Signals[]): NodeJS.Signals[] {
  const asked: NodeJS.Signals[] = [];
  vi.spyOn(process, 'kill').mockImplementation((group, signal) => {
    groups.add(group);
    asked.push(signal as NodeJS.Signals);
    if (permitted.includes(signal as NodeJS.Signals)) return kill(group, signal);
    throw Object.assign(new Error('kill EPERM'), { code: 'EPERM' });
  });
  return asked;
}

describe.runIf(process.platform !== 'win32')('a program that carries a connection', () => {
  it.each([
    ['at all', []],
    ['by force', ['SIGTERM'] as const],
  ])('and may not be ended %s is let go of without a fault', async (_how, permitted) => {
    const asked = permitOnly(permitted);
    const args = ['-c', "trap '' TERM; while :; do sleep 0.1; done"];
    const stream = await startProgram({ program: '/bin/sh', args });
    const faults: Error[] = [];
    stream.on('error', (error) => faults.push(error));
    stream.destroy();
    await waitUntil('it to be made to end', () => asked.includes('SIGKILL'));
    expect([stream.closed, faults]).toEqual([true, []]);
  });
});
