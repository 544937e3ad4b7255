import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { waitUntil } from '../support/ports';
import { temporaryFolder } from '../support/temp-folder';

const checkout = fileURLToPath(new URL('../..', import.meta.url));
const execute = promisify(execFile);
const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** A start of the packaged app. */
export interface PackagedStart {
  readonly process: ChildProcess;
  /** What it has written to stdout and stderr so far. */
  output(): string;
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | string | null>;
}

/** The lines of the window tree that belong to Culvert. */
export async function culvertWindows(): Promise<string[]> {
  const { stdout } = await execute('xwininfo', ['-root', '-tree']).catch((error: unknown) => {
    // A window that goes away while the tree is listed spoils the whole list.
    if (/Bad (Window|Drawable)/.test(String(error))) return { stdout: null };
    throw error;
  });
  if (stdout === null) return culvertWindows();
  return stdout.split('\n').filter((line) => /"Culvert[^"]*": \("culvert"/.test(line));
}

/** The app as electron-builder packs it, for this system. */
export class PackagedApp {
  /** Where electron-builder put it; its folder's name tells the processor. */
  readonly folder: string;
  /** The settings of all its starts. */
  readonly data = temporaryFolder('culvert-packaged-');
  readonly #release: ReturnType<typeof temporaryFolder>;
  #running: ChildProcess | undefined;

  private constructor(release: ReturnType<typeof temporaryFolder>, folder: string) {
    this.#release = release;
    this.folder = folder;
  }

  static async build(): Promise<PackagedApp> {
    const release = temporaryFolder('culvert-release-');
    await execute(
      process.execPath,
      ['scripts/package.mjs', '--dir', `-c.directories.output=${release.path}`],
      { cwd: checkout, maxBuffer: 16 * 1024 * 1024 },
    );
    const folder = readdirSync(release.path).find((name) => name.endsWith('unpacked'));
    if (folder === undefined) throw new Error('electron-builder made no application folder');
    return new PackagedApp(release, release.file(folder));
  }

  start(args: readonly string[], env: NodeJS.ProcessEnv = {}): PackagedStart {
    const child = spawn(join(this.folder, 'culvert'), [...sandbox, ...args], {
      env: { ...process.env, CULVERT_DATA_DIR: this.data.path, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#running = child;
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    const ended = new Promise<number | string | null>((resolve) =>
      child.once('exit', (code, signal) => resolve(code ?? signal)),
    );
    return { process: child, output: () => output, ended };
  }

  async startAndSeeWindow(
    args: readonly string[] = [],
    env: NodeJS.ProcessEnv = {},
  ): Promise<PackagedStart> {
    const app = this.start(args, env);
    await waitUntil(
      'the packaged window',
      async () => {
        if (app.process.exitCode !== null) throw new Error(`it ended early:\n${app.output()}`);
        return (await culvertWindows()).length > 0;
      },
      30_000,
    );
    return app;
  }

  /** Ends the last start, and waits until nothing of it is seen. */
  async end(): Promise<void> {
    const last = this.#running;
    this.#running = undefined;
    if (last === undefined) return;
    if (last.exitCode === null && last.signalCode === null) {
      // The next one would find this one's lock on the settings, and leave them to it.
      const gone = once(last, 'exit');
      last.kill('SIGKILL');
      await gone;
    }
    // X lists a window for a moment after its process ended; the next test would take it for its own.
    await waitUntil('its window gone', async () => (await culvertWindows()).length === 0);
  }

  remove(): void {
    this.#release.remove();
    this.data.remove();
  }
}
