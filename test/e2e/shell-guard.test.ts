import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { windowCalls } from '../../shared/contract/window';
import { callsWithArgument } from './odd-calls';
import { type RunningApp, startFreshApp } from './shell-app';

let app: RunningApp;

beforeAll(async () => {
  app = await startFreshApp();
});
afterAll(() => app.quit());

const inPage = <Value>(script: string): Promise<Value> =>
  app.page.evaluate(script) as Promise<Value>;

/**
 * Runs in the page and answers what was thrown or `let through`. In a turn of the page's own: in
 * that of the debugger who sent it, the policy does not hold.
 */
const attempt = (script: string): Promise<string> =>
  inPage(`(async () => {
    await new Promise((turn) => setTimeout(turn));
    try { await (${script}); return 'let through'; } catch (error) { return String(error); }
  })()`);

describe('the page', () => {
  it('ELE-18: runs in a real Electron, at our own origin', async () => {
    console.log(`Electron ${await app.electron.evaluate(() => process.versions.electron)}`);
    expect(app.page.url()).toBe('app://ui/index.html');
    expect(await inPage('location.origin')).toBe('app://ui');
    expect(await inPage('isSecureContext')).toBe(true);
  });

  it('ELE-07: loads without an error and without breaking its own policy', () => {
    expect(app.console.filter((line) => /^error|Content Security Policy/.test(line))).toEqual([]);
  });

  it('ELE-02, ELE-20: has no Node, no Electron and nothing but the contract', async () => {
    const globals = ['require', 'process', 'module', 'Buffer', 'global', 'electron'];
    expect(await inPage(`${JSON.stringify(globals)}.filter((name) => name in window)`)).toEqual([]);
    const verbs = await inPage<string[]>('Object.keys(window.culvert)');
    expect(verbs.sort()).toEqual([...Object.keys(windowCalls), 'on'].sort());
    expect(await attempt("window.culvert.on('culvert:call:snapshot', () => {})")).toContain(
      'no such event',
    );
  });

  it('ELE-03: cannot reach what is behind the bridge by changing what every object inherits', async () => {
    await inPage(
      `Function.prototype.call = () => 'stolen'; Array.prototype.map = () => ['stolen'];`,
    );
    const answer = await inPage<{ ok: boolean }>('window.culvert.snapshot()');
    expect(answer.ok).toBe(true);
    await app.page.reload();
  });

  it('ELE-04: is sandboxed as far as this user can be', async () => {
    const renderer = await app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
    );
    const status = readFileSync(`/proc/${renderer}/status`, 'utf8');
    const seccomp = /^Seccomp:\s+(\d)/m.exec(status)?.[1];
    // Chromium refuses its sandbox to root; the preload's own limits hold all the same.
    expect(seccomp).toBe(process.getuid?.() === 0 ? '0' : '2');
  });
});

describe('what the page may do', () => {
  it.each([
    'eval("1")',
    'new Function("return 1")()',
    "document.body.insertAdjacentHTML('beforeend', '<b>x</b>')",
    "fetch('https://example.com/')",
    "fetch('http://127.0.0.1:9/')",
    "fetch('file:///etc/passwd')",
    "fetch('app://other/')",
    "import('data:text/javascript,1')",
    "new Promise((ok, no) => { const s = new WebSocket('ws://127.0.0.1:9/'); s.onopen = ok; s.onerror = () => no('refused'); })",
    "new Promise((ok, no) => { const i = new Image(); i.onload = ok; i.onerror = () => no('refused'); i.src = 'https://example.com/x.png'; })",
    "navigator.serviceWorker.register('app://ui/x.js')",
    "new Promise((ok, no) => { const w = new Worker('blob:x'); w.onmessage = ok; w.onerror = () => no('refused'); })",
  ])('ELE-01, ELE-07: not %s', async (script) => {
    expect(await attempt(script)).not.toBe('let through');
  });

  it('ELE-07: not run a script put into the page as text', async () => {
    await attempt(`(() => {
      const script = document.createElement('script');
      script.textContent = 'window.broken = true';
      document.body.append(script);
    })()`);
    expect(await inPage('window.broken')).toBeUndefined();
  });

  it.each([
    'geolocation',
    'notifications',
    'camera',
    'microphone',
    'midi',
    'clipboard-read',
    'persistent-storage',
    'screen-wake-lock',
    'storage-access',
    'accelerometer',
    'background-sync',
    'local-fonts',
  ])('ELE-05: not be granted %s', async (name) => {
    const state = await inPage(
      `navigator.permissions.query({ name: '${name}' }).then(({ state }) => state, () => 'unknown here')`,
    );
    expect(state).toMatch(/^(denied|unknown here)$/);
  });

  it.each([
    'navigator.mediaDevices.getUserMedia({ audio: true })',
    'navigator.mediaDevices.getDisplayMedia()',
    'navigator.clipboard.readText()',
    'new Promise((ok, no) => navigator.geolocation.getCurrentPosition(ok, no))',
  ])('ELE-05: not %s', async (script) => {
    expect(await attempt(script)).not.toBe('let through');
  });

  it.each([
    "location.href = 'https://example.com/'",
    "location.href = 'file:///etc/passwd'",
    "location.href = 'app://other/index.html'",
    "location.href = 'data:text/html,x'",
    "window.open('https://example.com/')",
    "window.open('app://ui/index.html')",
    "(() => { const a = document.createElement('a'); a.href = 'https://example.com/'; a.target = '_blank'; document.body.append(a); a.click(); a.remove(); })()",
    "(() => { const m = document.createElement('meta'); m.httpEquiv = 'refresh'; m.content = '0;url=https://example.com/'; document.head.append(m); })()",
    "(() => { const f = document.createElement('form'); f.action = 'https://example.com/'; document.body.append(f); f.submit(); f.remove(); })()",
    "(() => { const w = document.createElement('webview'); w.setAttribute('src', 'https://example.com/'); document.body.append(w); })()",
    "(() => { const f = document.createElement('iframe'); f.src = 'https://example.com/'; document.body.append(f); })()",
  ])('ELE-11, ELE-13, ELE-14: not leave: %s', async (script) => {
    await attempt(`(() => { ${script} })()`);
    await app.page.waitForTimeout(150);
    expect(app.page.url()).toBe('app://ui/index.html');
    expect(app.electron.windows()).toHaveLength(1);
    const frames = app.page.frames().map((frame) => frame.url());
    expect(frames.filter((url) => /example\.com/.test(url))).toEqual([]);
  });
});

describe('calls that are not the page’s own', () => {
  it('ELE-17: are refused by the schema, in their thousands, and change nothing', async () => {
    const outcome = await inPage<{ codes: Record<string, number>; broken: number }>(`(async () => {
      const codes = {};
      let broken = 0;
      const odd = [undefined, null, 0, '', [], {}, { profileId: '../x' }, { profileId: null, draft: {}, secret: 7 },
        { topic: 'file:///etc/passwd' }, { topic: 'javascript:alert(1)' }, { text: 'x'.repeat(70000) }, { format: 'exe', profileId: 'a' }];
      const names = ${JSON.stringify(callsWithArgument)};
      for (let round = 0; round < 20; round += 1) {
        const calls = names.flatMap((name) => odd.map((args) => window.culvert[name](args)));
        for (const call of calls) {
          try {
            const answer = await call;
            const code = answer.ok ? 'ok' : answer.error.code;
            codes[code] = (codes[code] ?? 0) + 1;
          } catch { broken += 1; }
        }
      }
      return { codes, broken };
    })()`);
    console.log('odd calls', JSON.stringify(outcome));
    expect(outcome.broken).toBe(0);
    expect(outcome.codes['ok'] ?? 0).toBe(0);
    await app.page.waitForTimeout(2_500);
    const snapshot = await inPage<{ ok: boolean; value: { profiles: unknown[] } }>(
      'window.culvert.snapshot()',
    );
    expect(snapshot.ok && snapshot.value.profiles).toEqual([]);
  });
});
