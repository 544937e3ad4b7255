import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { Door } from '../../electron/socks/door';
import { openPlainDoor } from '../../electron/socks/plain-door';
import type { PortGuard } from '../../electron/socks/port-guard';
import { PortWatch, portWatchOn } from '../../electron/tunnel/port-watch';
import { failureWords } from '../../shared/text/failures';
import { tellFigure } from '../support/figure';
import { inMs } from '../support/figures';
import { webOrigin } from '../support/origin';
import { freePort, waitUntil } from '../support/ports';
import { type SecondListener, type Share, secondListener } from '../support/second-listener';
import { closeCases, isListening, rigAt, sshdFor, startedUp, until } from '../support/ssh-cases';
import { directDial } from '../unit/socks/direct-dial';
import { cleanUp, doorWith, echoDoor, request, serverOf } from '../unit/socks/door-harness';
import { RawClient } from '../unit/socks/raw-client';

const run = promisify(execFile);
const seconds: SecondListener[] = [];

afterEach(async () => {
  for (const second of seconds.splice(0)) await second.stop();
  await cleanUp();
});
afterAll(closeCases);

async function anotherOn(port: number, share: Share = 'all'): Promise<SecondListener> {
  const second = await secondListener(port, share);
  seconds.push(second);
  return second;
}

/** A watch whose time passes only when it is told. */
function handWatch(patienceMs?: number) {
  let now = 0;
  let look: () => unknown = () => undefined;
  const watch = new PortWatch({
    ...(patienceMs !== undefined && { patienceMs }),
    steady: () => now,
    beat: (listener) => {
      look = listener;
      return () => {
        look = () => undefined;
      };
    },
  });
  const pass = async (ms: number) => {
    now += ms;
    await look();
  };
  return { watch, pass };
}

/** Whether somebody else was found to have the port by now. */
function isLost({ lost }: Pick<Door, 'lost'>): Promise<boolean> {
  const notYet = new Promise<boolean>((resolve) => setImmediate(() => resolve(false)));
  return Promise.race([notYet, (lost ?? notYet).then(() => true)]);
}

const minute = 60_000;

/** A request to an echo, and a few bytes there and back. */
async function exchange(port: number): Promise<void> {
  const client = await RawClient.say(port, request);
  await client.bytes(12);
  client.socket.write('there and back');
  const answer = await client.bytes(26);
  expect(answer.subarray(12).toString()).toBe('there and back');
  client.socket.destroy();
}

describe('SOX-15: a tunnel whose port nobody else has', () => {
  it('carries on for hours, and nobody hears of the looks', async () => {
    const { watch, pass } = handWatch();
    const { door, way, refused, opened } = await echoDoor({ guard: watch });
    const long = await RawClient.say(door.port, request);
    await long.bytes(12);
    for (let passed = 0; passed < 180; passed += 1) {
      await Promise.all([pass(minute), exchange(door.port), exchange(door.port)]);
      expect(await isLost(door)).toBe(false);
    }
    long.socket.write('still here');
    expect((await long.bytes(22)).subarray(12).toString()).toBe('still here');
    expect(refused).toEqual([]);
    expect(opened).toHaveLength(361);
    expect(way.asked).toHaveLength(361);
    await waitUntil('the short flows to end', () => door.flows === 1);
  });

  it('asks nothing of the bastion where connections lead to one place without a word', async () => {
    const { watch, pass } = handWatch();
    const way = directDial(await serverOf((socket) => socket.pipe(socket)));
    const told: string[] = [];
    const door = await openPlainDoor({
      port: 0,
      destination: { host: 'node.internal', port: 8088, kind: 'name' },
      dial: way.dial,
      events: {
        refused: ({ code }) => told.push(code),
        opened: () => told.push('opened'),
      },
      guard: watch,
    });
    try {
      for (let passed = 0; passed < 30; passed += 1) await pass(minute);
      expect(await isLost(door)).toBe(false);
      expect(way.asked).toEqual([]);
      expect(told).toEqual([]);
      const client = await RawClient.say(door.port, Buffer.from('hello'));
      expect((await client.bytes(5)).toString()).toBe('hello');
      expect(told).toEqual(['opened']);
      client.socket.destroy();
    } finally {
      await door.close();
    }
  });

  it('carries on although the process is held up for longer than a look is patient', async () => {
    const patienceMs = 20;
    const { watch, pass } = handWatch(patienceMs);
    const { door } = await echoDoor({ guard: watch });
    const holding = setInterval(() => {
      const until = performance.now() + 2 * patienceMs;
      while (performance.now() < until);
    }, 1);
    try {
      for (let passed = 0; passed < 5; passed += 1) await pass(minute);
    } finally {
      clearInterval(holding);
    }
    expect(await isLost(door)).toBe(false);
  });

  it('is not judged by calls that do not come about', async () => {
    const { watch, pass } = handWatch(50);
    const port = await freePort();
    await watch.begin('127.0.0.1', port);
    await pass(minute);
    expect(await isLost(watch)).toBe(false);
    watch.end();
  });
});

describe('SOX-15: a second listener on a tunnel’s port', () => {
  it('that is given everything is found at the next look, and not before it is due', async () => {
    const { watch, pass } = handWatch(100);
    const { door } = await echoDoor({ guard: watch });
    const second = await anotherOn(door.port);
    await pass(44_000);
    expect(await isLost(door)).toBe(false);
    expect(second.taken()).toBe(0);
    await pass(2_000);
    expect(await door.lost).toEqual({ code: 'port-shared', port: door.port });
    await door.close();
  });

  it('that is given some of it is found as well', async () => {
    const { watch, pass } = handWatch(100);
    const { door } = await echoDoor({ guard: watch });
    await anotherOn(door.port, 'some');
    let looks = 0;
    while (!(await isLost(door)) && looks < 5) {
      await pass(minute);
      looks += 1;
    }
    expect(await door.lost).toEqual({ code: 'port-shared', port: door.port });
  });

  it('that is there from the start keeps the door from opening', async () => {
    const watch = new PortWatch({ patienceMs: 100 });
    const port = await freePort();
    const guard: PortGuard = {
      claims: (accepted) => watch.claims(accepted),
      begin: async (address, bound) => {
        await anotherOn(bound);
        await watch.begin(address, bound);
      },
      lost: watch.lost,
      end: () => watch.end(),
    };
    const opening = doorWith(directDial(port).dial, { port, guard });
    await expect(opening).rejects.toMatchObject({ failure: { code: 'port-shared', port } });
    await seconds.splice(0)[0]?.stop();
    expect(await isListening(port)).toBe(false);
  });

  it('ends the tunnel, and its port and its flows with it', async () => {
    const [sshd, origin] = await Promise.all([sshdFor(), webOrigin(1 << 20)]);
    until(origin, (each) => each.close());
    const rig = await rigAt(sshd, { portWatch: { everyMs: 0 } });
    const { listen } = await startedUp(rig);
    const proxy = ['-sS', '-m', '20', '--socks5-hostname', `127.0.0.1:${listen.port}`];
    const url = `http://127.0.0.1:${origin.port}/`;
    const { stdout } = await run('curl', [...proxy, url], { encoding: 'buffer' });
    expect(stdout.length).toBeGreaterThan(0);
    const open = await RawClient.connect(listen.port);
    const second = await anotherOn(listen.port);
    const from = performance.now();
    const cause = await rig.blockedBy(20_000);
    tellFigure('SOX-15', `found ${inMs(performance.now() - from)} after it came, looks being due`);
    expect(cause).toEqual({ code: 'port-shared', port: listen.port });
    expect(rig.log.at(-1)).toEqual({ code: 'blocked', cause });
    expect(rig.log.filter(({ code }) => code === 'request-failed')).toEqual([]);
    expect(failureWords(cause, 'en').next).toContain('netstat -ano');
    await open.end();
    expect(open.error?.code).toBe('ECONNRESET');
    await second.stop();
    await waitUntil('the port to be free', async () => !(await isListening(listen.port)));
  });
});

it.each([
  ['win32', true],
  ['darwin', false],
  ['linux', false],
] as const)('SOX-15: on %s the port is watched: %s', (platform, isWatched) => {
  expect(portWatchOn(platform) !== null).toBe(isWatched);
});
