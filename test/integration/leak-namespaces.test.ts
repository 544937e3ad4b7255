import { execFile, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CliRun, culvert } from '../support/cli';
import { tellFigure } from '../support/figure';
import { type LeakNetwork, leakNetwork } from '../support/leak-network';
import { closeCases, until } from '../support/ssh-cases';
import { temporaryFolder } from '../support/temp-folder';

const folder = temporaryFolder('culvert-leak-test-');
let network: LeakNetwork;
let engine: CliRun;
let proxy: string;

beforeAll(async () => {
  network = until(await leakNetwork(), (each) => each.stop());
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', folder.file('key')]);
  const { bastion, within } = network;
  bastion.authorize(readFileSync(folder.file('key.pub'), 'utf8'));
  const [runtime = '', ...runtimeArgs] = [...within, process.execPath];
  const where = ['--host', bastion.host, '--port', '22', '--user', bastion.user];
  engine = culvert(
    [
      'up',
      '--json',
      ...where,
      '--identity',
      folder.file('key'),
      '--accept-new',
      '--local-port',
      '0',
    ],
    { dataDir: folder.file('data'), runtime, runtimeArgs },
  );
  const { port } = await engine.event('listening', 40_000);
  proxy = `127.0.0.1:${port}`;
});

afterAll(async () => {
  await engine.signal('SIGTERM');
  await closeCases();
  folder.remove();
});

/** Runs a program where the engine runs; it may fail, as requests do. */
function within(...command: string[]): Promise<string> {
  const [program = '', ...args] = [...network.within, ...command];
  return new Promise((resolve) => {
    execFile(program, args, { maxBuffer: 16 << 20 }, (_error, stdout) => resolve(stdout));
  });
}

/** Asks for many pages at once, and says what came of each. */
async function requests(how: string, url: string): Promise<string[]> {
  const quiet = ['curl', '-s', '-o', '/dev/null', '--max-time', '15', '-w', '%{http_code}\\n'];
  const many = ['--parallel', '--parallel-max', '40', '--no-keepalive'];
  const said = await within(...quiet, ...many, how, proxy, url);
  return said.trim().split('\n');
}

/** Names that only a bastion could know, the page's own name, and addresses. */
function load(each: number): Promise<string[][]> {
  return Promise.all([
    requests('--socks5-hostname', `http://node-[1-${each}].internal:8088/`),
    requests('--socks4a', `${network.url}?[1-${each}]`),
    requests('--socks5', `http://${network.pageAddress}:8088/[1-${each}]`),
  ]);
}

/** What a browser with nothing but the tunnel shows of the page: its text, or its own error page's. */
async function browse(profile: string): Promise<string> {
  const way = [`--proxy-server=socks5://${proxy}`];
  const names = ['--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1'];
  const where = [`--user-data-dir=${folder.file(profile)}`, '--dump-dom', network.url];
  const quiet = [
    '--headless=new',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-features=MediaRouter',
  ];
  return within('timeout', '40', 'chromium', ...quiet, ...way, ...names, ...where);
}

describe('an engine whose only way out is the bastion', () => {
  it('SOX-05: 1,000 requests by name cause no DNS packet and nothing beside the bastion', async () => {
    const stop = await network.watch();
    const [unknown = [], known = [], literal = []] = await load(350);
    const { allowed, allowedBytes, others } = await stop();
    expect(unknown).toHaveLength(350);
    expect(known.every((code) => code === '200')).toBe(true);
    expect(literal.every((code) => code === '200')).toBe(true);
    expect(others).toEqual([]);
    // Many requests share a packet; each has a name or an address of its own in it, and more.
    expect(allowedBytes).toBeGreaterThan(1_050 * 100);
    tellFigure('SOX-05', `0 DNS packets and 0 others in 1,050 requests, ${allowed} to the bastion`);
  });

  it('SOX-10: while the bastion is down, nothing is sent to any destination', async () => {
    const stop = await network.watch();
    const downMs = 12_000;
    const isBack = network.bastion.restart(downMs);
    let asked = 0;
    const until = performance.now() + downMs - 2_000;
    while (performance.now() < until) {
      asked += (await load(20)).flat().length;
      await delay(100);
    }
    await isBack;
    const { others } = await stop();
    expect(asked).toBeGreaterThan(50);
    expect(others).toEqual([]);
    tellFigure(
      'SOX-10',
      `0 packets beside the bastion in ${downMs / 1_000} s down, ${asked} requests`,
    );
    // It heals by itself, and requests held meanwhile go the same way.
    const [after] = await requests('--socks5-hostname', network.url);
    expect(after).toBe('200');
  });

  it('SOX-14: a browser sent through it asks nothing beside it, and fails closed without it', async () => {
    const stop = await network.watch();
    const shown = await browse('browser');
    expect(shown).toContain('behind');
    const up = await stop();
    expect(up.others).toEqual([]);
    expect(up.allowed).toBeGreaterThan(0);
    await engine.signal('SIGTERM');
    const stopAgain = await network.watch();
    const failed = await browse('browser');
    const down = await stopAgain();
    // Of an error page of its own, Chromium prints nothing.
    expect(failed).toBe('');
    expect(down).toMatchObject({ allowed: 0, others: [] });
    tellFigure('SOX-14', `page shown; 0 packets beside the tunnel, up and down`);
  });

  it('would see a packet or a name that went astray', async () => {
    const stop = await network.watch();
    await within('curl', '-s', '--max-time', '1', `http://${network.pageAddress}:8088/`);
    await within('curl', '-s', '--max-time', '2', network.url);
    const { others } = await stop();
    expect(others).toContain(`protocol 6 to ${network.pageAddress}:8088`);
    expect(others).toContain(`protocol 17 to ${network.bastion.host}:53`);
  });
});
