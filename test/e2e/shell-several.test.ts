import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { profilesKind } from '../../electron/storage/documents';
import { culvert } from '../support/cli';
import { type WebOrigin, webOrigin } from '../support/origin';
import { freePort } from '../support/ports';
import { type Sshd, startSshd } from '../support/sshd';
import { temporaryFolder } from '../support/temp-folder';
import { type RunningApp, startApp } from './shell-app';

const run = promisify(execFile);
const folder = temporaryFolder('culvert-several-');
const dataFolder = folder.file('data');
const config = folder.file('config');
const store = join(dataFolder, 'profiles.json');

let sshd: Sshd;
let origin: WebOrigin;
let ports: readonly number[];
let app: RunningApp;

function stored() {
  return profilesKind.schema.parse(JSON.parse(readFileSync(store, 'utf8'))).profiles;
}

function idOf(name: string): string {
  return stored().find((each) => each.name === name)?.id ?? 'nobody';
}

async function importConfig(): Promise<{ code: number | null; last: Record<string, unknown> }> {
  const cli = culvert(['import', config, '--save', '--json'], { dataDir: dataFolder });
  const code = await cli.ended;
  return { code, last: cli.events().at(-1) ?? {} };
}

beforeAll(async () => {
  [sshd, origin] = await Promise.all([startSshd(), webOrigin()]);
  const key = folder.file('key');
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
  sshd.authorize(readFileSync(`${key}.pub`, 'utf8'));
  ports = [await freePort(), await freePort(), await freePort()];
  const host = (name: string, forward: string): string =>
    `Host ${name}\n HostName ${sshd.host}\n Port ${sshd.port}\n User ${sshd.user}\n IdentityFile ${key}\n ${forward}\n`;
  writeFileSync(
    config,
    [
      host('first', `DynamicForward ${ports[0]}`),
      host('second', `LocalForward ${ports[1]} 127.0.0.1:${origin.port}`),
      host('third', `DynamicForward ${ports[2]}`),
    ].join(''),
  );
  mkdirSync(dataFolder, { mode: 0o700 });
  const hostKey = readFileSync(`${sshd.hostKeyFile('ed25519')}.pub`, 'utf8');
  writeFileSync(join(dataFolder, 'trusted-hosts'), `[${sshd.host}]:${sshd.port} ${hostKey}`);
  expect((await importConfig()).code).toBe(0);
  const document = JSON.parse(readFileSync(store, 'utf8')) as { profiles: { name: string }[] };
  const profiles = document.profiles.map((profile) => ({
    ...profile,
    allow: ['127.0.0.0/8'],
    startWithApp: profile.name !== 'third',
  }));
  writeFileSync(store, JSON.stringify({ ...document, profiles }));
  app = await startApp({ dataFolder });
});

afterAll(async () => {
  await app.quit();
  await sshd.stop();
  await origin.close();
  folder.remove();
});

it('several imported tunnels start with the app and carry requests at once', async () => {
  await Promise.all(['first', 'second'].map((name) => app.reaches(idOf(name), 'up')));
  const url = `http://127.0.0.1:${origin.port}/hello`;
  // Not waited for in place: the page is served by this very process.
  const curl = async (...args: readonly string[]): Promise<string> =>
    (await run('curl', ['-s', '--max-time', '20', ...args])).stdout;
  const [bySocks, byForward] = await Promise.all([
    curl('--socks5-hostname', `127.0.0.1:${ports[0]}`, url),
    curl(`http://127.0.0.1:${ports[1]}/hello`),
  ]);
  expect(bySocks).not.toBe('');
  expect(byForward).toBe(bySocks);
  const { tunnels } = await app.snapshot();
  const third = tunnels.find(({ profileId }) => profileId === idOf('third'));
  expect(third?.state.state).toBe('stopped');
});

it('the command line does not write under the feet of the app that runs', async () => {
  const before = stored();
  const { code, last } = await importConfig();
  expect([code, last['event']]).toEqual([0, 'imported']);
  expect(last['profiles']).toEqual([]);
  const only = culvert(['import', config, '--save', '--only', 'third (2)', '--json'], {
    dataDir: dataFolder,
  });
  expect(await only.ended).toBe(1);
  expect(only.events().at(-1)).toMatchObject({ code: 'settings-in-use' });
  expect(stored()).toEqual(before);
});

it('order and groups last; a deleted tunnel comes back where it stood', async () => {
  const order = ['third', 'first', 'second'].map((name) => ({
    profileId: idOf(name),
    group: name === 'third' ? null : 'Seoul',
  }));
  const call = (name: string, args: unknown): Promise<unknown> =>
    app.page.evaluate(`window.culvert.${name}(${JSON.stringify(args)})`);
  expect(await call('arrangeProfiles', { order })).toEqual({ ok: true, value: undefined });
  expect(stored().map(({ id, group }) => ({ profileId: id, group }))).toEqual(order);
  const whole = stored();
  const profileId = idOf('third');
  expect(await call('removeProfile', { profileId })).toMatchObject({ ok: true });
  expect(stored()).toHaveLength(2);
  expect(await call('restoreProfile', { profileId })).toMatchObject({ ok: true });
  expect(stored()).toEqual(whole);
});

it('a file that was dropped becomes tunnels through the window’s own calls', async () => {
  const text = 'Host dropped\n HostName bastion.example.com\n User u\n DynamicForward 8199\n';
  const answer = await app.page.evaluate(`(async () => {
    const bytes = new TextEncoder().encode(${JSON.stringify(text)});
    const offer = await window.culvert.previewDropped({ name: 'config', bytes });
    if (!offer.ok) return offer;
    const chosen = [{ index: 0, name: 'dropped', localPort: 8199, host: null }];
    return window.culvert.importTunnels({ importId: offer.value.importId, chosen });
  })()`);
  expect(answer).toMatchObject({ ok: true, value: { profileIds: [idOf('dropped')] } });
  expect(stored().at(-1)).toMatchObject({ name: 'dropped', listen: { port: 8199 } });
});
