import { afterAll, describe, expect, it } from 'vitest';
import { type DialOptions, dialBastion } from '../support/bastion-dial';
import { KeyMaker } from '../support/key-files';
import { waitUntil } from '../support/ports';
import type { LoginStep } from '../support/scripted-login';
import { startSshAgent } from '../support/ssh-agent';
import { answers, closeCases, secret, serverFor, sshdFor, until } from '../support/ssh-cases';

const outside = process.env['SSH_AUTH_SOCK'];
const maker = new KeyMaker();
afterAll(async () => {
  if (outside === undefined) delete process.env['SSH_AUTH_SOCK'];
  else process.env['SSH_AUTH_SOCK'] = outside;
  await closeCases();
  maker.remove();
});

const user = 'somebody';
/** Longer than the server may take for anything else. */
const thinksMs = 3_500;
const limits = { keyExchangeSeconds: 15, authenticationSeconds: 2, confirmationSeconds: 20 };

async function dialFor(options: Omit<DialOptions, 'acceptNew'>) {
  const dial = await dialBastion({ limits, acceptNew: true, ...options });
  return until(dial, (each) => each.close());
}

/** An agent that has each signature confirmed, by somebody who takes a while to say yes. */
async function slowAgent(file: string): Promise<void> {
  const agent = until(
    await startSshAgent(maker.path('agent'), `sleep ${thinksMs / 1_000}`),
    (each) => each.stop(),
  );
  process.env['SSH_AUTH_SOCK'] = agent.socket;
  agent.add(file, '-c');
}

describe('a login that somebody confirms elsewhere', () => {
  it.each<[string, LoginStep]>([
    ['a password', { method: 'password', password: 'right', thinksMs }],
    [
      'keyboard-interactive',
      {
        method: 'keyboard-interactive',
        rounds: [{ prompts: [{ prompt: 'Code: ' }], answers: ['right'] }],
        thinksMs,
      },
    ],
  ])('after %s is waited for', async (_what, step) => {
    const server = await serverFor({ login: [step] });
    const { port } = server;
    const { method } = step as { method: 'password' | 'keyboard-interactive' };
    const dial = await dialFor({ port, user, authentication: [{ method }] });
    await waitUntil('the question', () => dial.prompts.length === 1);
    dial.answer(dial.prompts[0], method === 'password' ? secret('right') : answers('right'));
    expect((await dial.outcome).isOpen).toBe(true);
  });

  it('by an agent is waited for', async () => {
    const key = maker.base('ed25519');
    const sshd = await sshdFor({ authorizedKeys: [key.publicLine] });
    await slowAgent(key.file);
    const authentication = [{ method: 'agent' }] as const;
    const dial = await dialFor({ port: sshd.port, user: sshd.user, authentication });
    expect((await dial.outcome).facts.authenticatedBy).toBe('publickey (agent)');
  });

  it('and never is ends as a server that is silent', async () => {
    const server = await serverFor({
      login: [{ method: 'password', password: 'right', thinksMs: 60_000 }],
    });
    const dial = await dialFor({
      port: server.port,
      user,
      authentication: [{ method: 'password' }],
      limits: { ...limits, confirmationSeconds: 3 },
    });
    await waitUntil('the question', () => dial.prompts.length === 1);
    dial.answer(dial.prompts[0], secret('right'));
    await expect(dial.outcome).rejects.toMatchObject({
      failure: { code: 'handshake-timeout', stage: 'authentication', seconds: 3 },
    });
  });
});
