import { describe, expect, it } from 'vitest';
import { profile, up } from './builders';
import { modelBench, startsOf } from './model-bench';

describe('the demonstration', () => {
  it('is made once, brought up to date at every start, and started', async () => {
    const bench = modelBench();
    expect(await bench.handlers.startDemo(undefined)).toEqual({ profileId: 'demo' });
    expect(bench.stored.profiles).toMatchObject([
      {
        id: 'demo',
        name: 'Demo cluster',
        demo: true,
        allow: [],
        bastion: { host: '127.0.0.1', port: 2222, user: 'ec2-user' },
        authentication: [{ method: 'key-file', path: '/demo/key' }],
      },
    ]);
    expect(startsOf(bench)).toMatchObject([
      { profile: bench.stored.profiles[0], persistent: false },
    ]);
    bench.say('demo', up);
    await bench.handlers.startDemo(undefined);
    expect(startsOf(bench)).toHaveLength(1);
    expect(bench.stored.profiles).toHaveLength(1);
  });

  it('keeps clear of the ports of other tunnels', async () => {
    const bench = modelBench([profile({ listen: { address: '127.0.0.1', port: 8157 } })]);
    await bench.handlers.startDemo(undefined);
    expect(bench.stored.profiles[1]?.listen.port).toBeGreaterThan(8157);
  });

  it('is brought up to date when it is started like any other tunnel', async () => {
    const stale = profile({
      id: 'demo',
      demo: true,
      bastion: { host: '127.0.0.1', port: 1, user: 'x' },
    });
    const bench = modelBench([stale]);
    await bench.handlers.startTunnel({ profileId: 'demo' });
    expect(startsOf(bench)).toMatchObject([{ profile: { bastion: { port: 2222 } } }]);
  });

  it('is checked through its own local port', async () => {
    const bench = modelBench([
      profile({ id: 'demo', demo: true, listen: { address: '127.0.0.1', port: 9999 } }),
    ]);
    expect(await bench.handlers.checkDemo(undefined)).toMatchObject([{ ok: true }]);
    expect(bench.called.at(-1)).toEqual({ name: 'checkDemo', args: { localPort: 9999 } });
  });
});
