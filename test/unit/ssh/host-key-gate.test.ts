import { describe, expect, it } from 'vitest';
import { HostKeyGate } from '../../../electron/ssh/host-key-gate';
import type { HostKeyQuestion, Questions } from '../../../electron/ssh/questions';
import { hostKeyOf } from '../../../electron/ssh/trust/host-key';
import { type HostTrust, hostTrust } from '../../../electron/ssh/trust/host-trust';

const blob = Buffer.from(`0000000b7373682d6564323535313900000020${'07'.repeat(32)}`, 'hex');
const other = Buffer.from(`0000000b7373682d6564323535313900000020${'08'.repeat(32)}`, 'hex');
const { fingerprint } = hostKeyOf(blob);
const never = new AbortController().signal;

interface Bench {
  readonly trust?: HostTrust;
  readonly expected?: readonly string[];
  readonly acceptNew?: boolean;
  readonly canAsk?: boolean;
  readonly says?: boolean;
}

function bench({ trust, expected = [], acceptNew = false, canAsk = true, says = true }: Bench) {
  const asked: HostKeyQuestion[] = [];
  const nobody = () => Promise.reject(new Error('asked something else'));
  const questions: Questions = {
    canAsk,
    hostKey: async (question) => {
      asked.push(question);
      return says;
    },
    passphrase: nobody,
    password: nobody,
    keyboardInteractive: nobody,
  };
  const store = trust ?? hostTrust({ readFiles: [], store: null });
  const gate = new HostKeyGate({
    host: 'bastion.example',
    port: 22,
    trust: store,
    questions,
    expected,
    acceptNew,
    remember: true,
  });
  return { gate, asked, trust: store };
}

describe('the host-key gate', () => {
  it('refuses what nobody can be asked about', async () => {
    const { gate } = bench({ canAsk: false });
    expect(await gate.admit(blob, never)).toMatchObject({
      admitted: false,
      failure: { code: 'host-key-unknown', fingerprint },
    });
  });

  it('takes a named fingerprint and no other', async () => {
    const { gate } = bench({ canAsk: false, expected: [fingerprint], acceptNew: true });
    expect(await gate.admit(blob, never)).toEqual({ admitted: true });
    expect(await gate.admit(other, never)).toMatchObject({ failure: { code: 'host-key-unknown' } });
  });

  it('asks once; the answer counts for the next connection, and for that key alone', async () => {
    const { gate, asked } = bench({});
    const first = await gate.admit(blob, never);
    if (first.admitted || !('answer' in first)) throw new Error('did not ask');
    await first.answer;
    expect(await gate.admit(blob, never)).toEqual({ admitted: true });
    expect(asked).toHaveLength(1);
    expect(await gate.admit(other, never)).toMatchObject({ admitted: false });
    expect(asked).toHaveLength(2);
  });

  it('keeps nothing before it is told that the login is complete, and then that one key', async () => {
    const { gate, trust } = bench({});
    await gate.admit(blob, never);
    expect(await trust.judge('bastion.example', 22, hostKeyOf(blob))).toEqual({
      verdict: 'unknown',
    });
    expect(await gate.remember()).toMatchObject({ fingerprint });
    expect(await trust.judge('bastion.example', 22, hostKeyOf(blob))).toMatchObject({
      verdict: 'trusted',
    });
    expect(await gate.remember()).toBeNull();
  });

  it('admits nothing when the lists cannot be judged by', async () => {
    const broken: HostTrust = {
      preferredAlgorithms: async () => [],
      judge: () => Promise.reject(new Error('broken')),
      remember: async () => undefined,
      follow: async () => null,
    };
    const { gate, asked } = bench({ trust: broken, acceptNew: true, expected: [fingerprint] });
    await expect(gate.admit(blob, never)).rejects.toThrow('broken');
    expect(asked).toEqual([]);
  });

  it('does not take bytes that are no key', async () => {
    const { gate } = bench({ acceptNew: true });
    await expect(gate.admit(Buffer.from([0, 0, 0, 9, 1]), never)).rejects.toThrow('internal');
  });
});
