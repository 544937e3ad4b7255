import { beforeEach, describe, expect, it } from 'vitest';
import { ClusterTie } from '../../../electron/tunnel/cluster-tie';
import type { Connection } from '../../../electron/tunnel/parts';
import type { BoundCluster, ClusterBinding } from '../../../shared/model/cluster-binding';
import { type Failure, FailureError } from '../../../shared/model/failure';
import type { LogEvent } from '../../../shared/model/log';

const binding: ClusterBinding = {
  region: 'eu-west-1',
  awsProfile: null,
  rule: { by: 'id', id: 'j-1' },
  login: true,
  last: null,
};
const cluster = {
  id: 'j-1',
  name: 'nightly',
  state: 'RUNNING',
  primaryDns: 'node',
} as BoundCluster;
const { signal } = new AbortController();

let told: LogEvent[] = [];
let isClosed = false;
beforeEach(() => {
  told = [];
  isClosed = false;
});

/** A connection that is guarded, with what AWS is about to say of its cluster. */
async function guarded(answer: () => Promise<BoundCluster['state']>) {
  const tie = new ClusterTie({
    binding,
    lookup: {
      find: async () => cluster,
      stateOf: answer,
      keyPair: async () => null,
      keyNameOf: async () => null,
    },
    tell: (event) => told.push(event),
    onCluster: () => undefined,
    everyMs: 20,
  });
  await tie.follow(signal);
  told = [];
  const guard = () => {
    let end: (failure: Failure) => void = () => undefined;
    const closed = new Promise<Failure>((resolve) => {
      end = resolve;
    });
    const close = () => {
      isClosed = true;
    };
    return { connection: tie.guard({ closed, close } as Connection), end };
  };
  return { tie, guard, ...guard() };
}

describe('looking after the cluster of a tunnel that is up', () => {
  it.each([
    ['says that it was terminated', async () => 'TERMINATED' as const],
    [
      'knows none of that id any more',
      async () => {
        const missing = { code: 'cluster-missing', by: 'id', rule: 'j-1', region: '' } as const;
        throw new FailureError(missing);
      },
    ],
  ])('ends the connection when AWS %s', async (_what, answer) => {
    const { tie, connection } = await guarded(answer);
    await tie.look();
    expect(isClosed).toBe(true);
    expect(await connection.closed).toMatchObject({ code: 'cluster-terminated', id: 'j-1' });
  });

  it.each(['once it is asked to', 'by itself'])(
    'looks on %s when a silent connection beside the new one has ended',
    async (how) => {
      let asked = 0;
      const { tie, guard, end } = await guarded(async () => {
        asked += 1;
        return 'TERMINATED';
      });
      const { connection } = guard();
      end({ code: 'cancelled' });
      await new Promise(setImmediate);
      if (how === 'once it is asked to') await tie.look();
      expect(await connection.closed).toMatchObject({ code: 'cluster-terminated' });
      expect(asked).toBeGreaterThan(0);
    },
  );

  it('leaves it alone where AWS does not answer, and says nothing of it', async () => {
    const { tie } = await guarded(async () => {
      throw new FailureError({ code: 'aws-throttled', action: 'x', region: 'eu-west-1' });
    });
    await tie.look();
    expect([isClosed, told]).toEqual([false, []]);
  });

  it('leaves it alone at a fault of its own, which the log names once', async () => {
    let fault = 'x is no function';
    const { tie } = await guarded(async () => {
      throw new TypeError(fault);
    });
    const named = (detail: string) => ({
      code: 'cluster-not-asked',
      cause: { code: 'internal', detail },
    });
    await tie.look();
    await tie.look();
    expect(told).toEqual([named('TypeError: x is no function')]);
    fault = 'y is undefined';
    await tie.look();
    expect(told.slice(1)).toEqual([named('TypeError: y is undefined')]);
    expect(isClosed).toBe(false);
  });

  it('says nothing of a look that ends with its connection', async () => {
    let interrupt: (reason: unknown) => void = () => undefined;
    const { tie, end } = await guarded(
      () =>
        new Promise((_resolve, reject) => {
          interrupt = reject;
        }),
    );
    const looking = tie.look();
    end({ code: 'cancelled' });
    await new Promise(setImmediate);
    interrupt(new DOMException('called off', 'AbortError'));
    await looking;
    expect(told).toEqual([]);
  });
});
