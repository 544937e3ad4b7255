import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { Notification } from 'electron';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { logEntrySchema } from '../../shared/model/log';
import { type Profile, straightWay } from '../../shared/model/profile';
import { type WebOrigin, webOrigin } from '../support/origin';
import { freePort, waitUntil } from '../support/ports';
import { type Sshd, startSshd } from '../support/sshd';
import { temporaryFolder } from '../support/temp-folder';
import { type RunningApp, startApp } from './shell-app';

const folder = temporaryFolder('culvert-truth-');
const dataFolder = folder.file('data');
const key = folder.file('canary_key');

let sshd: Sshd;
let origin: WebOrigin;
let app: RunningApp;

/** Settings as an earlier run would have left them, with a bastion that is trusted already. */
async function settle(): Promise<void> {
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'canary', '-f', key]);
  sshd.authorize(readFileSync(`${key}.pub`, 'utf8'));
  const profile: Profile = {
    id: 'etl',
    name: 'Nightly ETL',
    group: null,
    kind: 'dynamic',
    ...straightWay(),
    bastion: { host: sshd.host, port: sshd.port, user: sshd.user },
    authentication: [{ method: 'key-file', path: key }],
    listen: { address: '127.0.0.1', port: await freePort() },
    allow: ['127.0.0.0/8'],
    limit: { suffixes: [], ranges: [], ports: [] },
    pages: [`http://127.0.0.1:${origin.port}/hello`, `http://127.0.0.1:${await freePort()}/`],
    reconnect: true,
    startWithApp: false,
    demo: false,
  };
  mkdirSync(dataFolder, { mode: 0o700 });
  writeFileSync(
    join(dataFolder, 'profiles.json'),
    JSON.stringify({ version: 4, profiles: [profile] }),
  );
  const hostKey = readFileSync(`${sshd.hostKeyFile('ed25519')}.pub`, 'utf8');
  writeFileSync(join(dataFolder, 'trusted-hosts'), `[${sshd.host}]:${sshd.port} ${hostKey}`);
}

/** Takes the place of the desktop's notifications, which no test machine shows. */
function catchNotices(running: RunningApp): Promise<void> {
  return running.electron.evaluate(({ Notification: Shown }) => {
    const caught: Notification[] = [];
    Object.assign(globalThis, { caught });
    Shown.isSupported = () => true;
    Shown.prototype.show = function show(this: Notification) {
      caught.push(this);
    };
  });
}

function notices(): Promise<{ title: string; body: string }[]> {
  return app.electron.evaluate(() => {
    const { caught } = globalThis as unknown as { caught: Notification[] };
    return caught.map(({ title, body }) => ({ title, body }));
  });
}

beforeAll(async () => {
  [sshd, origin] = await Promise.all([startSshd(), webOrigin()]);
  await settle();
  app = await startApp({ dataFolder });
  await catchNotices(app);
});
afterAll(async () => {
  await app.quit();
  await sshd.stop();
  await origin.close();
  folder.remove();
});

const goTo = (name: 'Tunnels' | 'Log') =>
  app.page.getByRole('navigation').getByRole('button', { name, exact: true }).click();
const picture = () => app.page.getByRole('region', { name: 'The way through this tunnel' });
const shows = (what: string) =>
  waitUntil(what, async () => ((await picture().textContent()) ?? '').includes(what), 20_000);

describe('the truth about a tunnel, in the app', () => {
  it('is in the window: latency, forwards, and which pages answer', async () => {
    await app.page.getByRole('button', { name: 'Start', exact: true }).click();
    await app.reaches('etl', 'up');
    await shows('1 of 2 pages');
    expect(await picture().textContent()).toMatch(/SSH\d+ ms/);
    expect(await picture().textContent()).toContain('forwards: yes');
    await app.page.getByRole('button', { name: 'Why?' }).click();
    await app.page
      .getByText(/refuses the connection/)
      .first()
      .waitFor();
  });

  it('SEC-04: is in a log file for its owner alone, and in a report that names nobody', async () => {
    const file = join(dataFolder, 'logs', 'culvert.log');
    await waitUntil('the log', () => readFileSync(file, 'utf8').includes('page-fails'));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const text = readFileSync(file, 'utf8');
    for (const line of text.trimEnd().split('\n')) logEntrySchema.parse(JSON.parse(line));
    expect(text).not.toContain('canary_key');
    await goTo('Log');
    await app.page.getByRole('button', { name: 'Copy report' }).click();
    await app.page.getByText(/A report with the last \d+ log lines/).waitFor();
    const report = await app.electron.evaluate(({ clipboard }) => clipboard.readText());
    expect(report).toMatch(/^Culvert report\n/);
    expect(report).toContain('page-answers');
    for (const secret of ['canary', 'Nightly', '127.0.0.1', dataFolder]) {
      expect(report).not.toContain(secret);
    }
    expect(report).not.toMatch(new RegExp(`\\b${userInfo().username}\\b`));
  });

  it('is no notification for a gap that heals at once', async () => {
    await goTo('Tunnels');
    await sshd.restart(0);
    await app.reaches('etl', 'up', 20_000);
    await shows('1 of 2 pages');
    expect(await notices()).toEqual([]);
  });

  it('is one notification for a loss that lasts and one for its end; a click shows the tunnel', async () => {
    await goTo('Log');
    await sshd.restart(9_000);
    await waitUntil('the end to be told', async () => (await notices()).length > 1, 40_000);
    const told = await notices();
    expect(told.map(({ title }) => title)).toEqual([
      'Nightly ETL lost its connection',
      'Nightly ETL is connected again',
    ]);
    expect(told[0]?.body).toMatch(/bastion/);
    await app.electron.evaluate(() => {
      const { caught } = globalThis as unknown as { caught: Notification[] };
      caught[0]?.emit('click', {});
    });
    await app.page.getByRole('heading', { name: 'Tunnels' }).waitFor();
  });
});
