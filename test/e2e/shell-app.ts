import { execFileSync, type SpawnOptions, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { z } from 'zod';
import { snapshotSchema } from '../../shared/contract/window';
import { waitUntil } from '../support/ports';
import { temporaryFolder } from '../support/temp-folder';

const runtimeSchema = z.object({
  executablePath: z.string(),
  args: z.array(z.string()),
  env: z.record(z.string(), z.string()),
});

/** The Electron that runs this checkout: from scripts/e2e.mjs, or asked for here. */
function runtime(): z.infer<typeof runtimeSchema> {
  const where = fileURLToPath(new URL('../../scripts/electron-where.mjs', import.meta.url));
  const given =
    process.env['CULVERT_ELECTRON'] ??
    execFileSync(process.execPath, [where], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  return runtimeSchema.parse(JSON.parse(given));
}

function environment(dataFolder: string): Record<string, string> {
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return {
    ...Object.fromEntries(inherited),
    ...runtime().env,
    CULVERT_DATA_DIR: dataFolder,
    CULVERT_E2E: '1',
    LANGUAGE: 'en',
  };
}

/** The real app with settings of its own. */
export interface RunningApp {
  readonly electron: ElectronApplication;
  readonly page: Page;
  readonly dataFolder: string;
  /** What the page wrote to its console, errors and policy violations among it. */
  readonly console: string[];
  snapshot(): Promise<z.infer<typeof snapshotSchema>>;
  /** Waits until that tunnel is in that state. */
  reaches(profileId: string, state: string, timeoutMs?: number): Promise<void>;
  /** Process id of the engine, or undefined while there is none. */
  enginePid(): Promise<number | undefined>;
  /** Process id of the engine, once there is one: it is started behind the page's first picture. */
  engine(): Promise<number>;
  /** Clicks an entry of the tray's menu by its id. */
  clickTray(id: string): Promise<void>;
  /** The tray's entries as a person reads them. */
  trayLabels(): Promise<string[]>;
  /** Starts the demonstration, waits until it is connected and answers its local port. */
  startDemo(): Promise<number>;
  /** Quits as a person does, and waits until it has gone. */
  quit(): Promise<void>;
}

export interface AppOptions {
  /** Settings of an earlier run; its owner removes it. */
  readonly dataFolder: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Started in place of Electron, with Electron and its arguments as its own. */
  readonly wrapper?: string;
}

/** Starts the app and waits for its page. */
export async function startApp(options: AppOptions): Promise<RunningApp> {
  const { executablePath, args } = runtime();
  const electron = await _electron.launch({
    executablePath: options.wrapper ?? executablePath,
    args: [...args, ...(options.args ?? [])],
    env: {
      ...environment(options.dataFolder),
      CULVERT_TEST_ELECTRON: executablePath,
      ...options.env,
    },
  });
  const lines: string[] = [];
  const page = await electron.firstWindow();
  page.on('console', (message) => lines.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => lines.push(`error: ${error.message}`));
  await page.waitForLoadState('load');
  // Answered once menus and tray are there, which come after the page's first picture. Asked of main
  // while that still loads, an answer may be lost to the collection of garbage.
  await page.evaluate('window.culvert.drawn()');
  return {
    electron,
    page,
    dataFolder: options.dataFolder,
    console: lines,
    ...verbs(electron, page),
  };
}

function verbs(electron: ElectronApplication, page: Page) {
  // Playwright forgets the process once it has ended.
  const child = electron.process();
  const snapshot = async () => {
    const answer = z.object({ ok: z.literal(true), value: snapshotSchema });
    return answer.parse(await page.evaluate('window.culvert.snapshot()')).value;
  };
  const reaches = (profileId: string, state: string, timeoutMs = 15_000) =>
    waitUntil(
      `${profileId} to be ${state}`,
      async () => {
        const { tunnels } = await snapshot();
        return tunnels.some((view) => view.profileId === profileId && view.state.state === state);
      },
      timeoutMs,
    );
  const enginePid = () =>
    electron.evaluate(
      ({ app }) => app.getAppMetrics().find(({ name }) => name === 'Culvert engine')?.pid,
    );
  return {
    snapshot,
    reaches,
    startDemo: async () => {
      await page.evaluate('window.culvert.startDemo()');
      await reaches('demo', 'up');
      const { profiles } = await snapshot();
      return profiles.find(({ id }) => id === 'demo')?.localPort ?? 0;
    },
    trayLabels: () =>
      electron.evaluate(() => {
        const menu: Electron.Menu = Reflect.get(globalThis, 'culvertTrayMenu');
        return menu.items.map(({ label }) => label).filter((label) => label !== '');
      }),
    enginePid,
    engine: async () => {
      let pid: number | undefined;
      await waitUntil('the engine to be there', async () => {
        pid = await enginePid();
        return pid !== undefined;
      });
      return pid ?? 0;
    },
    clickTray: (id: string) =>
      electron.evaluate((_electron, wanted) => {
        const menu: Electron.Menu = Reflect.get(globalThis, 'culvertTrayMenu');
        const item = menu.getMenuItemById(wanted);
        if (item === null) throw new Error(`the tray has no ${wanted}`);
        if (!item.enabled) throw new Error(`${wanted} cannot be clicked now`);
        item.click();
      }, id),
    quit: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      // The answer may be lost with the process that should have given it.
      await electron.evaluate(({ app }) => app.quit()).catch(() => undefined);
      await gone;
    },
  };
}

/** Starts the app for one test, with a folder that goes when the app does. */
export async function startFreshApp(): Promise<RunningApp> {
  const folder = temporaryFolder('culvert-app-');
  const app = await startApp({ dataFolder: folder.path });
  return {
    ...app,
    quit: async () => {
      await app.quit();
      folder.remove();
    },
  };
}

/** Starts the app without Playwright, as a person's second click would. */
export function launchPlainly(dataFolder: string, options: SpawnOptions = {}) {
  const { executablePath, args } = runtime();
  return spawn(executablePath, args, { stdio: 'ignore', ...options, env: environment(dataFolder) });
}
