import { writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeExport } from '../../electron/browser/exports/make-export';
import { pacDataUrl } from '../../electron/browser/pac';
import { foxyProxyFolder } from '../../scripts/lib/foxyproxy.mjs';
import { exportSource } from '../support/export-source';
import { type Extension, type Firefox, startFirefox } from '../support/firefox';
import { waitUntil } from '../support/ports';
import { temporaryFolder } from '../support/temp-folder';
import { unwanted, wanted } from '../unit/browser/url-table';

let firefox: Firefox | undefined;
afterEach(async () => {
  await firefox?.close();
  firefox = undefined;
});

const web = (urls: readonly string[]) => urls.filter((url) => /^https?:/i.test(url));
const tunnel = 'SOCKS5 127.0.0.1:9157';

/** The table as a real Firefox judges it, which resolves no name on its way. */
async function judged(): Promise<void> {
  const through = await firefox?.resolve(web(wanted));
  expect(web(wanted).filter((_url, at) => through?.[at] !== tunnel)).toEqual([]);
  const past = await firefox?.resolve(web(unwanted));
  expect(web(unwanted).filter((_url, at) => past?.[at] !== 'DIRECT')).toEqual([]);
  expect([...web(wanted), ...web(unwanted)].length).toBeGreaterThanOrEqual(60);
}

describe('in a real Firefox', () => {
  it('the proxy script sends each page of the table where it belongs', async () => {
    const { text } = makeExport('pac', exportSource(), new Date());
    firefox = await startFirefox(pacDataUrl(text));
    await judged();
  });

  it('the policy does the same for a whole installation', async () => {
    const { text } = makeExport('firefox-policy', exportSource(), new Date());
    firefox = await startFirefox(null, text);
    await judged();
  });
});

const foxyProxy = foxyProxyFolder();

// On Debian the set-up has fetched it, or failed; other systems have no such package to ask.
describe.each(foxyProxy === null ? [] : [{ folder: foxyProxy }])(
  'FoxyProxy 7.5.1 in a real Firefox',
  ({ folder }) => {
    const source = exportSource();
    let browser: Firefox;
    let extension: Extension;
    let files: ReturnType<typeof temporaryFolder>;

    beforeAll(async () => {
      files = temporaryFolder();
      browser = await startFirefox(null);
      extension = await browser.load(folder, 'foxyproxy@eric.h.jung');
    }, 60_000);
    afterAll(async () => {
      await browser.close();
      files.remove();
    });

    /** Gives the export to the extension's import page; answers the proxy it has stored for `address`. */
    async function imported(
      kind: 'foxyproxy-legacy-json' | 'foxyproxy-xml',
      field: string,
      address: string,
    ): Promise<object> {
      const { name, text } = makeExport(kind, source, new Date());
      writeFileSync(files.file(name), text);
      await extension.giveFile('import.html', field, files.file(name));
      let found: object | undefined;
      await waitUntil('the import to end', async () => {
        const all = Object.values((await extension.stored()) ?? {});
        found = all.map(Object).find((each) => each.address === address);
        return found !== undefined;
      });
      return found ?? {};
    }

    /** Where addresses go once the extension works by its patterns. */
    async function sent(urls: readonly string[], proxy: string): Promise<string[]> {
      await waitUntil('Proxy by Patterns', async () => {
        await extension.stored({ mode: 'patterns' });
        const [first] = await browser.resolve(web(wanted).slice(0, 1));
        return first === proxy;
      });
      return browser.resolve(urls);
    }

    it('takes the export for old versions, and sends each page of the table where it belongs', async () => {
      const proxy = await imported('foxyproxy-legacy-json', '#importJson', '127.0.0.1');
      expect(proxy).toMatchObject({ title: source.name, type: 3, proxyDNS: true, active: true });
      const through = await sent(web(wanted), tunnel);
      expect(web(wanted).filter((_url, at) => through[at] !== tunnel)).toEqual([]);
      const past = await sent(web(unwanted), tunnel);
      expect(web(unwanted).filter((_url, at) => past[at] !== 'DIRECT')).toEqual([]);
    });

    it('takes the XML as well, with the patterns AWS gives', async () => {
      const proxy = await imported('foxyproxy-xml', '#importXml', 'localhost');
      expect(proxy).toMatchObject({ type: 3, port: source.port, proxyDNS: true, active: true });
      const [page] = await sent(
        ['http://ip-10-0-1-23.ec2.internal:8088/'],
        `SOCKS5 localhost:${source.port}`,
      );
      expect(page).toBe(`SOCKS5 localhost:${source.port}`);
    });
  },
);
