import { createServer, type Server } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pacScript } from '../../electron/browser/pac';
import { PacServer } from '../../electron/browser/pac-server';
import { tunnelPatterns } from '../../electron/browser/tunnel-patterns';
import { noLimit } from '../../shared/model/profile';
import { freePort } from '../support/ports';

const page = 'http://ip-10-0-1-23.ap-northeast-2.compute.internal:8088/cluster';
const patterns = tunnelPatterns({ pages: [], limit: noLimit });
let browser: Browser;
let server: PacServer;
let neighbour: Server;
let asked = 0;

beforeAll(async () => {
  // The first tunnel is stopped: nothing listens there. The second takes note and hangs up.
  const stopped = await freePort();
  const tunnel = createTcpServer((socket) => {
    asked += 1;
    socket.on('error', () => undefined).destroy();
  });
  await new Promise<void>((resolve) => tunnel.listen(0, '127.0.0.1', resolve));
  const address = tunnel.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const script = pacScript([
    { port: stopped, patterns },
    { port, patterns },
  ]);
  server = new PacServer({ token: 'a'.repeat(32), script: () => script });
  await server.listen(0);
  neighbour = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(`<script src="${server.url}"></script>`);
  });
  await new Promise<void>((resolve) => neighbour.listen(0, '127.0.0.1', resolve));
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking', `--proxy-pac-url=${server.url}`],
  });
});

afterAll(async () => {
  await browser.close();
  await server.close();
  neighbour.close();
});

it('a real Chromium takes the served script, and goes on to the tunnel that is there', async () => {
  const tab = await browser.newPage();
  await expect(tab.goto(page)).rejects.toThrow('net::ERR_');
  expect(asked).toBeGreaterThan(0);
  await tab.close();
});

it('a web page next door does not get it', async () => {
  const tab = await browser.newPage();
  const address = neighbour.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const tried = tab.waitForEvent('requestfailed', (request) => request.url() === server.url);
  await tab.goto(`http://127.0.0.1:${port}/`);
  expect((await tried).failure()?.errorText).toContain('BLOCKED');
  expect(await tab.evaluate('typeof FindProxyForURL')).toBe('undefined');
  await tab.close();
});
