import { once } from 'node:events';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { waitUntil } from '../support/ports';
import { temporaryFolder } from '../support/temp-folder';
import { launchPlainly, type RunningApp, startApp } from './shell-app';

let folder: ReturnType<typeof temporaryFolder>;
let app: RunningApp;

beforeEach(async () => {
  folder = temporaryFolder('culvert-app-');
  app = await startApp({ dataFolder: folder.path });
});
afterEach(async () => {
  await app.quit();
  folder.remove();
});

describe('settings', () => {
  it('are kept, in files only their owner can read', async () => {
    await app.startDemo();
    await app.page.evaluate(
      `window.culvert.savePreferences({ theme: 'dark', language: 'ko', browser: 'automatic', servePac: false })`,
    );
    await app.quit();
    app = await startApp({ dataFolder: folder.path });
    const { profiles, preferences, about } = await app.snapshot();
    expect(profiles).toMatchObject([{ id: 'demo', demo: true }]);
    expect(preferences).toMatchObject({ theme: 'dark', language: 'ko' });
    expect(about.quarantined).toBeNull();
    expect(await app.trayLabels()).toEqual(['Culvert 열기', 'Demo cluster (중지됨)', '종료']);
    const files = readdirSync(folder.path).filter((name) =>
      /^(profiles|preferences|window).*json$/.test(name),
    );
    for (const name of files)
      expect(statSync(join(folder.path, name)).mode & 0o777, name).toBe(0o600);
  });

  it('that are damaged are set aside, restored from the backup, and the window is told', async () => {
    await app.startDemo();
    await app.quit();
    writeFileSync(folder.file('profiles.json'), '{"version":1,"profiles":[{"id":');
    app = await startApp({ dataFolder: folder.path });
    const { profiles, about } = await app.snapshot();
    expect(profiles).toMatchObject([{ id: 'demo' }]);
    expect(about.quarantined).toMatch(/^profiles\.corrupt-.*\.json$/);
  });

  it('of a newer version keep the app from starting, and stay as they are', async () => {
    await app.quit();
    const newer = '{"version":99,"profiles":"in another way"}';
    writeFileSync(folder.file('profiles.json'), newer);
    const refused = launchPlainly(folder.path, { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    refused.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    await waitUntil('it to say why', () => said.includes('newer version of Culvert'), 20_000);
    const gone = once(refused, 'exit');
    refused.kill('SIGKILL');
    await gone;
    expect(readFileSync(folder.file('profiles.json'), 'utf8')).toBe(newer);
  });
});
