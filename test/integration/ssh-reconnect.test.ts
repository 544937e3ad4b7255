import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { PromptBroker } from '../../electron/engine/prompt-broker';
import { createServices } from '../../electron/engine/services';
import { noLimit, type Profile, straightWay } from '../../shared/model/profile';
import type { TunnelState } from '../../shared/model/tunnel-state';
import { tellFigure } from '../support/figure';
import { inMs } from '../support/figures';
import { builtKeyWorker } from '../support/key-worker';
import { freePort, waitUntil } from '../support/ports';
import { closeCases, rigAt, rigFor, sshdFor, startedUp, until } from '../support/ssh-cases';
import { temporaryFolder } from '../support/temp-folder';

afterAll(closeCases);

describe('several tunnels to one bastion (SSH-15)', () => {
  it('come up together where the bastion takes two logins at a time', async () => {
    const sshd = await sshdFor({
      config: ['PerSourceMaxStartups 2', 'MaxStartups 2:100:2', 'MaxSessions 1'],
    });
    const folder = until(temporaryFolder('culvert-many-'), async (each) => each.remove());
    const states = new Map<string, TunnelState>();
    const services = until(
      createServices({
        dataFolder: folder.file('data'),
        keyWorkerUrl: await builtKeyWorker(),
        questions: (id) =>
          new PromptBroker({ opened: () => undefined, closed: () => undefined }).questionsOf(id),
        onView: ({ profileId, state }) => states.set(profileId, state),
        onLog: () => undefined,
        onRemember: () => undefined,
      }),
      (each) => each.close(),
    );
    const rig = await rigAt(sshd);
    const profiles = Array.from({ length: 10 }, (_, index) => profile(`many-${index}`));
    const trust = { expected: [], acceptNew: true };
    const from = performance.now();
    await Promise.all(
      profiles.map((each) =>
        services.tunnels.start({ profile: each, secret: null, persistent: false, trust }),
      ),
    );
    const isUp = ({ id }: Profile) => states.get(id)?.state === 'up';
    await waitUntil('all to be up', () => profiles.every(isUp), 15_000);
    const took = performance.now() - from;
    expect(sshd.log()).not.toMatch(/drop connection|Exceeded/);
    expect(sshd.log().match(/Accepted publickey/g)).toHaveLength(10);
    tellFigure('SSH-15', `10 tunnels up after ${inMs(took)}, no login dropped`);

    function profile(id: string): Profile {
      return {
        id,
        name: id,
        group: null,
        kind: 'dynamic',
        ...straightWay(),
        bastion: { host: '127.0.0.1', port: sshd.port, user: sshd.user },
        authentication: [{ method: 'key-file', path: rig.keyFile }],
        listen: { address: '127.0.0.1', port: 0 },
        allow: [],
        limit: noLimit,
        pages: [],
        reconnect: true,
        startWithApp: false,
        demo: false,
      };
    }
  });
});

describe('starting and stopping', () => {
  it('twice at the same moment makes one tunnel, from stopped and from blocked', async () => {
    const sshd = await sshdFor();
    const rig = await rigAt(sshd);
    await Promise.all([rig.start(), rig.start(), rig.start()]);
    await waitUntil('up', () => rig.state().state === 'up', 30_000);
    const gone = await rigFor({ port: await freePort(), user: sshd.user });
    await gone.start();
    await gone.blockedBy();
    await Promise.all([gone.start(), gone.start(), gone.start()]);
    await waitUntil('blocked again', () => gone.states.filter(isBlocked).length === 2, 30_000);
    await delay(200);
    expect(gone.states.filter(isBlocked)).toHaveLength(2);
    expect(sshd.log().match(/Accepted publickey/g)).toHaveLength(1);
  });

  it('in the middle of a dial ends it', async () => {
    const sshd = await sshdFor();
    const rig = await rigAt(sshd);
    for (let round = 0; round < 10; round += 1) {
      await rig.start();
      await delay(Math.random() * 60);
      await rig.stop();
      expect(rig.state().state).toBe('stopped');
    }
    await startedUp(rig);
  });
});

function isBlocked({ state }: TunnelState): boolean {
  return state === 'blocked';
}
