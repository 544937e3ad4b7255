import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { KeyMaker } from '../support/key-files';
import { openLongLine } from '../support/long-line';
import { tcpOrigin } from '../support/origin';
import { waitUntil } from '../support/ports';
import { socksConnect } from '../support/socks-connect';
import { type SshAgent, startSshAgent } from '../support/ssh-agent';
import { closeCases, rigFor, sshdFor, startedUp, until } from '../support/ssh-cases';
import type { Sshd } from '../support/sshd';
import type { Rig } from '../support/tunnel-rig';

const outside = process.env['SSH_AUTH_SOCK'];
const maker = new KeyMaker();
const confirmed = maker.path('confirmed');
afterAll(async () => {
  if (outside === undefined) delete process.env['SSH_AUTH_SOCK'];
  else process.env['SSH_AUTH_SOCK'] = outside;
  await closeCases();
  maker.remove();
});

const logins = (sshd: Sshd) => sshd.log().split('Accepted publickey').length - 1;

/** Logins that came to nothing: sshd says of each once how it ended. */
const refusals = (sshd: Sshd) =>
  sshd.log().match(/^(?:Connection (?:closed|reset) by|Disconnected from) authenticating/gm)
    ?.length ?? 0;

/** How often somebody was asked to confirm a signature. */
function questions(): number {
  return readFileSync(confirmed, { encoding: 'utf8', flag: 'a+' }).length;
}

/** Somebody who is asked for each signature, and says yes after a while, s. */
const confirm = (seconds: number) => `printf x >> ${confirmed}\nsleep ${seconds}`;

interface Case {
  readonly sshd: Sshd;
  readonly agent: SshAgent;
  readonly file: string;
  readonly rig: Rig;
}

/** A tunnel over a long line, of which six programs want a connection each. */
async function longTunnel(confirmSeconds: number, ...options: string[]): Promise<Case> {
  const { file, publicLine } = maker.base('ed25519');
  const sshd = await sshdFor({ authorizedKeys: [publicLine] });
  const agent = await startSshAgent(maker.path('agent'), confirm(confirmSeconds));
  until(agent, (each) => each.stop());
  process.env['SSH_AUTH_SOCK'] = agent.socket;
  agent.add(file, ...options);
  const line = until(await openLongLine(sshd.port, 25), (each) => each.close());
  const authentication = [{ method: 'agent' }] as const;
  const rig = await rigFor({ port: line.port, user: sshd.user, authentication });
  const { session } = await startedUp(rig);
  expect(session.authenticatedBy).toBe('publickey (agent)');
  return { sshd, agent, file, rig };
}

async function connectSix({ rig }: Case): Promise<void> {
  const place = until(await tcpOrigin(() => undefined), (each) => each.close());
  for (let each = 0; each < 6; each += 1) {
    const { socket, code } = await socksConnect(rig.socksPort(), '127.0.0.1', place.port);
    expect(code).toBe(0);
    until(socket, async (opened) => opened.destroy());
  }
}

describe('a tunnel whose key an agent holds', () => {
  it('logs in for each of six programs where the agent asks nobody', async () => {
    const tunnel = await longTunnel(0);
    expect(logins(tunnel.sshd)).toBe(1);
    await connectSix(tunnel);
    await waitUntil('six logins', () => logins(tunnel.sshd) === 6, 20_000);
    expect([refusals(tunnel.sshd), tunnel.rig.prompts.length]).toEqual([0, 0]);
  });

  it('logs in once where each signature is confirmed by a person, who is not asked again', async () => {
    const before = questions();
    const tunnel = await longTunnel(0.4, '-c');
    await connectSix(tunnel);
    // Long enough for a login, if there was to be one.
    await delay(2_000);
    expect([logins(tunnel.sshd), questions() - before]).toEqual([1, 1]);
  });

  it('logs in by a signature that is now confirmed at once, and has no other confirmed', async () => {
    const tunnel = await longTunnel(0.4);
    const before = questions();
    tunnel.agent.add(tunnel.file, '-c');
    await connectSix(tunnel);
    await waitUntil('another login', () => logins(tunnel.sshd) === 2, 15_000);
    await connectSix(tunnel);
    await delay(2_000);
    expect([logins(tunnel.sshd), questions() - before]).toEqual([2, 1]);
  });

  it('lets go of a login for which the agent now asks somebody, and asks no more', async () => {
    const tunnel = await longTunnel(30);
    const before = questions();
    tunnel.agent.add(tunnel.file, '-c');
    await connectSix(tunnel);
    await waitUntil('a login that came to nothing', () => refusals(tunnel.sshd) === 1, 15_000);
    await connectSix(tunnel);
    await delay(2_000);
    expect([logins(tunnel.sshd), refusals(tunnel.sshd), questions() - before]).toEqual([1, 1, 1]);
    expect(tunnel.rig.states.at(-1)?.state).toBe('up');
  });
});
