import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AgentAuthMethod, BaseAgent, Client } from 'ssh2';
import ssh2 from 'ssh2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectAgent, listIdentities, offering } from '../../electron/keys/agents';
import { KeyMaker, type MadeKey } from '../support/key-files';
import { waitUntil } from '../support/ports';
import { type SshAgent, startSshAgent } from '../support/ssh-agent';
import { type Sshd, startSshd } from '../support/sshd';

const kinds = ['rsa-2048', 'rsa-3072', 'ecdsa-256', 'ecdsa-384', 'ecdsa-521', 'ed25519'] as const;

type Agent = SshAgent & { readonly env: NodeJS.ProcessEnv };

let maker: KeyMaker;
let keys: MadeKey[];
let sshd: Sshd;
let full: Agent;

async function startAgent(): Promise<Agent> {
  const agent = await startSshAgent(maker.path('agent'));
  return { ...agent, env: { SSH_AUTH_SOCK: agent.socket } };
}

beforeAll(async () => {
  maker = new KeyMaker();
  keys = kinds.map((kind) => maker.base(kind));
  sshd = await startSshd({ config: ['MaxAuthTries 3'] });
  full = await startAgent();
  for (const { file } of keys) full.add(file);
});

afterAll(async () => {
  await full.stop();
  await sshd.stop();
  maker.remove();
});

function blobOf({ publicLine }: MadeKey): Buffer {
  return Buffer.from(publicLine.split(' ')[1] ?? '', 'base64');
}

function clientOf(server: Sshd, agent: BaseAgent): Client {
  const client = new ssh2.Client();
  const authHandler: AgentAuthMethod[] = [{ type: 'agent', username: server.user, agent }];
  const { host, port, user: username } = server;
  client.connect({ host, port, username, hostVerifier: () => true, authHandler });
  return client;
}

function logIn(agent: BaseAgent): Promise<void> {
  return new Promise((resolve, reject) => {
    const client = clientOf(sshd, agent);
    client.on('error', reject);
    client.once('ready', () => {
      client.end();
      resolve();
    });
  });
}

/** The keys a server says it was offered, in order, each once; LogLevel VERBOSE tells all. */
function offered(log: string): string[] {
  const verdicts = log.match(/^(Accepted|Failed) publickey .*$/gm) ?? [];
  return [...new Set(verdicts.map((line) => /SHA256:\S+/.exec(line)?.[0] ?? line))];
}

describe('a full agent', () => {
  it('lists all its keys, as ssh-add does', async () => {
    const identities = await listIdentities(await connectAgent(full.env, 'linux'));
    expect(identities.map(({ fingerprint }) => fingerprint)).toEqual(
      keys.map(({ fingerprint }) => fingerprint),
    );
    expect(identities.map(({ comment }) => comment)).toEqual(
      kinds.map((kind) => `culvert ${kind}`),
    );
    expect(identities.map(({ publicBlob }) => publicBlob)).toEqual(keys.map(blobOf));
  });

  it('runs out of tries at a server when it offers everything', async () => {
    const last = keys.at(-1);
    if (last === undefined) throw new Error('no keys were made');
    sshd.authorize(last.publicLine);
    const agent = await connectAgent(full.env, 'linux');
    await expect(logIn(agent)).rejects.toThrow(/authentication/i);
  });

  it.each(kinds)('logs in with the configured %s key as its first offer', async (kind) => {
    const key = maker.base(kind);
    sshd.authorize(key.publicLine);
    const agent = await connectAgent(full.env, 'linux');
    const since = sshd.log().length;
    await logIn(offering(agent, { first: blobOf(key), limit: 3 }));
    await waitUntil('sshd to tell of the login', () =>
      sshd.log().slice(since).includes('Accepted'),
    );
    expect(offered(sshd.log().slice(since))).toEqual([key.fingerprint]);
  });

  it('offers the first three and no more when its keys are all strangers', async () => {
    const stranger = await startSshd({ config: ['MaxAuthTries 20'] });
    const agent = offering(await connectAgent(full.env, 'linux'), { first: null, limit: 3 });
    const identities = await listIdentities(agent);
    expect(identities).toHaveLength(3);
    const failed = once(clientOf(stranger, agent), 'error');
    await failed;
    await waitUntil('sshd to see the end', () =>
      /Connection (closed|reset)|Disconnect/.test(stranger.log()),
    );
    expect(offered(stranger.log())).toEqual(keys.slice(0, 3).map(({ fingerprint }) => fingerprint));
    await stranger.stop();
  });

  it('offers others when it does not hold the configured key', async () => {
    const agent = await connectAgent(full.env, 'linux');
    const foreign = blobOf(maker.opensslEd25519(''));
    const identities = await listIdentities(offering(agent, { first: foreign, limit: 2 }));
    expect(identities.map(({ fingerprint }) => fingerprint)).toEqual(
      keys.slice(0, 2).map(({ fingerprint }) => fingerprint),
    );
  });
});

describe('an agent with a certificate', () => {
  it('passes the certificate over and keeps the key', async () => {
    const agent = await startAgent();
    const authority = maker.base('ecdsa-256').file;
    const key = maker.sshKeygen('ed25519', 'RFC4716', '');
    writeFileSync(`${key.file}.pub`, `${key.publicLine}\n`);
    execFileSync('ssh-keygen', [
      '-q',
      '-s',
      authority,
      '-I',
      'id',
      '-n',
      'root',
      `${key.file}.pub`,
    ]);
    agent.add(key.file);
    const shown = execFileSync('ssh-add', ['-l'], {
      encoding: 'utf8',
      env: { ...process.env, ...agent.env },
    });
    expect(shown).toContain('ED25519-CERT');
    const identities = await listIdentities(await connectAgent(agent.env, 'linux'));
    expect(identities.map(({ type }) => type)).toEqual(['ssh-ed25519']);
    await agent.stop();
  });
});

describe('no agent to speak of', () => {
  const unavailable = (why: string) => ({
    failure: { code: 'agent-unavailable', agent: 'ssh-agent', why },
  });

  it.each([
    ['is not set', {}],
    ['is empty', { SSH_AUTH_SOCK: '' }],
    ['names nothing', { SSH_AUTH_SOCK: '/nonexistent/agent' }],
  ])('SSH_AUTH_SOCK %s', async (_name, env) => {
    await expect(connectAgent(env, 'linux')).rejects.toMatchObject(unavailable('not-configured'));
  });

  it('SSH_AUTH_SOCK names a file', async () => {
    const env = { SSH_AUTH_SOCK: maker.write('file', 'x') };
    await expect(connectAgent(env, 'linux')).rejects.toMatchObject(unavailable('refused'));
  });

  it('neither of the two that Windows may have is there', async () => {
    await expect(connectAgent({}, 'win32')).rejects.toMatchObject({
      failure: { code: 'agent-unavailable', agent: 'windows-openssh', why: 'not-configured' },
    });
  });

  it('the agent has gone and left its socket', async () => {
    const agent = await startAgent();
    await agent.stop('SIGKILL');
    const env = agent.env;
    await expect(connectAgent(env, 'linux')).rejects.toMatchObject(unavailable('no-answer'));
  });

  it('the agent takes the question and never answers', async () => {
    const socket = maker.path('mute');
    const left: string[] = [];
    const mute = createServer((client) => client.resume().on('close', () => left.push('client')));
    await once(mute.listen(socket), 'listening');
    const started = performance.now();
    const env = { SSH_AUTH_SOCK: socket };
    await expect(connectAgent(env, 'linux')).rejects.toMatchObject(unavailable('no-answer'));
    expect(performance.now() - started).toBeLessThan(25_000);
    await waitUntil('the connection to be given up', () => left.length === 1);
    mute.close();
  });

  it('the agent refuses', async () => {
    const socket = maker.path('refusing');
    const refusing = createServer((client) => client.end(Buffer.from([0, 0, 0, 1, 5])));
    await once(refusing.listen(socket), 'listening');
    const env = { SSH_AUTH_SOCK: socket };
    await expect(connectAgent(env, 'linux')).rejects.toMatchObject(unavailable('refused'));
    refusing.close();
  });

  it('the agent is empty', async () => {
    const agent = await startAgent();
    await expect(connectAgent(agent.env, 'linux')).rejects.toMatchObject({
      failure: { code: 'agent-empty' },
    });
    await agent.stop();
  });
});
