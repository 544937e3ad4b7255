import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { fetchRanges, keptRanges } from '../../../electron/flows/service-ranges';
import { shippedRanges } from '../../../electron/flows/shipped-ranges';
import { FailureError, failureFrom } from '../../../shared/model/failure';
import { testFolder } from '../../support/flows';
import { selfSigned } from '../../support/self-signed';

const published = {
  syncToken: '1795000000',
  createDate: '2026-11-20-03-23-11',
  prefixes: [{ ip_prefix: '52.219.0.0/20', region: 'eu-west-1', service: 'S3' }],
  ipv6_prefixes: [{ ipv6_prefix: '2a05:d050:8000::/40', region: 'eu-west-1', service: 'S3' }],
};
const expected = {
  ranges: [
    { cidr: '52.219.0.0/20', region: 'eu-west-1', service: 'S3' },
    { cidr: '2a05:d050:8000::/40', region: 'eu-west-1', service: 'S3' },
  ],
  made: '2026-11-20',
};
const signal = new AbortController().signal;

let server: Server | null = null;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = null;
});

function serve(status: number, body: string): Promise<string> {
  return listening(createServer((_request, response) => response.writeHead(status).end(body)));
}

function listening(started: Server): Promise<string> {
  server = started;
  return new Promise((resolve) => {
    started.listen(0, '127.0.0.1', () => {
      resolve(`http://127.0.0.1:${(started.address() as AddressInfo).port}/ip-ranges.json`);
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

it('makes the folder they are kept in', async () => {
  const folder = join(testFolder(), 'not', 'yet');
  await fetchRanges(folder, signal, await serve(200, JSON.stringify(published)));
  expect(await keptRanges(folder)).toEqual(expected);
});

it.each([
  ['an error', 503, 'busy', '503'],
  ['another page', 200, '<html>sign in</html>', 'no list of ranges'],
])('keeps what it had when %s comes instead', async (_name, status, body, reason) => {
  const folder = testFolder();
  await fetchRanges(folder, signal, await serve(200, JSON.stringify(published)));
  server?.close();
  const url = await serve(status, body);
  await expect(fetchRanges(folder, signal, url)).rejects.toMatchObject({
    failure: { code: 'aws-refused', reason },
  });
  expect(await keptRanges(folder)).toEqual(expected);
});

it('takes a redirect for the answer of another than AWS', async () => {
  const url = await listening(
    createServer((_request, response) => response.writeHead(302, { location: '/sign-in' }).end()),
  );
  await expect(fetchRanges(testFolder(), signal, url)).rejects.toMatchObject({
    failure: { code: 'aws-refused', reason: '302' },
  });
});

describe('what says why nobody answers', () => {
  const reasonAt = (url: string) =>
    fetchRanges(testFolder(), signal, url).catch((error: unknown) => {
      const failure = failureFrom(error);
      return failure.code === 'aws-unreachable' ? `${failure.host} ${failure.why}` : failure;
    });

  it('is that nothing listens there', async () => {
    const url = await serve(200, '');
    await new Promise((resolve) => server?.close(resolve));
    expect(await reasonAt(url)).toBe('127.0.0.1 refused');
  });

  it('is a certificate that nobody vouches for', async () => {
    const url = await listening(createTlsServer(selfSigned('ranges'), () => undefined));
    expect(await reasonAt(url.replace('http:', 'https:'))).toBe('127.0.0.1 certificate');
  });

  it('is an answer that breaks off', async () => {
    const url = await listening(
      createServer((_request, response) => {
        response.writeHead(200, { 'content-length': 1_000 }).write('{', () => response.destroy());
      }),
    );
    expect(await reasonAt(url)).toBe('127.0.0.1 cut');
  });

  it('is that the person has called it off', async () => {
    const controller = new AbortController();
    const url = await listening(
      createServer(() => controller.abort(new FailureError({ code: 'cancelled' }))),
    );
    await expect(fetchRanges(testFolder(), controller.signal, url)).rejects.toMatchObject({
      failure: { code: 'cancelled' },
    });
  });
});
