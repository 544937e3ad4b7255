import { request } from 'node:http';
import { connect } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { PacServer } from '../../../electron/browser/pac-server';

const token = '0123456789abcdef0123456789abcdef';
const servers: PacServer[] = [];

async function served(
  script = () => 'function FindProxyForURL() {}',
): Promise<{ server: PacServer; port: number; path: string }> {
  const server = new PacServer({ token, script });
  servers.push(server);
  return { server, port: await server.listen(0), path: `/${token}/culvert.pac` };
}

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly text: string;
}

function ask(port: number, path: string, headers = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      let text = '';
      response.on('data', (part) => {
        text += String(part);
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
      );
    });
    asked.on('error', reject).end();
  });
}

it('hands out the script under an address nobody guesses, and lets nobody keep or share it', async () => {
  const { server, port, path } = await served();
  expect(server.url).toBe(`http://127.0.0.1:${port}${path}`);
  const { status, headers, text } = await ask(port, path);
  expect([status, text]).toEqual([200, 'function FindProxyForURL() {}']);
  expect(headers).toMatchObject({
    'content-type': 'application/x-ns-proxy-autoconfig',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
  });
  expect(headers['access-control-allow-origin']).toBeUndefined();
  expect(await ask(port, path, {}, 'HEAD')).toMatchObject({ status: 200, text: '' });
});

it.each([
  ['another path', '/culvert.pac', {}, 'GET', 404],
  ['another token', `/${token.replace('0', '1')}/culvert.pac`, {}, 'GET', 404],
  ['more than the path', `/${token}/culvert.pac?x`, {}, 'GET', 404],
  ['a name that leads here', `/${token}/culvert.pac`, { host: 'evil.example' }, 'GET', 421],
  ['the right name, wrong port', `/${token}/culvert.pac`, { host: '127.0.0.1:1' }, 'GET', 421],
  ['a page', `/${token}/culvert.pac`, { origin: 'http://evil.example' }, 'GET', 403],
  ['a script tag', `/${token}/culvert.pac`, { 'sec-fetch-site': 'cross-site' }, 'GET', 403],
  ['a neighbour port', `/${token}/culvert.pac`, { 'sec-fetch-site': 'same-site' }, 'GET', 403],
  ['another method', `/${token}/culvert.pac`, {}, 'POST', 405],
])('says nothing to %s', async (_what, path, headers, method, status) => {
  const { port } = await served();
  expect(await ask(port, path, headers, method)).toMatchObject({ status, text: '' });
});

it('says that it has failed where the script cannot be made, and serves it once it can', async () => {
  let broken = true;
  const { port, path } = await served(() => {
    if (broken) throw new RangeError('no pattern');
    return 'function FindProxyForURL() {}';
  });
  expect(await ask(port, path)).toMatchObject({ status: 500, text: '' });
  broken = false;
  expect(await ask(port, path)).toMatchObject({ status: 200 });
});

it('is reached from this computer alone, by its address or as localhost', async () => {
  const { port, path } = await served();
  expect(await ask(port, path, { host: `localhost:${port}` })).toMatchObject({ status: 200 });
  const outside = await new Promise((resolve) => {
    const socket = connect({ host: '::1', port });
    socket.once('error', () => resolve('refused')).once('connect', () => resolve('open'));
  });
  expect(outside).toBe('refused');
});

it('says that its port is taken, and is gone when it is closed', async () => {
  const { server, port } = await served();
  const second = new PacServer({ token, script: () => '' });
  await expect(second.listen(port)).rejects.toMatchObject({
    failure: { code: 'port-in-use', port },
  });
  expect(second.url).toBeNull();
  await server.close();
  expect(server.url).toBeNull();
  expect(await second.listen(port)).toBe(port);
  servers.push(second);
});
