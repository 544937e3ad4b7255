import { createContext, runInContext } from 'node:vm';
import { afterEach, expect, it } from 'vitest';
import { PacDesk, type PacPlace } from '../../../electron/app/pac-desk';
import { noLimit, type Profile } from '../../../shared/model/profile';
import { freePort } from '../../support/ports';
import { profile } from './builders';

const node = (at: number) => `ip-10-0-1-${at}.ap-northeast-2.compute.internal`;
const tunnel = (id: string, port: number, at: number, more: Partial<Profile> = {}) =>
  profile({
    id,
    listen: { address: '127.0.0.1', port },
    pages: [`http://${node(at)}:8088/cluster`],
    ...more,
  });

const desks: PacDesk[] = [];
afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.close();
});

function deskOf(profiles: Profile[], running: string[], place: PacPlace | null = null) {
  const kept = { place };
  const desk = new PacDesk({
    profiles: () => profiles,
    listening: (id) => running.includes(id),
    place: {
      get: () => kept.place,
      set: (wanted) => {
        kept.place = wanted;
      },
    },
  });
  desks.push(desk);
  const ask = (host: string) => {
    const context = createContext({ host });
    runInContext(desk.script(), context);
    return runInContext("FindProxyForURL('', host)", context);
  };
  return { desk, kept, ask };
}

const [one, two] = ['SOCKS5 127.0.0.1:8157', 'SOCKS5 127.0.0.1:8158'];

it('sends a host to the tunnel it is named in, and other private ones to whichever runs', () => {
  const profiles = [tunnel('one', 8157, 23), tunnel('two', 8158, 24)];
  const { ask } = deskOf(profiles, ['two']);
  expect(ask(node(23))).toBe(one);
  expect(ask(node(24))).toBe(two);
  expect(ask(node(77))).toBe(`${two}; ${one}`);
  expect(deskOf(profiles, ['one']).ask(node(77))).toBe(`${one}; ${two}`);
  expect(ask('example.com')).toBe('DIRECT');
});

it('never lets a private name past a tunnel, whatever runs', () => {
  const profiles = [tunnel('one', 8157, 23)];
  for (const running of [[], ['one']]) expect(deskOf(profiles, running).ask(node(77))).toBe(one);
});

it('knows proxies only, not tunnels that lead one port to one place', () => {
  const forward = { host: node(23), port: 10_000 };
  const { ask } = deskOf([tunnel('jdbc', 10_000, 23, { kind: 'local', forward })], ['jdbc']);
  expect(ask(node(23))).toBe('DIRECT');
});

it('keeps its address from run to run, and says when it cannot have it', async () => {
  const port = await freePort();
  const place = { port, token: 'f'.repeat(32) };
  const first = deskOf([], [], place);
  const url = `http://127.0.0.1:${port}/${place.token}/culvert.pac`;
  expect(await first.desk.turn(true)).toEqual({ url, failure: null });
  expect(await first.desk.turn(true)).toEqual({ url, failure: null });
  const second = deskOf([], [], place);
  expect(await second.desk.turn(true)).toEqual({
    url: null,
    failure: { code: 'port-in-use', port },
  });
  expect(await first.desk.turn(false)).toEqual({ url: null, failure: null });
  expect(await second.desk.turn(true)).toEqual({ url, failure: null });
});

it('takes a free port the first time, with a token of its own', async () => {
  const { desk, kept } = deskOf([], []);
  const { url } = await desk.turn(true);
  expect(kept.place?.token).toMatch(/^[0-9a-f]{32}$/);
  expect(url).toBe(`http://127.0.0.1:${kept.place?.port}/${kept.place?.token}/culvert.pac`);
  expect(await (await fetch(url ?? '')).text()).toContain('FindProxyForURL');
});

it('serves every tunnel whatever domains one of them is limited to', async () => {
  const suffixes = ['corp_dev.local', `${'a'.repeat(64)}.local`];
  const { desk, ask } = deskOf(
    [tunnel('one', 8157, 23, { limit: { ...noLimit, suffixes } }), tunnel('two', 8158, 24)],
    [],
  );
  const { url } = await desk.turn(true);
  const answer = await fetch(url ?? '');
  expect([answer.status, await answer.text()]).toEqual([200, desk.script()]);
  expect(ask('node_1.corp_dev.local')).toBe(one);
  expect(ask(node(24))).toBe(two);
});
