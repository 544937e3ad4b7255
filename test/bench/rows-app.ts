import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { freePort } from '../support/ports';
import { atMost, percentile, ratio, short, spread, type Verdict } from './figures';
import type { Context } from './round';
import type { ElectronCommand } from './subjects';

interface Started {
  readonly app: ElectronApplication;
  readonly page: Page;
  close(): Promise<void>;
}

async function startWindow(
  executablePath: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Started> {
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const app = await _electron.launch({
    executablePath,
    args: [...args],
    env: { ...Object.fromEntries(inherited), ...env },
  });
  const page = await app.firstWindow();
  const gone = new Promise<void>((resolve) => app.process().once('exit', () => resolve()));
  return {
    app,
    page,
    close: async () => {
      // The answer may be lost with the process that should have given it.
      await app.evaluate(({ app: running }) => running.exit(0)).catch(() => undefined);
      await gone;
    },
  };
}

/** From the start of the process to the last large paint of its window, ms. */
async function paintOf({ app, page }: Started): Promise<number> {
  const painted = await page.evaluate<number>(`new Promise((resolve) => {
    const seen = [];
    new PerformanceObserver((list) => seen.push(...list.getEntries()))
      .observe({ type: 'largest-contentful-paint', buffered: true });
    setTimeout(() => resolve(performance.timeOrigin + (seen.at(-1)?.startTime ?? NaN)), 1000);
  })`);
  // Asked of main while that still loads, the answer may be lost to the collection of garbage.
  const created = await app.evaluate(() => process.getCreationTime());
  return painted - (created ?? Number.NaN);
}

/** The same Electron with an app that shows one line of text. */
function emptyApp({ executablePath, args }: ElectronCommand, folder: string): ElectronCommand {
  const files = {
    'package.json': JSON.stringify({ name: 'empty', version: '1.0.0', main: 'main.cjs' }),
    'main.cjs': `const { app, BrowserWindow } = require('electron');
app.whenReady().then(() => new BrowserWindow({ width: 1100, height: 720 }).loadFile('index.html'));`,
    'index.html': '<!doctype html><title>Empty</title><p>An empty window</p>',
  };
  const bare = existsSync(join(dirname(executablePath), 'resources', 'app'));
  const runtime = bare ? join(folder, 'electron') : null;
  if (runtime !== null) {
    // Such an Electron starts only what lies beside it.
    cpSync(dirname(executablePath), runtime, {
      recursive: true,
      filter: (path) => !path.endsWith(join('resources', 'app')),
    });
  }
  const place = runtime === null ? join(folder, 'app') : join(runtime, 'resources', 'app');
  mkdirSync(place, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(place, name), text);
  const switches = args.filter((arg) => arg.startsWith('--'));
  return runtime === null
    ? { executablePath, args: [...switches, place], env: {} }
    : { executablePath: join(runtime, 'electron'), args: switches, env: {} };
}

/** From launch to the first paint a person can use, beside an Electron with an empty window. */
export async function launch({ bench, rounds, say }: Context): Promise<Verdict[]> {
  const folder = bench.folder.file('empty');
  const empty = emptyApp(bench.electron, folder);
  const times: { ours: number[]; empty: number[] } = { ours: [], empty: [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, { executablePath, args, env }] of [
      ['ours', bench.electron],
      ['empty', empty],
    ] as const) {
      const data = bench.folder.file(`launch-${name}-${round}`);
      const own = { ...env, CULVERT_DATA_DIR: data, XDG_CONFIG_HOME: data };
      const started = await startWindow(executablePath, args, own);
      times[name].push(await paintOf(started));
      await started.close();
    }
    say(
      `  round ${round + 1}: ${short(times.ours.at(-1) ?? 0)} ms, empty ${short(times.empty.at(-1) ?? 0)} ms`,
    );
  }
  rmSync(folder, { recursive: true, force: true });
  return [
    {
      row: 'launch',
      what: 'app: launch to first usable paint, beside an empty window',
      ...ratio(times.ours, times.empty),
      unit: 'ratio',
      target: atMost(1.3),
      behind: `culvert ${short(spread(times.ours).median)}, empty ${short(spread(times.empty).median)} ms`,
    },
  ];
}

/** A data folder with one tunnel to the bench's bastion, and a home that knows the bastion. */
function furnish({ bench }: Context, localPort: number) {
  const home = bench.folder.file('home');
  mkdirSync(join(home, '.ssh'), { recursive: true, mode: 0o700 });
  const hostKey = readFileSync(`${bench.sshd.hostKeyFile('ed25519')}.pub`, 'utf8');
  writeFileSync(join(home, '.ssh', 'known_hosts'), `[127.0.0.1]:${bench.sshd.port} ${hostKey}`);
  const data = bench.folder.file('window');
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const profile = {
    id: 'bench',
    name: 'Bench',
    kind: 'dynamic',
    bastion: { host: '127.0.0.1', port: bench.sshd.port, user: bench.sshd.user },
    authentication: [{ method: 'key-file', path: bench.keyFile }],
    listen: { address: '127.0.0.1', port: localPort },
    allow: ['127.0.0.0/8'],
    limit: { suffixes: [], ranges: [], ports: [] },
    pages: [],
    reconnect: true,
    startWithApp: true,
    demo: false,
  };
  writeFileSync(join(data, 'profiles.json'), JSON.stringify({ version: 2, profiles: [profile] }), {
    mode: 0o600,
  });
  return { HOME: home, CULVERT_DATA_DIR: data, LANGUAGE: 'en' };
}

const watchMain = () => {
  const late: number[] = [];
  let due = performance.now() + 10;
  setInterval(() => {
    const now = performance.now();
    late.push(Math.max(0, now - due));
    due = now + 10;
  }, 10);
  Object.assign(globalThis, { benchLate: late });
};

const watchPage = `
  window.benchPaints = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.name === 'click') window.benchPaints.push(entry.duration);
    }
  }).observe({ type: 'event', durationThreshold: 16 });`;

/** The main process and the window while 1 GB passes through the engine beside them. */
export async function windowUnderLoad(context: Context): Promise<Verdict[]> {
  const { bench, crew, rounds, say } = context;
  const localPort = await freePort();
  const { executablePath, args, env } = bench.electron;
  const { app, page, close } = await startWindow(executablePath, args, {
    ...env,
    ...furnish(context, localPort),
  });
  const [late, paints]: [number[], number[]] = [[], []];
  try {
    const way = { proxy: localPort, target: crew.bytesPort };
    const since = performance.timeOrigin + performance.now();
    await crew.client.call('first', { ...way, since, limitMs: 20_000 });
    await app.evaluate(watchMain);
    await page.evaluate(watchPage);
    const pages = page.getByRole('navigation').getByRole('button');
    const tabs = [pages.filter({ hasText: 'Log' }).last(), pages.first()];
    for (let round = 0; round < rounds; round += 1) {
      let isOver = false;
      await app.evaluate(() => Reflect.get(globalThis, 'benchLate').splice(0));
      const flowing = crew.client
        .call('download', { ...way, bytes: 1_000_000_000, flows: 1 })
        .finally(() => {
          isOver = true;
        });
      for (let click = 0; !isOver && click < 40; click += 1) {
        await tabs[click % 2]?.click();
        await page.waitForTimeout(50);
        // A click that is painted within 16 ms is not told of at all.
        paints.push(
          Math.max(8, ...(await page.evaluate<number[]>('window.benchPaints.splice(0)'))),
        );
      }
      await flowing;
      const times = await app.evaluate(() => Reflect.get(globalThis, 'benchLate').slice());
      late.push(percentile(times as number[], 0.99));
      say(
        `  round ${round + 1}: main ${short(late.at(-1) ?? 0)} ms, paint ${short(percentile(paints, 0.95))} ms`,
      );
    }
  } finally {
    await close();
  }
  const median = spread(late);
  return [
    {
      row: 'window',
      what: 'main process while 1 GB flows: event-loop delay p99',
      value: median.median,
      range: [median.least, median.most],
      unit: 'ms',
      target: atMost(20),
      behind: 'lateness of a timer of 10 ms',
    },
    {
      row: 'window',
      what: '… click to paint p95',
      value: percentile(paints, 0.95),
      range: [Math.min(...paints), Math.max(...paints)],
      unit: 'ms',
      target: atMost(100),
      behind: `${paints.length} clicks on the window's tabs`,
    },
  ];
}
