import { readFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeExport } from '../../electron/browser/exports/make-export';
import { foxyProxyJson } from '../../electron/browser/foxyproxy';
import { foxyProxyXml } from '../../electron/browser/foxyproxy-xml';
import { exportSource } from '../support/export-source';
import { unwanted, wanted } from '../unit/browser/url-table';

const target = { name: 'EMR', host: '127.0.0.1', port: 8157 } as const;
const rows = [...wanted, ...unwanted];

/** The expressions of an exported file, read back from it as FoxyProxy would. */
function exported(): string[] {
  const settings = JSON.parse(foxyProxyJson(target)) as {
    data: { include: { pattern: string }[] }[];
  };
  return (settings.data[0]?.include ?? []).map((entry) => entry.pattern);
}

function launch(args: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking', ...args],
  });
}

/** A SOCKS5 server that notes which host each request names (RFC 1928, 4), and refuses it. */
async function noteTaker(note: (host: string) => void): Promise<{ port: number; server: Server }> {
  const server = createServer((socket: Socket) => {
    socket.on('error', () => socket.destroy());
    socket.once('data', () => {
      socket.write(Buffer.from([5, 0]));
      socket.once('data', (request: Buffer) => {
        note(request.subarray(5, 5 + (request[4] ?? 0)).toString('latin1'));
        socket.end(Buffer.from([5, 5, 0, 1, 0, 0, 0, 0, 0, 0]));
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return { port: address.port, server };
}

interface ParsedElement {
  readonly name: string;
  readonly parent: string | null;
  readonly attributes: readonly (readonly [string, string])[];
}

/** Every element that the page's own parser finds, as text runs in the page: our types have no DOM. */
function elementsOf(page: Page, xml: string): Promise<ParsedElement[]> {
  return page.evaluate<ParsedElement[]>(`
    Array.from(
      new DOMParser().parseFromString(${JSON.stringify(xml)}, 'text/xml').querySelectorAll('*'),
      (element) => ({
        name: element.nodeName,
        parent: element.parentElement?.nodeName ?? null,
        attributes: Array.from(element.attributes, ({ name, value }) => [name, value]),
      }),
    )`);
}

describe('the export in a real Chromium', () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await launch();
    page = await browser.newPage();
  });
  afterAll(() => browser.close());

  it('has expressions that its engine reads as ours does', async () => {
    const verdicts = await page.evaluate(
      ({ patterns, urls }) =>
        urls.map((url) => {
          const { href } = new URL(url);
          return patterns.some((pattern) => new RegExp(pattern, 'i').test(href));
        }),
      { patterns: exported(), urls: rows },
    );
    const wrong = rows.filter((_url, index) => verdicts[index] !== index < wanted.length);
    expect(wrong).toEqual([]);
    expect(rows.length).toBeGreaterThanOrEqual(60);
  });

  it('has XML in which its parser finds what it finds in the seed', async () => {
    const seed = readFileSync(new URL('../fixtures/foxyproxy-seed.xml', import.meta.url), 'utf8');
    const ours = await elementsOf(page, foxyProxyXml({ host: 'localhost', port: 8157 }));
    expect(ours).toHaveLength(12);
    expect(ours.filter((element) => element.name === 'match')).toHaveLength(7);
    expect(ours).toEqual(await elementsOf(page, seed));
  });

  it('has XML that carries a hostile host unharmed', async () => {
    const host = `"'><b a="&amp;\n\t한`;
    const elements = await elementsOf(page, foxyProxyXml({ host, port: 1 }));
    expect(elements).toHaveLength(12);
    const manual = elements.find((element) => element.name === 'manualconf');
    expect(manual?.attributes).toContainEqual(['host', host]);
  });
});

/** What a browser asks a proxy rule about; the rest never gets that far. */
const navigable = rows.filter(
  (url) => /^https?:/i.test(url) && !/\/\/(localhost|127\.|\[::1\]|169\.254)/.test(url),
);

/** The exported script itself, with the other way made visible too. */
function exportedScript(tunnelPort: number, otherPort: number): string {
  const { text } = makeExport('pac', exportSource({ port: tunnelPort }), new Date());
  return text.replace("'DIRECT'", `'SOCKS5 127.0.0.1:${otherPort}'`);
}

/** A proxy script that judges by the exported expressions, as FoxyProxy's own does in Chrome. */
function foxyProxyScript(tunnelPort: number, otherPort: number): string {
  return `function FindProxyForURL(url) {
    var patterns = ${JSON.stringify(exported())};
    for (var i = 0; i < patterns.length; i++)
      if (new RegExp(patterns[i], 'i').test(url)) return 'SOCKS5 127.0.0.1:${tunnelPort}';
    return 'SOCKS5 127.0.0.1:${otherPort}';
  }`;
}

describe('as a proxy rule of a real Chromium', () => {
  it.each([
    ['the expressions for FoxyProxy', foxyProxyScript],
    ['the proxy script', exportedScript],
  ])('%s: each page of the table goes where it belongs', async (_name, proxyScript) => {
    const notes: string[] = [];
    const tunnel = await noteTaker((host) => notes.push(`tunnel ${host}`));
    const elsewhere = await noteTaker((host) => notes.push(`elsewhere ${host}`));
    const script = Buffer.from(proxyScript(tunnel.port, elsewhere.port)).toString('base64');
    const browser = await launch([
      `--proxy-pac-url=data:application/x-ns-proxy-autoconfig;base64,${script}`,
    ]);
    try {
      const page = await browser.newPage();
      const wrong: string[] = [];
      for (const url of navigable) {
        notes.length = 0;
        await expect(page.goto(url)).rejects.toThrow('net::ERR_');
        const hostname = new URL(url).hostname.replace(/^\[|\]$/g, '');
        // The browser's own background requests pass here too: only this page's host counts.
        const ways = new Set(notes.filter((note) => note.endsWith(` ${hostname}`)));
        const expected = `${wanted.includes(url) ? 'tunnel' : 'elsewhere'} ${hostname}`;
        if ([...ways].join() !== expected) wrong.push(`${url} took ${[...notes].join()}`);
      }
      expect(wrong).toEqual([]);
      expect(navigable.length).toBeGreaterThanOrEqual(60);
    } finally {
      await browser.close();
      tunnel.server.close();
      elsewhere.server.close();
    }
  });
});
