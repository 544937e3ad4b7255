import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, describe, expect, it } from 'vitest';
import { failureWords } from '../../shared/text/failures';
import { tellFigure } from '../support/figure';
import { inMs } from '../support/figures';
import { freePort, waitUntil } from '../support/ports';
import { closeCases, rigAt, sshdFor, startedUp, until } from '../support/ssh-cases';

afterAll(closeCases);

/** The ports a process listens on, as `ss` reports them. */
function listening(pid: number): number[] {
  const rows = execFileSync('ss', ['-Hltnp'], { encoding: 'utf8' }).split('\n');
  return rows
    .filter((row) => row.includes(`pid=${pid},`))
    .map((row) => Number(/:(\d+)\s/.exec(row)?.[1]));
}

async function ncOn(port: number) {
  const nc = spawn('nc', ['-l', '-k', '-s', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  until(nc, async () => {
    if (nc.exitCode !== null || nc.signalCode !== null) return;
    nc.kill();
    await once(nc, 'exit');
  });
  await waitUntil('nc to listen', () => listening(nc.pid ?? 0).includes(port));
  return nc;
}

describe('FLT-09: a port that somebody else holds', () => {
  it('is told with who holds it and which is free, before the bastion is called', async () => {
    const sshd = await sshdFor();
    const localPort = await freePort();
    const nc = await ncOn(localPort);
    const rig = await rigAt(sshd, { localPort });
    const before = listening(process.pid);
    const from = performance.now();
    await rig.start();
    const cause = await rig.blockedBy();
    const ms = performance.now() - from;
    tellFigure('FLT-09', `told after ${inMs(ms)}, with process and name`);
    expect(cause).toMatchObject({ code: 'port-in-use', port: localPort, pid: nc.pid, name: 'nc' });
    expect(ms).toBeLessThan(500);
    const free = cause.code === 'port-in-use' ? cause.free : undefined;
    expect(free).toBeGreaterThan(localPort);
    expect(failureWords(cause, 'en').next).toContain(`(${free} is free)`);
    expect(sshd.log()).not.toContain('Connection from');
    // Nowhere else, not even for the look at which ports are free.
    expect(listening(process.pid)).toEqual(before);
    nc.kill();
    await once(nc, 'exit');
    const { listen } = await startedUp(rig);
    expect(listen.port).toBe(localPort);
  });

  it('while a tunnel is up cannot become its own: the listener stays through every loss', async () => {
    const sshd = await sshdFor();
    const rig = await rigAt(sshd);
    const { listen } = await startedUp(rig);
    const restarted = sshd.restart(1_500);
    await rig.until('reconnecting');
    const nc = spawn('nc', ['-l', '-s', '127.0.0.1', '-p', String(listen.port)], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const [complaint] = await once(nc.stderr, 'data');
    expect(String(complaint)).toMatch(/in use/i);
    await restarted;
    await rig.until('up', 20_000);
    expect(rig.socksPort()).toBe(listen.port);
  });
});
