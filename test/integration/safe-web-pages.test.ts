import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cleanUp, echoDoor } from '../unit/socks/door-harness';

let browser: Browser;
let site: string;
const server = createServer((_request, response) => {
  response.setHeader('content-type', 'text/html');
  response.end('<title>a page of the web</title>');
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  site = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
});
afterAll(async () => {
  await browser.close();
  await new Promise((resolve) => server.close(resolve));
  await cleanUp();
});

/** What a page can try with the address of the door, as the body of an async function. */
const attempts: [string, string][] = [
  ['fetch', 'return fetch(url).then((r) => r.text())'],
  ['fetch that asks for no answer', "return fetch(url, { mode: 'no-cors' }).then((r) => r.type)"],
  [
    'fetch of a body that is a SOCKS5 request',
    "return fetch(url, { method: 'POST', mode: 'no-cors', body: new Uint8Array([5, 1, 0, 5, 1, 0, 1, 10, 0, 0, 1, 31, 152]) }).then((r) => r.type)",
  ],
  [
    'fetch over TLS',
    "return fetch(url.replace('http', 'https'), { mode: 'no-cors' }).then(String)",
  ],
  [
    'WebSocket',
    "return new Promise((ok, no) => { const s = new WebSocket(url.replace('http', 'ws')); s.onopen = () => ok('open'); s.onerror = () => no('error'); })",
  ],
  ['a beacon', "return navigator.sendBeacon(url, 'x'.repeat(1000))"],
  [
    'an image',
    'return new Promise((ok, no) => { const i = new Image(); i.onload = ok; i.onerror = () => no("error"); i.src = url; })',
  ],
  [
    'a form',
    "const f = document.createElement('form'); f.method = 'post'; f.enctype = 'text/plain'; f.action = url; const i = document.createElement('input'); i.name = '\\u0005\\u0001'; i.value = '\\u0005\\u0001\\u0000\\u0001'; f.append(i); document.body.append(f); f.submit(); return 'sent'",
  ],
  ['going there', "location.href = url; return 'gone'"],
  [
    'WebRTC with the door as its TURN server',
    "const c = new RTCPeerConnection({ iceServers: [{ urls: url.replace('http://', 'turn:').replace(/\\/$/, '') + '?transport=tcp', username: 'u', credential: 'c' }] }); c.createDataChannel('x'); await c.setLocalDescription(await c.createOffer()); await new Promise((r) => setTimeout(r, 1500)); return 'tried'",
  ],
];

it.each(attempts)(
  'SOX-13: a web page opens nothing through the port by %s',
  async (_what, script) => {
    const { door, way, opened, refused } = await echoDoor();
    const url = `http://127.0.0.1:${door.port}/`;
    const page = await browser.newPage();
    await page.goto(site);
    const outcome = await page.evaluate(
      `(async (url) => { ${script} })(${JSON.stringify(url)}).then(String, (error) => 'failed: ' + error)`,
    );
    await page.waitForTimeout(500);
    expect(opened).toEqual([]);
    expect(way.asked).toEqual([]);
    for (const failure of refused) expect(failure.code).toBe('socks-request-refused');
    // No answer of the door may be readable for another origin.
    expect(String(outcome)).not.toContain('SOCKS');
    await page.close();
  },
);

it('SOX-13: the door really was reached: a person who goes there reads what it is', async () => {
  const { door, way, refused } = await echoDoor();
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${door.port}/`);
  expect(await page.textContent('body')).toContain('This is a SOCKS proxy');
  expect(refused).toContainEqual({ code: 'socks-request-refused', why: 'http' });
  expect(way.asked).toEqual([]);
  await page.close();
});
