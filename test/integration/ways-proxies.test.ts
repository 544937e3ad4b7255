import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { credentialOf } from '../../electron/socks/credential';
import { openFrontDoor } from '../../electron/socks/front-door';
import { destinationPolicy } from '../../electron/socks/policy';
import { freePort, waitUntil } from '../support/ports';
import { isListening, secret, sshdFor, startedUp, until } from '../support/ssh-cases';
import { temporaryFolder } from '../support/temp-folder';
import { ended, startTinyproxy } from '../support/tinyproxy';
import { http, socks, wayCases } from '../support/way-cases';
import { directDial } from '../unit/socks/direct-dial';

const { failure, rigBy, sshd } = wayCases();

describe('an HTTP proxy', () => {
  it('connects us to the bastion, and is used again after a loss', async () => {
    const proxy = until(await startTinyproxy(), (each) => each.stop());
    const own = await sshdFor();
    const rig = await rigBy(http(proxy.port), { port: own.port });
    own.authorize(rig.publicKey);
    await startedUp(rig);
    expect(proxy.log()).toContain(`CONNECT 127.0.0.1:${own.port}`);
    await own.restart();
    await rig.until('reconnecting');
    await rig.until('up', 30_000);
    expect(proxy.log().match(/CONNECT/g)?.length).toBeGreaterThan(1);
  });

  it('is told user and password once they were asked for, and not asked again after a loss', async () => {
    const proxy = until(await startTinyproxy('BasicAuth ana s3cret'), (each) => each.stop());
    const own = await sshdFor();
    const answers = [secret('wrong'), secret('s3cret')];
    const rig = await rigBy(http(proxy.port, 'ana'), {
      port: own.port,
      answer: () => answers.shift() ?? { kind: 'cancel' },
    });
    own.authorize(rig.publicKey);
    await startedUp(rig);
    const about = { kind: 'password', user: 'ana', host: '127.0.0.1' };
    expect(rig.prompts).toMatchObject([
      { ...about, wrong: false },
      { ...about, wrong: true },
    ]);
    await own.restart();
    await rig.until('reconnecting');
    await rig.until('up', 30_000);
    expect(rig.prompts).toHaveLength(2);
    expect(rig.remembered).toEqual([]);
  });

  it('whose password is to be remembered is told it unasked by the next run', async () => {
    const proxy = until(await startTinyproxy('BasicAuth ana s3cret'), (each) => each.stop());
    const way = http(proxy.port, 'ana');
    const answers = [secret('wrong', true), secret('s3cret', true)];
    const rig = await rigBy(way, { answer: () => answers.shift() ?? { kind: 'cancel' } });
    await startedUp(rig);
    const { remembered } = rig;
    expect(remembered).toEqual([
      { scope: `proxy ana@127.0.0.1:${proxy.port}`, secret: new TextEncoder().encode('s3cret') },
    ]);
    const waySecrets = remembered.map(({ scope, secret: kept }) => ({
      scope: scope ?? '',
      secret: Uint8Array.from(kept),
    }));
    const later = await rigBy(way, { waySecrets });
    await startedUp(later);
    expect([later.prompts, later.remembered]).toEqual([[], []]);
    await later.stop();
    expect(waySecrets[0]?.secret).toEqual(new Uint8Array(6));
  });

  it('that wants a user name when none is given says so', async () => {
    const proxy = until(await startTinyproxy('BasicAuth ana s3cret'), (each) => each.stop());
    expect(await failure(http(proxy.port))).toEqual({
      code: 'proxy-login-refused',
      host: '127.0.0.1',
      port: proxy.port,
      why: 'no-user',
    });
  });

  it('that does not permit the port is named with its answer', async () => {
    const proxy = until(await startTinyproxy('ConnectPort 443'), (each) => each.stop());
    expect(await failure(http(proxy.port))).toMatchObject({
      code: 'proxy-refused',
      kind: 'http',
      answer: expect.stringMatching(/^403/),
    });
  });

  it('that is not there, or is none, is told from a bastion that is not there', async () => {
    const port = await freePort();
    expect(await failure(http(port))).toMatchObject({
      code: 'proxy-unreachable',
      port,
      why: 'refused',
    });
    expect(await failure(http(sshd().port))).toMatchObject({
      code: 'not-a-proxy',
      received: expect.stringContaining('SSH-2.0'),
    });
    const mute = createServer((socket) => socket.end());
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    until(mute, async (each) => each.close());
    const address = mute.address();
    const closes = typeof address === 'object' && address !== null ? address.port : 0;
    expect(await failure(http(closes))).toMatchObject({ code: 'not-a-proxy', received: '' });
  });
});

describe('a SOCKS proxy', () => {
  it('made by ssh -D connects us to the bastion', async () => {
    const folder = until(temporaryFolder('culvert-socks-'), async (each) => each.remove());
    const rig = await rigBy({ kind: 'direct' });
    const port = await freePort();
    const client = spawn('ssh', [
      ...['-F', 'none', '-N', '-D', `127.0.0.1:${port}`, '-i', rig.keyFile, '-o', 'BatchMode=yes'],
      ...['-o', 'StrictHostKeyChecking=no', '-o', `UserKnownHostsFile=${folder.file('known')}`],
      ...['-p', String(sshd().port), `${sshd().user}@127.0.0.1`],
    ]);
    until(client, ended);
    await waitUntil('ssh to listen', () => isListening(port));
    const other = await rigBy(socks(port));
    await startedUp(other);
    // The proxy is another machine: it is the one that dials.
    const gone = await freePort();
    expect(await failure(socks(port), { port: gone })).toMatchObject({
      code: expect.stringMatching(/proxy-refused|connection-lost|not-a-proxy/),
    });
  });

  it('with user and password is told them, by RFC 1929', async () => {
    const way = directDial(sshd().port);
    const door = await openFrontDoor({
      address: '127.0.0.1',
      credential: credentialOf(Buffer.from('ana'), Buffer.from('s3cret')),
      port: 0,
      dial: way.dial,
      policy: destinationPolicy([]),
      events: {},
    });
    until(door, (each) => each.close());
    const answers = [secret('wrong'), secret('s3cret')];
    const rig = await rigBy(socks(door.port, 'ana'), {
      host: 'bastion.private',
      answer: () => answers.shift() ?? { kind: 'cancel' },
    });
    await startedUp(rig);
    expect(rig.prompts.map((prompt) => prompt.kind)).toEqual(['password', 'password']);
    // The name goes to the proxy as it is: nobody here knows it.
    expect(way.asked).toMatchObject([{ host: 'bastion.private', kind: 'name' }]);
    expect(await failure(socks(door.port))).toMatchObject({
      code: 'proxy-login-refused',
      why: 'no-user',
    });
  });

  it('that may not connect there says why', async () => {
    const door = await openFrontDoor({
      address: '127.0.0.1',
      port: 0,
      dial: directDial(sshd().port).dial,
      policy: destinationPolicy([]),
      events: {},
    });
    until(door, (each) => each.close());
    expect(await failure(socks(door.port))).toMatchObject({
      code: 'proxy-refused',
      kind: 'socks',
      answer: 'not allowed by ruleset',
    });
    expect(await failure(socks(door.port), { host: '::1' })).toMatchObject({
      code: 'proxy-refused',
      answer: 'not allowed by ruleset',
    });
  });
});
