import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { fetchRanges, keptRanges } from '../../../electron/flows/service-ranges';
import { shippedRanges } from '../../../electron/flows/shipped-ranges';
import { testFolder } from '../../support/flows';

const published = {
  syncToken: '1795000000',
  createDate: '2026-11-20-03-23-11',
  prefixes: [{ ip_prefix: '52.219.0.0/20', region: 'eu-west-1', service: 'S3' }],
};
const expected = { ranges: [{ cidr: '52.219.0.0/20', service: 'S3' }], made: '2026-11-20' };
const signal = new AbortController().signal;

let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

function serve(status: number, body: string): Promise<string> {
  server = createServer((_request, response) => response.writeHead(status).end(body));
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}/ip-ranges.json`);
    });
  });
}

it('fetches the published ranges, says how old they are, and keeps them', async () => {
  const folder = testFolder();
  expect(await keptRanges(folder)).toBe(shippedRanges);
  const url = await serve(200, JSON.stringify(published));
  expect(await fetchRanges(folder, signal, url)).toEqual(expected);
  expect(await keptRanges(folder)).toEqual(expected);
});

it.each([
  ['an error', 503, 'busy', '503'],
  ['another page', 200, '<html>sign in</html>', 'no list of ranges'],
])('keeps what it had when %s comes instead', async (_name, status, body, reason) => {
  const folder = testFolder();
  await fetchRanges(folder, signal, await serve(200, JSON.stringify(published)));
  server.close();
  const url = await serve(status, body);
  await expect(fetchRanges(folder, signal, url)).rejects.toMatchObject({
    failure: { code: 'aws-refused', reason },
  });
  expect(await keptRanges(folder)).toEqual(expected);
});

it('says that nobody answers', async () => {
  const url = await serve(200, '');
  await new Promise((resolve) => server.close(resolve));
  await expect(fetchRanges(testFolder(), signal, url)).rejects.toMatchObject({
    failure: { code: 'aws-unreachable', host: '127.0.0.1' },
  });
});
