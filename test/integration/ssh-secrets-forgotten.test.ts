import { describe, expect, it } from 'vitest';
import { proxyScope } from '../../shared/model/secret-scope';
import type { LoginStep } from '../support/scripted-login';
import { inOrder, rigFor, secret, serverFor, startedUp, until } from '../support/ssh-cases';
import { startTinyproxy } from '../support/tinyproxy';
import { http, wayCases } from '../support/way-cases';

const { rigBy, sshd } = wayCases();

const right: LoginStep = { method: 'password', password: 'swordfish' };
const byPassword = [{ method: 'password' }] as const;

/** An answer whose bytes can be looked at afterwards: the rig hands over these and no copy. */
function watched(text: string, remember = false) {
  const answer = secret(text, remember);
  if (answer.kind !== 'secret') throw new Error('no secret');
  return { answer, isForgotten: () => answer.secret.every((byte) => byte === 0) };
}

/** A server that takes one password, and a tunnel that asks for it. */
async function passwordCase(options: { reconnect: boolean }) {
  const { reconnect } = options;
  const server = await serverFor({ login: [right] });
  const typed = watched('swordfish');
  const about = { port: server.port, user: 'ana', reconnect };
  const rig = await rigFor({ ...about, authentication: byPassword, answer: () => typed.answer });
  return { server, typed, rig };
}

describe.concurrent('a password that was typed', () => {
  it('is overwritten once it has let us in, where a loss is not followed by another login', async () => {
    const { server, typed, rig } = await passwordCase({ reconnect: false });
    await startedUp(rig);
    expect(typed.isForgotten()).toBe(true);
    for (const socket of server.sockets) socket.destroy();
    expect(await rig.blockedBy()).toMatchObject({ code: 'connection-lost' });
    expect(server.requests).toEqual(['none', 'password']);
  });

  it('is kept for the next login where there is to be one, and overwritten at the end', async () => {
    const { server, typed, rig } = await passwordCase({ reconnect: true });
    await startedUp(rig);
    for (const socket of server.sockets) socket.destroy();
    await rig.until('reconnecting');
    await rig.until('up', 30_000);
    expect(typed.isForgotten()).toBe(false);
    await rig.stop();
    expect(typed.isForgotten()).toBe(true);
    expect(rig.prompts).toHaveLength(1);
  });

  it('is kept while the first login is still being tried', async () => {
    const server = await serverFor({ login: [right] });
    const { port } = server;
    await server.close();
    const typed = watched('swordfish');
    const about = { port, user: 'ana', reconnect: false, persistent: true };
    const rig = await rigFor({ ...about, authentication: byPassword, answer: () => typed.answer });
    await rig.start();
    await rig.until('reconnecting');
    expect(typed.isForgotten()).toBe(false);
    await rig.stop();
    expect(typed.isForgotten()).toBe(true);
  });

  it('is overwritten when the server wants another, and when it wants none of them', async () => {
    const server = await serverFor({ login: [right] });
    const typed = ['tuna', 'cod', 'sole'].map((text) => watched(text, true));
    const answer = inOrder(...typed.map((each) => each.answer));
    const about = { port: server.port, user: 'ana', authentication: byPassword };
    const rig = await rigFor({ ...about, answer });
    await rig.start();
    expect(await rig.blockedBy()).toMatchObject({ code: 'auth-refused' });
    expect(typed.map((each) => each.isForgotten())).toEqual([true, true, true]);
  });

  it('on the way to a proxy is overwritten as that of a bastion is', async () => {
    const proxy = until(await startTinyproxy('BasicAuth ana s3cret'), (each) => each.stop());
    const typed = watched('s3cret');
    const stored = Buffer.from('of another proxy');
    const rig = await rigBy(http(proxy.port, 'ana'), {
      reconnect: false,
      waySecrets: [
        { scope: proxyScope({ host: 'other', port: 3128, user: 'ana' }), secret: stored },
      ],
      answer: () => typed.answer,
    });
    await startedUp(rig);
    expect(rig.prompts).toHaveLength(1);
    expect(typed.isForgotten()).toBe(true);
    expect(stored.every((byte) => byte === 0)).toBe(true);
  });

  it('at a jump host is overwritten as that of a bastion is', async () => {
    const jump = await serverFor({ login: [right] });
    const typed = watched('swordfish');
    const authentication = [...byPassword];
    const rig = await rigFor({
      port: sshd().port,
      user: sshd().user,
      reconnect: false,
      way: { jumpHosts: [{ host: '127.0.0.1', port: jump.port, user: 'ana', authentication }] },
      answer: () => typed.answer,
    });
    sshd().authorize(rig.publicKey);
    await startedUp(rig);
    expect(typed.isForgotten()).toBe(true);
  });
});
