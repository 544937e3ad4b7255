import { request } from 'node:http';
import { expect, it } from 'vitest';
import { mostOnWindows, openLong, opensAny } from '../../../electron/browser/long-address';

const page = 'https://p-2abc.emrappui-prod.ap-northeast-2.amazonaws.com/shs/?authToken=';
const long = page.padEnd(10_280, 'x');

interface Answer {
  readonly status: number | undefined;
  readonly location: string | undefined;
  readonly referrer: string | string[] | undefined;
}

function ask(url: string, { method = 'GET', headers = {} } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, headers }, (response) => {
      const { location, 'referrer-policy': referrer } = response.headers;
      response.resume().on('end', () => {
        resolve({ status: response.statusCode, location, referrer });
      });
    });
    asked.on('error', reject).end();
  });
}

/** What the system is given to open. */
async function handedOn(platform: NodeJS.Platform, url: string): Promise<string> {
  const opened: string[] = [];
  await opensAny(async (each) => void opened.push(each), platform)(url);
  expect(opened).toHaveLength(1);
  return opened[0] ?? '';
}

it('hands a short address on as it is, and a long one too where the system takes it', async () => {
  expect(await handedOn('win32', page)).toBe(page);
  const longest = page.padEnd(mostOnWindows, 'x');
  expect(await handedOn('win32', longest)).toBe(longest);
  expect(await handedOn('linux', long)).toBe(long);
  expect(await handedOn('darwin', long)).toBe(long);
});

it('leads the browser to a long one from an address Windows takes, once', async () => {
  const url = await handedOn('win32', long);
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[0-9a-f]{32}$/);
  expect(await ask(url)).toEqual({ status: 302, location: long, referrer: 'no-referrer' });
  await expect(ask(url)).rejects.toThrow('ECONNREFUSED');
});

it.each([
  ['another path', { path: '/x' }, 404],
  ['a page', { headers: { origin: 'https://evil.example' } }, 403],
  ['an image of a page', { headers: { 'sec-fetch-site': 'cross-site' } }, 403],
  ['a name that leads here', { headers: { host: 'evil.example' } }, 421],
  ['whoever only looks', { method: 'HEAD' }, 404],
  ['who posts', { method: 'POST' }, 405],
])('tells %s nothing, and still the browser', async (_who, { path, ...how }: Odd, status) => {
  const url = await handedOn('win32', long);
  const asked = path === undefined ? url : new URL(path, url).href;
  expect(await ask(asked, how)).toMatchObject({ status, location: undefined });
  expect(await ask(url)).toMatchObject({ status: 302, location: long });
});

interface Odd {
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly method?: string;
}

it('waits for nobody who does not come, and for nobody when nothing was opened', async () => {
  let given = '';
  const opening = openLong(
    long,
    async (url) => {
      given = url;
    },
    1,
  );
  await opening;
  await expect.poll(() => ask(given).catch(({ code }) => code)).toBe('ECONNREFUSED');
  const failing = openLong(long, async (url) => {
    given = url;
    throw new Error('no browser');
  });
  await expect(failing).rejects.toThrow('no browser');
  await expect(ask(given)).rejects.toThrow('ECONNREFUSED');
});
