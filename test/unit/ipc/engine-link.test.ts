import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EngineLink, type EngineProcess } from '../../../electron/ipc/engine-link';
import { waitUntil } from '../../support/ports';
import { profile } from '../app/builders';

const script = fileURLToPath(new URL('./stand-in-engine.mjs', import.meta.url));

let children: ChildProcess[];
let heard: unknown[];
let link: EngineLink;

function spawnChild(...args: string[]): EngineProcess {
  const child = fork(script, args, { serialization: 'advanced' });
  children.push(child);
  return {
    postMessage: (message) => child.send(message as object),
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => child.once('exit', () => listener()),
    kill: () => child.kill(),
  };
}

function linkTo(...args: string[]): EngineLink {
  return new EngineLink({
    spawn: () => spawnChild(...args),
    onEvent: (name, payload) => heard.push([name, payload]),
    onLost: () => heard.push('lost'),
    onBack: () => heard.push('back'),
    onGone: () => heard.push('gone'),
    onBreach: (what) => heard.push(`breach: ${what}`),
  });
}

const start = (name: string, secret: Uint8Array | null = null) =>
  link.call('start', { profile: profile({ name }), secret, waySecrets: [], persistent: true });

beforeEach(() => {
  children = [];
  heard = [];
  link = linkTo();
  link.start();
});
afterEach(() => link.close(2_000));

describe('a call of the engine', () => {
  it('is answered, its events are heard, and bytes survive the way', async () => {
    const secret = new TextEncoder().encode('canary');
    await start('ok', secret);
    expect(heard).toEqual([
      [
        'tunnel',
        expect.objectContaining({
          profileId: 'etl',
          traffic: expect.objectContaining({ bytesUp: 6, bytesDown: 1 }),
        }),
      ],
      ['remember', { profileId: 'etl', scope: null, secret }],
    ]);
  });

  it('is rejected with the failure the engine names', async () => {
    await expect(start('refuse')).rejects.toMatchObject({
      failure: { code: 'port-in-use', port: 8157 },
    });
  });

  it('is refused as the engine refuses it', async () => {
    await expect(link.call('stop', { profileId: 'etl' })).rejects.toMatchObject({
      error: { code: 'not-permitted' },
    });
  });

  it('is rejected when the answer is not what the contract says', async () => {
    await expect(link.call('inspectKey', { path: '/k' })).rejects.toMatchObject({
      failure: { code: 'internal' },
    });
  });

  it('leaves what the contract does not know outside', async () => {
    await start('breach');
    expect(heard.slice(0, 2)).toEqual(['breach: event tunnel', 'breach: message']);
  });
});

describe('an engine that crashes', () => {
  it('is replaced, and what waited for it is told', async () => {
    const waiting = link.call('checkDemo', { localPort: 8157 });
    const first = await link.call('prepareDemo', undefined);
    children[0]?.kill('SIGKILL');
    await expect(waiting).rejects.toMatchObject({ failure: { code: 'engine-crashed' } });
    const second = await link.call('prepareDemo', undefined);
    expect(second.keyPath).not.toBe(first.keyPath);
    expect(heard).toEqual(['lost', 'back']);
  });

  it('three times in a minute stays down, until somebody wants it again', async () => {
    for (const code of ['engine-crashed', 'engine-crashed', 'engine-down']) {
      await expect(start('crash')).rejects.toMatchObject({ failure: { code } });
    }
    expect(heard).toEqual(['lost', 'back', 'lost', 'back', 'gone']);
    expect(children).toHaveLength(3);
    await start('ok');
    expect(children).toHaveLength(4);
  });
});

describe('closing', () => {
  it('stops the tunnels, ends the process and starts no other', async () => {
    await link.close(2_000);
    expect(children[0]?.exitCode ?? children[0]?.signalCode).not.toBeNull();
    await expect(start('ok')).rejects.toMatchObject({ failure: { code: 'engine-crashed' } });
    expect(children).toHaveLength(1);
    expect(heard).toEqual([]);
  });

  it('does not wait for an engine that does not listen', async () => {
    const deaf = linkTo('deaf');
    deaf.start();
    const child = children.at(-1);
    await deaf.call('prepareDemo', undefined);
    const from = performance.now();
    await deaf.close(300);
    expect(performance.now() - from).toBeLessThan(15_000);
    await waitUntil('the process to be gone', () => child?.signalCode === 'SIGTERM');
  });

  it('waits for the process even when it was never called', async () => {
    const idle = linkTo();
    idle.start();
    const child = children.at(-1);
    if (child === undefined) throw new Error('nothing was started');
    await once(child, 'spawn');
    await idle.close(2_000);
    expect(child.signalCode).toBe('SIGTERM');
  });
});
