import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PageOpener } from '../../electron/app/page-opener';
import { unknownNetwork } from '../../electron/browser/tunnel-patterns';
import type { BrowserKind } from '../../shared/model/browser';
import { type CliRun, culvert } from '../support/cli';
import { tellFigure } from '../support/figure';
import { type StandInPath, standInPath } from '../support/isolated-browsers';
import { type LeakNetwork, leakNetwork } from '../support/leak-network';
import { waitUntil } from '../support/ports';
import { closeCases, until } from '../support/ssh-cases';
import { temporaryFolder } from '../support/temp-folder';
import { profile } from '../unit/app/builders';

const folder = temporaryFolder('culvert-isolated-');
let network: LeakNetwork;
let engine: CliRun;
let port: number;
let browsers: StandInPath;
let opener: PageOpener;

beforeAll(async () => {
  network = until(await leakNetwork(), (each) => each.stop());
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', folder.file('key')]);
  const { bastion, within } = network;
  bastion.authorize(readFileSync(folder.file('key.pub'), 'utf8'));
  const [runtime = '', ...runtimeArgs] = [...within, process.execPath];
  const where = ['--host', bastion.host, '--port', '22', '--user', bastion.user];
  const login = ['--identity', folder.file('key'), '--accept-new', '--local-port', '0'];
  engine = culvert(['up', '--json', ...where, ...login], {
    dataDir: folder.file('data'),
    runtime,
    runtimeArgs,
  });
  port = Number((await engine.event('listening', 40_000))['port']);
  browsers = until(await standInPath(within), (each) => each.close());
  opener = new PageOpener({
    whereabouts: { platform: 'linux', env: { PATH: browsers.path }, home: browsers.path },
    dataFolder: folder.file('data'),
    sandbox: process.getuid?.() !== 0,
    openInDefaultBrowser: () => Promise.reject(new Error('the default browser was used')),
  });
});

afterAll(async () => {
  await closeCases();
  await engine?.signal('SIGTERM');
  folder.remove();
});

/** Opens a page and waits until the page itself has seen the browser. */
async function opened(kind: BrowserKind, page: string): Promise<string> {
  const tunnel = profile({
    id: 'nightly-etl',
    listen: { address: '127.0.0.1', port },
    pages: [network.url],
  });
  const url = new URL(page, network.url);
  expect(await opener.open({ profile: tunnel, network: unknownNetwork }, url.href, kind)).toBe(
    kind,
  );
  const visit = () => network.visits().find((line) => line.startsWith(`${page} `));
  await waitUntil(`${kind} to open ${page}`, () => visit() !== undefined, 45_000);
  return visit() ?? '';
}

describe('a page opened in a browser of its own', () => {
  it.each([
    ['chromium', /Chrom/],
    ['firefox', /Firefox/],
  ] as const)(
    'reaches %s through the tunnel, and no private name is asked of a resolver here',
    async (kind, agent) => {
      const stop = await network.watch();
      expect(await opened(kind, `/first-${kind}`)).toMatch(agent);
      // The same tunnel again: the browser that runs takes the page over, with the same way.
      expect(await opened(kind, `/second-${kind}`)).toMatch(agent);
      const { allowed, others, names } = await stop();
      expect(allowed).toBeGreaterThan(0);
      expect(names.filter((name) => /internal|10[.-]0[.-]1/.test(name))).toEqual([]);
      // What else a browser asks for is its makers' affair, but nothing is sent to the page's network.
      expect(others.filter((line) => line.includes(network.pageAddress))).toEqual([]);
      tellFigure(`open-${kind}`, `0 private names of ${names.length} asked for, 2 pages opened`);
    },
  );

  it('keeps a profile for each tunnel and port', () => {
    const kept = (kind: string) => folder.file(`data/browser/nightly-etl-${port}/${kind}`);
    expect(existsSync(`${kept('chromium')}/Local State`)).toBe(true);
    expect(readFileSync(`${kept('firefox')}/user.js`, 'utf8')).toContain('autoconfig_url');
  });

  it('finds the browsers of a path, those it likes best first', async () => {
    expect(await opener.browsers()).toEqual(['chromium', 'firefox']);
  });
});
