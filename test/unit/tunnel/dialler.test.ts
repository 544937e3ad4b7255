import { describe, expect, it } from 'vitest';
import { Dialler } from '../../../electron/tunnel/dialler';
import type { Stage } from '../../../shared/model/tunnel-state';

/** A dialler whose calls end when the test says so. */
function bench() {
  const calls: {
    signal: AbortSignal;
    stage: (stage: Stage) => void;
    end: (made: { close(): void }) => void;
    fail: (error: Error) => void;
  }[] = [];
  const heard: string[] = [];
  const dialler = new Dialler<{ close(): void }>({
    connect: (stage, signal) =>
      new Promise((end, fail) => {
        calls.push({ signal, stage, end, fail });
        signal.addEventListener('abort', () => setTimeout(() => fail(new Error('aborted')), 5));
      }),
    onStage: (stage) => heard.push(stage),
    onMade: () => heard.push('made'),
    onFailed: ({ code }) => heard.push(code),
  });
  const settled = () => new Promise((resolve) => setTimeout(resolve, 20));
  return { calls, heard, dialler, settled };
}

describe('the dialler', () => {
  it('FLT-02: makes one connection at a time, however often it is asked', async () => {
    const { calls, heard, dialler, settled } = bench();
    dialler.dial();
    dialler.dial();
    await settled();
    expect(calls).toHaveLength(1);
    calls[0]?.end({ close: () => undefined });
    await settled();
    dialler.dial();
    await settled();
    expect(calls).toHaveLength(2);
    expect(heard).toEqual(['made']);
  });

  it('FLT-02: begins a call anew that has not arrived, after the old one has ended', async () => {
    const { calls, heard, dialler, settled } = bench();
    dialler.dial();
    await settled();
    calls[0]?.stage('tcp');
    dialler.redial();
    expect(calls[0]?.signal.aborted).toBe(true);
    await Promise.resolve();
    expect(calls).toHaveLength(1);
    await settled();
    expect(calls).toHaveLength(2);
    expect(heard).toEqual(['tcp']);
  });

  it('FLT-22: leaves a login alone that is under way', async () => {
    const { calls, dialler, settled } = bench();
    dialler.dial();
    await settled();
    calls[0]?.stage('authentication');
    dialler.redial();
    await settled();
    expect(calls).toHaveLength(1);
    expect(calls[0]?.signal.aborted).toBe(false);
  });

  it('closes what comes of a call nobody wants any more, and says nothing of it', async () => {
    const { calls, heard, dialler, settled } = bench();
    dialler.dial();
    await settled();
    let closed = false;
    dialler.abandon();
    calls[0]?.end({
      close: () => {
        closed = true;
      },
    });
    await settled();
    expect(closed).toBe(true);
    expect(heard).toEqual([]);
  });
});
