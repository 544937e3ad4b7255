import { afterAll, describe, expect, it } from 'vitest';
import { dialBastion } from '../support/bastion-dial';
import { type HangingAgent, startHangingAgent } from '../support/hanging-agent';
import { KeyMaker } from '../support/key-files';
import { waitUntil } from '../support/ports';
import { closeCases, serverFor, until } from '../support/ssh-cases';

const outside = process.env['SSH_AUTH_SOCK'];
const maker = new KeyMaker();
afterAll(async () => {
  if (outside === undefined) delete process.env['SSH_AUTH_SOCK'];
  else process.env['SSH_AUTH_SOCK'] = outside;
  await closeCases();
  maker.remove();
});

/** A login that waits for an agent's signature. */
async function waitingFor(name: string) {
  const key = maker.base('ed25519');
  const socket = maker.path(name);
  const agent = until(await startHangingAgent(socket, key.file), (each) => each.close());
  process.env['SSH_AUTH_SOCK'] = socket;
  const server = await serverFor({ login: [{ method: 'publickey', keys: [key.publicLine] }] });
  const dial = await dialBastion({
    port: server.port,
    user: 'ana',
    authentication: [{ method: 'agent' }],
    acceptNew: true,
    limits: { authenticationSeconds: 2, confirmationSeconds: 3 },
  });
  until(dial, (each) => each.close());
  await waitUntil('the agent to be asked', () => agent.asked() === 1);
  return { agent, dial };
}

const left = (agent: HangingAgent) =>
  waitUntil('the agent to be left alone', () => agent.sockets.size === 0, 2_000);

describe('an agent that does not sign', () => {
  it('is left alone when the login is given up', async () => {
    const { agent, dial } = await waitingFor('agent-1');
    dial.stop();
    await expect(dial.outcome).rejects.toMatchObject({ failure: { code: 'auth-cancelled' } });
    await left(agent);
  });

  it('is left alone when the login took too long, and may sign then', async () => {
    const { agent, dial } = await waitingFor('agent-2');
    await expect(dial.outcome).rejects.toMatchObject({ failure: { code: 'handshake-timeout' } });
    agent.sign();
    await left(agent);
  });

  it('for a while is waited for, and left alone afterwards', async () => {
    const { agent, dial } = await waitingFor('agent-3');
    agent.sign();
    expect((await dial.outcome).facts.authenticatedBy).toBe('publickey (agent)');
    await left(agent);
  });
});
