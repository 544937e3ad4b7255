import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { helpLinks } from '../../electron/shell/help-links';
import packageJson from '../../package.json';
import { floorOf, hasKnownFixes } from '../support/electron-floor';
import { tellFigure } from '../support/figure';
import { waitUntil } from '../support/ports';
import { temporaryFolder } from '../support/temp-folder';
import { callsWithArgument } from './odd-calls';
import { launchPlainly, type RunningApp, startFreshApp } from './shell-app';
import { family, socketsOf } from './shell-processes';

/** Ten thousand in every run; as many as wanted for a long one. */
const messages = Math.min(Number(process.env['CULVERT_IPC_MESSAGES'] ?? '10000'), 1_000_000);

const checkout = fileURLToPath(new URL('../..', import.meta.url));
let app: RunningApp;
beforeAll(async () => {
  app = await startFreshApp();
});
afterAll(() => app.quit());

describe('the window', () => {
  it('ELE-06, ELE-08, ELE-09, ELE-10, ELE-11: was made with nothing loosened', async () => {
    const preferences = await app.electron.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      const contents: unknown = window?.webContents;
      const asked = contents as { getLastWebPreferences(): Record<string, unknown> };
      return asked.getLastWebPreferences();
    });
    expect(preferences).toMatchObject({
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      nodeIntegration: false,
      contextIsolation: true,
      sandbox: true,
    });
    expect(preferences['enableBlinkFeatures'] ?? '').toBe('');
    expect(preferences['nodeIntegrationInWorker'] ?? false).toBe(false);
    expect(preferences['nodeIntegrationInSubFrames'] ?? false).toBe(false);
  });

  it('ELE-15: opens help of a fixed list, and no address that the page names', async () => {
    for (const address of Object.values(helpLinks))
      expect(new URL(address).protocol).toBe('https:');
    const opened = await app.electron.evaluate(({ shell }) => {
      const list: string[] = [];
      Reflect.set(globalThis, 'culvertOpened', list);
      shell.openExternal = async (address: string) => void list.push(address);
      return list;
    });
    expect(opened).toEqual([]);
    const topics = ['file:///etc/passwd', 'smb://evil/x', 'ms-msdt:/id', 'javascript:alert(1)'];
    const codes = await app.page.evaluate(
      `Promise.all(${JSON.stringify([...topics, ...Object.keys(helpLinks)])}.map(async (topic) => {
        const answer = await window.culvert.openHelp({ topic });
        return answer.ok ? 'ok' : answer.error.code;
      }))`,
    );
    expect(codes).toEqual([
      ...topics.map(() => 'bad-request'),
      ...Object.keys(helpLinks).map(() => 'ok'),
    ]);
    const named = await app.page.evaluate(
      `Promise.all(${JSON.stringify([...topics, 'https://evil.example/'])}.map(async (url) => {
        const jobId = crypto.randomUUID();
        const answers = [
          await window.culvert.openPage({ profileId: 'none', url }),
          await window.culvert.openPresigned({ jobId, profileId: 'none', url }),
        ];
        return answers.map((answer) => answer.ok ? 'ok' : answer.error.failure?.code ?? answer.error.code);
      }))`,
    );
    const refused = ['bad-request', 'bad-request'];
    expect(named).toEqual([...topics.map(() => refused), ['profile-missing', 'profile-missing']]);
    const list = await app.electron.evaluate(() => Reflect.get(globalThis, 'culvertOpened'));
    expect(list).toEqual(Object.values(helpLinks));
  });
});

describe('who may call', () => {
  it.each([
    ['another window that shows our page', 'app://ui/index.html', 'bad-request'],
    ['a page that is not ours, which is not even loaded', 'data:text/html,x', 'ERR_BLOCKED'],
  ])('ELE-17: not %s, though it has the same bridge', async (_what, address, refusal) => {
    const answer = await app.electron.evaluate(async ({ BrowserWindow, app: main }, url) => {
      const preload = `${main.getAppPath()}/dist/preload.cjs`;
      const other = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
      // The guards keep a page from being left for another, and may keep this one from loading.
      const failed = await other.loadURL(url).then(
        () => null,
        (error: unknown) => String(error),
      );
      const said: unknown =
        failed ?? (await other.webContents.executeJavaScript('window.culvert?.snapshot()'));
      other.destroy();
      return said;
    }, address);
    expect(JSON.stringify(answer)).toContain(refusal);
    expect(answer).not.toHaveProperty('value');
  });
});

describe('calls by the ten thousand', () => {
  it(`ELE-17: ${messages} through the real bridge neither crash nor change anything`, async () => {
    const state = async () => JSON.stringify({ ...(await app.snapshot()), log: [] });
    const before = await state();
    const outcome = await app.page.evaluate(`(async () => {
      const odd = [undefined, null, 0, NaN, 2n ** 70n, '', 'x'.repeat(70000), [], new Array(9), {}, new Map([[1, 2]]),
        new Uint8Array(70000), new Date(0), { profileId: '../x' }, { profileId: 'a/b', draft: {}, secret: 7 },
        { topic: 'file:///etc/passwd' }, { promptId: 1 }, { theme: 'neon' }, JSON.parse('{"__proto__":{"a":1}}')];
      const names = ${JSON.stringify(callsWithArgument)};
      const codes = {};
      for (let sent = 0; sent < ${messages}; ) {
        const calls = [];
        for (let turn = 0; turn < 500; turn += 1, sent += 1) {
          const name = names[sent % names.length];
          calls.push(window.culvert[name](odd[Math.floor(Math.random() * odd.length)])
            .then((answer) => (answer.ok ? 'ok' : answer.error.code), () => 'not sent'));
        }
        for (const code of await Promise.all(calls)) codes[code] = (codes[code] ?? 0) + 1;
      }
      return codes;
    })()`);
    console.log(`${messages} calls: ${JSON.stringify(outcome)}`);
    expect(Object.keys(outcome as object).sort()).toEqual(['bad-request']);
    await app.page.waitForTimeout(2_500);
    expect(await state()).toBe(before);
    expect(Reflect.get({}, 'a')).toBeUndefined();
  });
});

/** Addresses that sockets of these processes listen on, as /proc writes them. */
function listeners(pids: readonly number[]): string[] {
  const inodes = new Set(pids.flatMap(socketsOf));
  return ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) =>
    readFileSync(table, 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter((row) => row[3] === '0A' && inodes.has(row[9] ?? ''))
      .map((row) => row[1] ?? ''),
  );
}

describe.runIf(process.platform === 'linux')('the processes of a plain start', () => {
  it('ELE-25: listen on nothing, as long as no tunnel does', async () => {
    const data = temporaryFolder('culvert-plain-');
    const child = launchPlainly(data.path);
    try {
      await waitUntil('all processes', () => family(child.pid ?? 0).length >= 4, 30_000);
      await waitUntil('its settings', () => readdirSync(data.path).length > 0);
      expect(listeners(family(child.pid ?? 0))).toEqual([]);
    } finally {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await gone;
      data.remove();
    }
  });

  it('ELE-04: nothing we ship asks for Chromium’s sandbox to be left out', () => {
    const built = readdirSync(join(checkout, 'dist'), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.c?js$/.test(name))
      .map((name) => join('dist', name));
    expect(built).toEqual(expect.arrayContaining(['dist/main.js', 'dist/main/surroundings.js']));
    const asks = /appendSwitch\(\s*['"`](no-sandbox|disable-web-security|disable-setuid-sandbox)/;
    const loosened = /\b(sandbox|contextIsolation|webSecurity): (false|!1)\b/;
    for (const file of ['electron-builder.yml', 'package.json', ...built]) {
      const text = readFileSync(join(checkout, file), 'utf8');
      expect(text, file).not.toMatch(asks);
      expect(text, file).not.toMatch(loosened);
      if (!file.startsWith('dist'))
        expect(text.replace(/^#.*$/gm, ''), file).not.toContain('no-sandbox');
    }
    tellFigure('ELE-04', `seccomp as far as the user can; ${built.length} built files leave it on`);
  });
});

describe('the Electron that is shipped', () => {
  it('ELE-16: is not older than the floor of the advisories known to us', () => {
    const { electron } = packageJson.devDependencies;
    expect(hasKnownFixes(electron), electron).toBe(true);
    tellFigure('ELE-16', `${electron}; the advisories known ask for ${floorOf(electron)} or newer`);
  });

  it.each([
    ...['42.10.0', '43.4.1', '43.0.0', '44.0.0-beta.6', '45.0.0-beta.1'],
    // Nobody has looked yet which of its releases has what.
    '46.0.0',
  ])('ELE-16: would not be %s', (version) => {
    expect(hasKnownFixes(version)).toBe(false);
  });

  it.each(['43.4.2', '43.10.0', '44.0.0', '45.4.1'])('ELE-16: might be %s', (version) => {
    expect(hasKnownFixes(version)).toBe(true);
  });
});
