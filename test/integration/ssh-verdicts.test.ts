import ssh2 from 'ssh2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Admission, HostKeyGate } from '../../electron/ssh/host-key-gate';
import { hostTrust } from '../../electron/ssh/trust/host-trust';
import { dialBastion } from '../support/bastion-dial';
import { tellFigure } from '../support/figure';
import { closeCases, secret, sshdFor, until } from '../support/ssh-cases';
import type { Sshd } from '../support/sshd';

let sshd: Sshd;

beforeAll(async () => {
  // At this level sshd names every authentication request that reaches it.
  sshd = await sshdFor({ config: ['LogLevel DEBUG', 'PasswordAuthentication yes'] });
});
afterAll(closeCases);

const requests = () => sshd.log().match(/userauth-request/g)?.length ?? 0;

/** Whatever a gate may say that is no yes, by its own mistake or by another's. */
const verdicts: [string, () => unknown][] = [
  ['a promise of no, taken for the answer itself', () => ({ admitted: Promise.resolve(false) })],
  ['0', () => ({ admitted: 0 })],
  ['1', () => ({ admitted: 1 })],
  ['an empty text', () => ({ admitted: '' })],
  ['the text true', () => ({ admitted: 'true' })],
  ['null', () => ({ admitted: null })],
  ['an object', () => ({ admitted: {} })],
  ['nothing', () => undefined],
  ['true, but not as a verdict', () => true],
  [
    'an error',
    () => {
      throw new Error('no verdict');
    },
  ],
  ['silence', () => new Promise(() => undefined)],
];

/** A gate that gives this verdict, from first to last. */
function gateSaying(verdict: () => unknown): HostKeyGate {
  const target = { host: '127.0.0.1', port: sshd.port };
  const gate = new HostKeyGate({
    ...target,
    trust: hostTrust({ readFiles: [], store: null }),
    questions: {} as never,
    expected: [],
    acceptNew: true,
    remember: false,
  });
  gate.admit = async () => verdict() as Admission;
  return gate;
}

describe('SSH-01: a verdict on a host key', () => {
  let refused = 0;

  it.each(verdicts)('that is %s lets nobody in, and nothing is sent', async (_what, verdict) => {
    const before = requests();
    const dial = await dialBastion({
      port: sshd.port,
      user: sshd.user,
      authentication: [{ method: 'password' }],
      gate: gateSaying(verdict),
      limits: { keyExchangeSeconds: 2, authenticationSeconds: 5 },
    });
    until(dial, (each) => each.close());
    await expect.poll(() => dial.prompts.length).toBe(1);
    dial.answer(dial.prompts[0], secret('never to be sent'));
    await expect(dial.outcome).rejects.toBeDefined();
    expect(dial.stages).not.toContain('authentication');
    expect(requests()).toBe(before);
    refused += 1;
  });

  it.each([
    ['yes', 'yes'],
    ['1', 1],
    ['an object', {}],
  ])('by a person whose answer is %s is no yes either', async (_what, answer) => {
    const before = requests();
    const target = { host: '127.0.0.1', port: sshd.port };
    const gate = new HostKeyGate({
      ...target,
      trust: hostTrust({ readFiles: [], store: null }),
      questions: { canAsk: true, hostKey: async () => answer } as never,
      expected: [],
      acceptNew: false,
      remember: false,
    });
    const dial = await dialBastion({
      port: sshd.port,
      user: sshd.user,
      authentication: [{ method: 'password' }],
      gate,
    });
    until(dial, (each) => each.close());
    await expect.poll(() => dial.prompts.length).toBe(1);
    dial.answer(dial.prompts[0], secret('never to be sent'));
    await expect(dial.outcome).rejects.toMatchObject({ failure: { code: 'host-key-refused' } });
    expect(requests()).toBe(before);
  });

  it('would get through to ssh2 by itself: it takes whatever is not false for yes', async () => {
    const { host, port, user: username } = sshd;
    const before = requests();
    const attempts = [Promise.resolve(false), 0, ''].map(
      (answer) =>
        new Promise((resolve) => {
          const client = new ssh2.Client();
          client.on('error', () => undefined);
          client.once('close', () => resolve(null));
          const hostVerifier = () => answer as never;
          client.connect({ host, port, username, password: 'wrong', hostVerifier });
        }),
    );
    await Promise.all(attempts);
    expect(requests() - before).toBeGreaterThanOrEqual(attempts.length);
    tellFigure('SSH-01', `0 of ${refused} odd verdicts connect`);
  });
});
