import { createServer } from 'node:https';
import type { Socket } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { Probe } from '../../electron/tunnel/probe';
import type { LogEvent } from '../../shared/model/log';
import type { PageCheck, Reach } from '../../shared/model/reach';
import { tcpOrigin, webOrigin } from '../support/origin';
import { waitUntil } from '../support/ports';
import { selfSigned } from '../support/self-signed';
import { closeCases, rigAt, sshdFor, startedUp, until } from '../support/ssh-cases';
import type { Rig } from '../support/tunnel-rig';

afterAll(closeCases);

/** What the next look that is carried through finds. */
async function looked(rig: Rig, after = 0): Promise<Reach> {
  const done = () => rig.reach.findLast(({ checking, checks }) => !checking && checks > after);
  await waitUntil('a look to end', () => done() !== undefined, 25_000);
  const reach = done();
  if (reach === undefined) throw new Error('nothing was found');
  return reach;
}

function causeOf(check: PageCheck | undefined): string {
  if (check?.outcome !== 'failed') return check?.outcome ?? 'nothing';
  const { cause } = check;
  return cause.code === 'page-no-answer' ? `${cause.code} ${cause.why}` : cause.code;
}

/** A page over TLS whose certificate it signed itself, as JupyterHub's on EMR is. */
async function tlsPage(): Promise<number> {
  const server = createServer(selfSigned('hub'), (_request, response) =>
    response.writeHead(302).end(),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  until(server, (each) => new Promise((resolve) => each.close(resolve)));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

describe('a look through a tunnel', () => {
  it('says of each page whether it answers, and if not, why', async () => {
    const sshd = await sshdFor();
    const origin = until(await webOrigin(), (each) => each.close());
    const mute = until(await tcpOrigin((socket) => socket.resume()), (each) => each.close());
    const curt = until(await tcpOrigin((socket) => socket.destroy()), (each) => each.close());
    const greet = (socket: Socket) => socket.resume().write('SSH-2.0-OpenSSH_9.2\r\n');
    const alien = until(await tcpOrigin(greet), (each) => each.close());
    const expected: readonly (readonly [page: string, found: string])[] = [
      [`http://127.0.0.1:${origin.port}/hello`, 'answering'],
      [`https://127.0.0.1:${await tlsPage()}/`, 'answering'],
      // Not a port that was free a moment ago: another test may take it meanwhile.
      ['http://127.0.0.1:1/', 'destination-refused'],
      ['http://nowhere.invalid:8088/', 'destination-unresolvable'],
      ['http://169.254.169.254/latest/meta-data/', 'destination-prohibited'],
      [`http://127.0.0.1:${mute.port}/`, 'page-no-answer silent'],
      [`http://127.0.0.1:${curt.port}/`, 'page-no-answer closed'],
      [`http://127.0.0.1:${alien.port}/`, 'page-no-answer not-http'],
    ];
    const rig = await rigAt(sshd, { pages: expected.map(([page]) => page) });
    const began = performance.now();
    await startedUp(rig);
    const reach = await looked(rig);
    expect(performance.now() - began).toBeLessThan(25_000);
    expect(reach.pages.map(({ url, check }) => [url, causeOf(check)])).toEqual(expected);
    expect(reach.forwards).toBe('yes');
    expect(reach.ssh?.milliseconds).toBeGreaterThan(0);
    expect(reach.ssh?.milliseconds).toBeLessThan(10_000);
    // Each page is told once, and never as a request of some program's.
    const codes = rig.log.map(({ code }) => code);
    expect(codes.filter((code) => code === 'page-answers')).toHaveLength(2);
    expect(codes.filter((code) => code === 'page-fails')).toHaveLength(expected.length - 2);
    expect(codes).not.toContain('request-failed');
    await rig.stop();
    expect(rig.reach.at(-1)).toMatchObject({ ssh: null, forwards: 'unknown', checking: false });
  });

  it('asks once for other pages too, and keeps nothing of that', async () => {
    const sshd = await sshdFor();
    const origin = until(await webOrigin(), (each) => each.close());
    const rig = await rigAt(sshd);
    const urls = [`http://127.0.0.1:${origin.port}/hello`, 'http://127.0.0.1:1/'];
    const steps: number[] = [];
    const progress = (_step: string, done: number) => void steps.push(done);
    const once = (signal = new AbortController().signal) =>
      rig.services.tunnels.checkPages('rig', urls, { signal, progress });
    await expect(once()).rejects.toMatchObject({ failure: { code: 'tunnel-down' } });
    await startedUp(rig);
    const found = await once();
    expect(found.map(({ check }) => causeOf(check))).toEqual(['answering', 'destination-refused']);
    expect(steps).toEqual([1, 2]);
    expect((await looked(rig)).pages).toEqual([]);
    const over = await once(AbortSignal.abort());
    expect(over.map(({ check }) => check.outcome)).toEqual(['unknown', 'unknown']);
  });

  it('is one look, however many ask at once, and says again only what changed', async () => {
    const sshd = await sshdFor();
    const origin = await webOrigin();
    const rig = await rigAt(sshd, { pages: [`http://127.0.0.1:${origin.port}/hello`] });
    await startedUp(rig);
    const first = await looked(rig);
    await Promise.all(Array.from({ length: 20 }, () => rig.services.tunnels.checkReach('rig')));
    const second = await looked(rig, first.checks);
    expect(second.checks).toBe(first.checks + 1);
    expect(rig.log.filter(({ code }) => code.startsWith('page-'))).toHaveLength(1);
    await origin.close();
    await rig.services.tunnels.checkReach('rig');
    expect(causeOf(rig.reach.at(-1)?.pages[0]?.check)).toBe('destination-refused');
    expect(rig.log.filter(({ code }) => code === 'page-fails')).toHaveLength(1);
  });

  it('finds a bastion that does not forward', async () => {
    const sshd = await sshdFor({ config: ['AllowTcpForwarding no'] });
    const origin = until(await webOrigin(), (each) => each.close());
    const pages = ['/a', '/b'].map((path) => `http://127.0.0.1:${origin.port}${path}`);
    const rig = await rigAt(sshd, { pages });
    await startedUp(rig);
    const reach = await looked(rig);
    expect(reach.forwards).toBe('no');
    expect(reach.pages.map(({ check }) => causeOf(check))).toEqual([
      'forwarding-prohibited',
      'forwarding-prohibited',
    ]);
  });

  it('is taken again by itself when the tunnel has healed', async () => {
    const sshd = await sshdFor();
    const origin = until(await webOrigin(), (each) => each.close());
    const rig = await rigAt(sshd, { pages: [`http://127.0.0.1:${origin.port}/hello`] });
    await startedUp(rig);
    const before = await looked(rig);
    await sshd.restart();
    const after = await looked(rig, before.checks);
    expect(after.pages[0]?.check.outcome).toBe('answering');
    const unknown = rig.reach.findIndex(({ pages }) => pages[0]?.check.outcome === 'unknown');
    expect(unknown).toBeGreaterThanOrEqual(0);
    expect(rig.log.some(({ code }) => code === 'lost')).toBe(true);
  });
});

it('a page that may be at several addresses is shown where it answers', async () => {
  const rig = await rigAt(await sshdFor());
  await startedUp(rig);
  const origin = until(await webOrigin(), (each) => each.close());
  const [plain, sure] = ['http://127.0.0.1:1/', `http://127.0.0.1:${origin.port}/hello`];
  const [tls, third] = [`https://127.0.0.1:${await tlsPage()}/`, 'http://127.0.0.1:3/'];
  let reach: Reach | undefined;
  const log: LogEvent[] = [];
  const probe = new Probe({
    profileId: 'rig',
    pages: [],
    target: null,
    ping: async () => null,
    onReach: (found) => {
      reach = found;
    },
    onLog: (event) => log.push(event),
  });
  until(probe, async (each) => each.down());
  probe.aim([sure, plain], { [plain]: [third, tls] });
  probe.up(rig.socksPort());
  await probe.check();
  const found = () => reach?.pages.map(({ url, check }) => [url, check.outcome]);
  expect(found()).toEqual([
    [sure, 'answering'],
    [tls, 'answering'],
  ]);
  expect(log.map(({ code }) => code)).toEqual(['page-answers', 'page-answers']);
  await probe.check();
  expect(log).toHaveLength(2);
  // Where none answers, the one that is likeliest says why.
  probe.aim([sure, plain], { [plain]: [third] });
  await probe.check();
  expect(found()).toEqual([
    [sure, 'answering'],
    [plain, 'failed'],
  ]);
});
