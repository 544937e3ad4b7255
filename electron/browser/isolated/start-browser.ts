import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FailureError } from '../../../shared/model/failure';
import { browserArguments, firefoxPreferences, type PageLaunch, userJs } from './browser-command';

/** How soon a browser that cannot run has usually given up, ms. */
const graceMs = 1_000;

/** Variables of Electron and Node that mean something else, or nothing good, to a browser. */
const ours = /^(ELECTRON_|NODE_|CHROME_DESKTOP$|CULVERT_)/;

/**
 * Opens a page in a browser of its own. The browser is nobody's child: it stays when Culvert ends,
 * and Culvert does not wait for it.
 *
 * @throws FailureError `browser-not-started` when its profile cannot be written, the program does
 *   not start, or ends with an error at once.
 */
export async function startBrowser(launch: PageLaunch): Promise<void> {
  const browser = launch.browser.kind;
  try {
    await mkdir(launch.folder, { recursive: true, mode: 0o700 });
    if (browser === 'firefox') {
      const text = userJs(firefoxPreferences(launch.pacUrl));
      await writeFile(join(launch.folder, 'user.js'), text, { mode: 0o600 });
    }
    await started(launch);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new FailureError({ code: 'browser-not-started', browser, why: code.slice(0, 64) });
  }
}

function started(launch: PageLaunch): Promise<void> {
  return new Promise((resolve, reject) => {
    const env = Object.entries(process.env).filter(([name]) => !ours.test(name));
    const child = spawn(launch.browser.program, browserArguments(launch), {
      detached: true,
      stdio: 'ignore',
      env: Object.fromEntries(env),
    });
    child.unref();
    let timer: NodeJS.Timeout | undefined;
    child.once('error', reject);
    child.once('spawn', () => {
      timer = setTimeout(resolve, graceMs);
    });
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      // A browser that runs already takes the page over, and this start ends well.
      if (code === 0) resolve();
      else reject(Object.assign(new Error('ended at once'), { code: signal ?? `exit ${code}` }));
    });
  });
}
