import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkPages } from '../../electron/demo/check-pages';
import { type EmbeddedBastion, startEmbeddedBastion } from '../../electron/demo/embedded-bastion';
import { temporaryFolder } from '../support/temp-folder';
import { curl, openTunnel, type Tunnel } from './demo-tunnel';

const domain = 'ap-northeast-2.compute.internal';
const primary = `ip-10-0-1-23.${domain}`;
const notice = 'Demonstration: served by Culvert itself';

const folder = temporaryFolder('culvert-demo-');
let bastion: EmbeddedBastion;
let tunnel: Tunnel;

beforeAll(async () => {
  bastion = await startEmbeddedBastion({ folder: folder.file('demo') });
  tunnel = await openTunnel(bastion);
});

afterAll(async () => {
  await tunnel.stop();
  await bastion.close();
  folder.remove();
});

describe('pages behind the embedded bastion, through ssh -D and curl', () => {
  it.each([
    ['YARN', `http://${primary}:8088/cluster`, 'Cluster Metrics'],
    ['YARN, its nodes', `http://${primary}:8088/cluster/nodes`, 'Node HTTP Address'],
    ['Spark History', `http://${primary}:18080/`, 'Event log directory'],
    ['NameNode', `http://${primary}:9870/dfshealth.html`, 'Datanodes in operation'],
    ['a NodeManager', `http://ip-10-0-1-41.${domain}:8042/node`, 'NodeManager information'],
    ['the other NodeManager', `http://ip-10-0-1-57.${domain}:8042/node`, '10-0-1-57'],
    ['YARN by its address', 'http://10.0.1.23:8088/cluster', 'Cluster Metrics'],
    ['YARN by its short name', 'http://IP-10-0-1-23:8088/cluster', 'Cluster Metrics'],
  ])('%s', async (_, url, words) => {
    const page = await curl(tunnel.port, '--fail', url);
    expect(page).toContain(words);
    expect(page).toContain(notice);
    expect(page.trimEnd()).toMatch(/<\/html>$/);
    expect(page).not.toMatch(/<script|https?:\/\/(?!ip-10-0-1-\d+\.ap-northeast-2|www\.w3\.org)/);
  });

  it('every link leads to another page of the demonstration', async () => {
    const queue = bastion.pages.map(({ url }) => url);
    const seen = new Set<string>();
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      const page = await curl(tunnel.port, '--fail', '-L', next);
      expect(page, next).toContain(notice);
      for (const [, href = ''] of page.matchAll(/<a href="([^"]+)"/g)) {
        const url = new URL(href, next);
        url.hash = '';
        queue.push(url.href);
      }
    }
    expect(seen.size).toBeGreaterThan(bastion.pages.length + 10);
  });

  it('is marked on the page that is not there, and repeats no markup of the request', async () => {
    const url = `http://${primary}:8088/%3Cb%3E`;
    const page = await curl(tunnel.port, '-w', '%{http_code}', '--path-as-is', url);
    expect(page).toMatch(/404$/);
    expect(page).toContain(notice);
    const raw = await curl(tunnel.port, '--request-target', '/<b>x', `http://${primary}:8088/`);
    expect(raw).not.toContain('<b>x');
  });

  it('answers several requests on one connection, HEAD among them', async () => {
    const url = `http://${primary}:8088/cluster`;
    const out = await curl(
      tunnel.port,
      '-o',
      '/dev/null',
      '-o',
      '/dev/null',
      '-w',
      '%{num_connects} ',
      url,
      url,
    );
    expect(out).toBe('1 0 ');
    expect(await curl(tunnel.port, '--head', url)).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    const post = await curl(tunnel.port, '-d', 'x=1', '-o', '/dev/null', '-w', '%{http_code}', url);
    expect(post).toBe('405');
  });

  it('serves 100 fetches at once', async () => {
    const pages = Array.from({ length: 100 }, (_, index) => {
      const page = bastion.pages[index % bastion.pages.length];
      if (page === undefined) throw new Error('no page');
      return page;
    });
    const checked = await checkPages(tunnel.port, pages);
    expect(checked.filter(({ ok }) => ok)).toHaveLength(100);
  });

  it('outlives clients that reset in the middle of a page', async () => {
    for (let count = 0; count < 50; count++) {
      const socket = connect(tunnel.port, '127.0.0.1');
      const name = Buffer.from(primary);
      socket.write(Buffer.from([5, 1, 0, 5, 1, 0, 3, name.length, ...name, 0x1f, 0x98]));
      socket.write(`GET /cluster HTTP/1.1\r\nHost: ${primary}\r\n\r\n`.repeat(20));
      await new Promise((resolve) => socket.once('data', resolve));
      socket.on('error', () => socket.destroy());
      socket.resetAndDestroy();
    }
    const [checked] = await checkPages(tunnel.port, bastion.pages);
    expect(checked).toMatchObject({ ok: true });
  });
});
