import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tellFigure } from '../support/figure';
import { hostilePaths } from './hostile-paths';
import { type RunningApp, startFreshApp } from './shell-app';

let app: RunningApp;

beforeAll(async () => {
  app = await startFreshApp();
});
afterAll(() => app.quit());

describe('a web view', () => {
  it('ELE-12: is refused even to a window that may have some', async () => {
    const { tried, views } = await app.electron.evaluate(async ({ BrowserWindow, webContents }) => {
      const webPreferences = { webviewTag: true, sandbox: true };
      const other = new BrowserWindow({ show: false, webPreferences });
      const made: string[] = [];
      const attached = new Promise<string>((resolve) => {
        other.webContents.once('will-attach-webview', (_event, _preferences, { src = '' }) =>
          resolve(src),
        );
      });
      await other.loadURL('app://ui/index.html');
      await other.webContents.executeJavaScript(`{
        const view = document.createElement('webview');
        view.setAttribute('src', 'app://ui/index.html');
        document.body.append(view);
      }`);
      const src = await attached;
      // Time for a view to be made, were it let through.
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      for (const each of webContents.getAllWebContents()) made.push(each.getType());
      other.destroy();
      return { tried: src, views: made.filter((type) => type === 'webview') };
    });
    expect(tried).toBe('app://ui/index.html');
    expect(views).toEqual([]);
  });
});

describe('the protocol', () => {
  const get = (address: string) =>
    app.electron.evaluate(async ({ session }, url) => {
      try {
        const response = await session.defaultSession.fetch(url, {
          bypassCustomProtocolHandlers: false,
        });
        return {
          status: response.status,
          headers: Object.fromEntries(response.headers),
          text: await response.text(),
        };
      } catch (error) {
        return { status: 0, headers: {}, text: String(error) };
      }
    }, address);

  it('ELE-07: sends the policy with every answer', async () => {
    const { status, headers } = await get('app://ui/index.html');
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining(
        "default-src 'none'; script-src 'self'; style-src 'self'",
      ),
    });
    expect(JSON.stringify(headers)).not.toMatch(/unsafe|bypass/);
  });

  it('ELE-18: has nothing at 500 paths that lead elsewhere', async () => {
    expect(new Set(hostilePaths).size).toBe(500);
    const answers = await app.electron.evaluate(
      ({ session }, paths) =>
        Promise.all(
          paths.map(async (path) => {
            const answer = session.defaultSession.fetch(`app://ui/${path}`);
            return answer.then(
              async (response) => `${response.status} ${await response.text()}`,
              (error: unknown) => String(error),
            );
          }),
        ),
      hostilePaths,
    );
    const others = answers.map((answer, at) => `${hostilePaths[at]}: ${answer}`);
    expect(others.filter((line) => !line.endsWith(': 404 not found'))).toEqual([]);
    tellFigure('ELE-18', `${answers.length} hostile paths: 404`);
  });

  it.each(['app://other/index.html', 'app://ui.example/index.html'])(
    'ELE-18: is none for %s',
    async (address) => {
      expect(await get(address)).toMatchObject({ status: 404, text: 'not found' });
    },
  );
});
