import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { tellFigure } from '../support/figure';
import { type Logind, startLogind } from '../support/logind';
import { waitUntil } from '../support/ports';
import { temporaryFolder } from '../support/temp-folder';
import { type RunningApp, startApp } from './shell-app';

let logind: Logind;
let folder: ReturnType<typeof temporaryFolder>;
let app: RunningApp;

beforeEach(async () => {
  logind = await startLogind();
  folder = temporaryFolder('culvert-power-');
  app = await startApp({
    dataFolder: folder.path,
    env: { DBUS_SYSTEM_BUS_ADDRESS: logind.address },
  });
});
afterEach(async () => {
  await app.quit();
  await logind.stop();
  folder.remove();
});

/** Runs in the page by way of main: Chromium ends its debugger's connections before sleep. */
function inPage(code: string): Promise<unknown> {
  return app.electron.evaluate(
    ({ BrowserWindow }, script) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(script),
    code,
  );
}

const record = `
  window.statesTold = [];
  window.culvert.on('tunnel', ({ state }) => {
    const said = state.why === undefined ? state.state : state.state + ': ' + state.why;
    if (window.statesTold.at(-1) !== said) window.statesTold.push(said);
  });
  true`;

/** What the window has been told of the tunnel's states, in order. */
const told = async () => z.array(z.string()).parse(await inPage('window.statesTold'));

const logged = async () =>
  JSON.stringify(await inPage('window.culvert.snapshot().then(({ value }) => value.log)'));

describe('the system’s word on sleep', () => {
  it('FLT-01: has a live tunnel checked on resume, and nothing closed before', async () => {
    await app.startDemo();
    await inPage(record);
    logind.prepareForSleep(true);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect((await told()).filter((said) => said !== 'up')).toEqual([]);
    const from = performance.now();
    logind.prepareForSleep(false);
    const checked = async () => (await told()).slice(-2).join(', ') === 'suspect: resumed, up';
    await waitUntil('the check', checked, 5_000);
    tellFigure(
      'FLT-01',
      `checked ${Math.round(performance.now() - from)} ms after logind’s resume`,
    );
    const log = await logged();
    expect(log).toContain('"connected"');
    expect(log).not.toContain('"lost"');
  });
});
