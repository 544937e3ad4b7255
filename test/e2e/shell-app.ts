import { execFileSync } from 'node:child_process';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { z } from 'zod';
import { temporaryFolder } from '../support/temp-folder';

const runtimeSchema = z.object({
  executablePath: z.string(),
  args: z.array(z.string()),
  env: z.record(z.string(), z.string()),
});
export type Runtime = z.infer<typeof runtimeSchema>;

/** The Electron that runs this checkout: from scripts/e2e.mjs, or asked for here. */
export function runtime(): Runtime {
  const given =
    process.env['CULVERT_ELECTRON'] ??
    execFileSync(process.execPath, ['scripts/electron-where.mjs'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  return runtimeSchema.parse(JSON.parse(given));
}

export function environment(dataFolder: string): Record<string, string> {
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
  /** Quits as a person does, and waits until it has gone. */
  quit(): Promise<void>;
}

/** @param dataFolder settings of an earlier run; its owner removes it. */
export async function startApp(
  dataFolder: string,
  extraArgs: readonly string[] = [],
): Promise<RunningApp> {
  const { executablePath, args } = runtime();
  const electron = await _electron.launch({
    executablePath,
    args: [...args, ...extraArgs],
    env: environment(dataFolder),
  });
  const lines: string[] = [];
  const page = await electron.firstWindow();
  page.on('console', (message) => lines.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => lines.push(`error: ${error.message}`));
  await page.waitForLoadState('load');
  return {
    electron,
    page,
    dataFolder,
    console: lines,
    quit: async () => {
      const gone = new Promise<void>((resolve) => electron.process().once('exit', () => resolve()));
      await electron.evaluate(({ app }) => app.quit()).catch(() => undefined);
      await gone;
    },
  };
}

/** Starts the app for one test, with a folder that goes when the app does. */
export async function startFreshApp(): Promise<RunningApp> {
  const folder = temporaryFolder('culvert-app-');
  const app = await startApp(folder.path);
  return {
    ...app,
    quit: async () => {
      await app.quit();
      folder.remove();
    },
  };
}
