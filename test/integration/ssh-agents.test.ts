import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Authentication } from '../../shared/model/profile';
import { tellFigure } from '../support/figure';
import { KeyMaker } from '../support/key-files';
import { startSshAgent } from '../support/ssh-agent';
import { closeCases, rigFor, sshdFor, startedUp, until } from '../support/ssh-cases';
import type { Sshd } from '../support/sshd';

const maker = new KeyMaker();
const outside = process.env['SSH_AUTH_SOCK'];
const byAgent: Authentication = { method: 'agent' };
let sshd: Sshd;
let loggedIn = 0;

beforeAll(async () => {
  // At this level sshd names every request and every channel, and agents may be forwarded.
  sshd = await sshdFor({ config: ['LogLevel DEBUG', 'AllowAgentForwarding yes'] });
});
afterAll(async () => {
  if (outside === undefined) delete process.env['SSH_AUTH_SOCK'];
  else process.env['SSH_AUTH_SOCK'] = outside;
  await closeCases();
  maker.remove();
});

async function opensshAgent(...files: string[]): Promise<void> {
  const agent = until(await startSshAgent(maker.path('agent')), (each) => each.stop());
  process.env['SSH_AUTH_SOCK'] = agent.socket;
  for (const file of files) agent.add(file);
}

async function sessionWith(...authentication: Authentication[]) {
  const rig = await rigFor({ port: sshd.port, user: sshd.user, authentication });
  const { session } = await startedUp(rig);
  loggedIn += 1;
  await rig.stop();
  return session;
}

describe('SEC-01, SSH-17: the ways a key comes to a login', () => {
  it.each(['ed25519', 'ecdsa-256', 'rsa-2048'] as const)('ssh-agent, %s', async (kind) => {
    const key = maker.base(kind);
    sshd.authorize(key.publicLine);
    await opensshAgent(key.file);
    const session = await sessionWith(byAgent);
    expect(session.authenticatedBy).toBe('publickey (agent)');
  });

  it('the agent comes first where it is named first, and the file when the agent has no such key', async () => {
    const [inAgent, inFile] = [maker.sshKeygen('ed25519', 'RFC4716', ''), maker.base('ecdsa-384')];
    await opensshAgent(inAgent.file);
    sshd.authorize(inFile.publicLine);
    const ways: Authentication[] = [byAgent, { method: 'key-file', path: inFile.file }];
    expect((await sessionWith(...ways)).authenticatedBy).toContain('publickey');
    sshd.authorize(inAgent.publicLine);
    const session = await sessionWith(byAgent);
    expect(session.authenticatedBy).toBe('publickey (agent)');
  });

  it('a file alone, with no agent about', async () => {
    delete process.env['SSH_AUTH_SOCK'];
    const key = maker.base('ecdsa-521');
    sshd.authorize(key.publicLine);
    const session = await sessionWith({ method: 'key-file', path: key.file });
    expect(session.authenticatedBy).toContain(key.fingerprint);
  });

  it('never lets the agent go with them: no session, no request to forward it', () => {
    const log = sshd.log();
    expect(log).toContain('userauth-request');
    expect(log).not.toMatch(/auth-agent|server_input_channel_open: ctype session/);
    tellFigure('SEC-01', `${loggedIn} logins by agents and files, 0 agents forwarded`);
  });
});
