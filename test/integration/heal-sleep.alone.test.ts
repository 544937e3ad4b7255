import { execFileSync } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { type ClientNetwork, clientNetwork } from '../support/client-network';
import { tellFigure } from '../support/figure';
import { inMs } from '../support/figures';
import { closeCases, until } from '../support/ssh-cases';

afterAll(closeCases);

/** Longer than the vigil takes for a late timer. */
const sleepMs = 12_000;

/** Stops a program with all that it started, as sleep does, and lets it go on after a while. */
async function asleep(net: ClientNetwork, meanwhile: () => void): Promise<void> {
  const pid = net.tunnel.process.pid;
  if (pid === undefined) throw new Error('the tunnel does not run');
  const tree = [pid, ...descendants(pid)];
  for (const each of tree) process.kill(each, 'SIGSTOP');
  meanwhile();
  await delay(sleepMs);
  for (const each of tree) process.kill(each, 'SIGCONT');
}

function descendants(pid: number): number[] {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  const pairs = rows.map((row) => row.trim().split(/\s+/).map(Number));
  return pairs.flatMap(([child = 0, parent]) =>
    parent === pid ? [child, ...descendants(child)] : [],
  );
}

/** How long after waking the page opens, ms. */
async function page(net: ClientNetwork): Promise<number> {
  const from = performance.now();
  expect(await net.fetch()).toBeNull();
  return performance.now() - from;
}

function states(net: ClientNetwork): unknown[] {
  return net.tunnel
    .events()
    .flatMap(({ event, state, why }) =>
      event === 'state' ? [why === undefined ? state : `${state}: ${why}`] : [],
    );
}

const logins = (net: ClientNetwork) => net.bastion.log().match(/Accepted publickey/g)?.length;

describe.concurrent('a computer that slept', () => {
  it('FLT-01: keeps a session that survived, after asking for it', async () => {
    const net = until(await clientNetwork(), (each) => each.stop());
    await asleep(net, () => undefined);
    const ms = await page(net);
    tellFigure('FLT-01', `session survived, page after ${inMs(ms)}`);
    expect(ms).toBeLessThan(2_000);
    await delay(1_500);
    expect(states(net).slice(-2)).toEqual(['suspect: resumed', 'up']);
    expect(logins(net)).toBe(1);
  });

  it('FLT-01: makes another within 5 s when it woke up elsewhere', async () => {
    const net = until(await clientNetwork(), (each) => each.stop());
    await asleep(net, () => {
      net.here('addr', 'del', '10.215.0.2/24', 'dev', 'v0');
      net.here('addr', 'add', '10.215.0.3/24', 'dev', 'v0');
      net.here('route', 'replace', 'default', 'via', '10.215.0.1');
    });
    const ms = await page(net);
    tellFigure('FLT-01', `woke up elsewhere, page after ${inMs(ms)}`);
    expect(ms).toBeLessThan(5_000);
    expect(states(net)).toContain('suspect: resumed');
    expect(states(net).at(-1)).toBe('up');
    expect(logins(net)).toBe(2);
  });

  it('FLT-01: is not called up for longer than 15 s while it has no network', async () => {
    const net = until(await clientNetwork(), (each) => each.stop());
    await asleep(net, () => net.there('link', 'set', 'v0', 'down'));
    const from = performance.now();
    const last = () => states(net).at(-1);
    while (last() !== 'reconnecting' && performance.now() - from < 20_000) await delay(100);
    const found = performance.now() - from;
    tellFigure('FLT-01', `woke up without a network, known after ${inMs(found)}`);
    expect(last()).toBe('reconnecting');
    expect(found).toBeLessThan(15_000);
    net.there('link', 'set', 'v0', 'up');
    const ms = await page(net);
    tellFigure('FLT-01', `network back, page after ${inMs(ms)}`);
    expect(ms).toBeLessThan(5_000);
  });
});
