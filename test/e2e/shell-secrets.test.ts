import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { temporaryFolder } from '../support/temp-folder';
import { type AppOptions, type RunningApp, startApp } from './shell-app';

const canary = 'cAnArY-7f3e-horse-battery';
let folder: ReturnType<typeof temporaryFolder>;
let app: RunningApp;

beforeEach(() => {
  folder = temporaryFolder('culvert-secrets-');
});
afterEach(async () => {
  await app.quit();
  folder.remove();
});

/** A tunnel that logs in with a password, saved as the form does it. */
async function saveWithPassword(remember: boolean): Promise<void> {
  const answer = await app.page.evaluate(`window.culvert.saveProfile({
    profileId: null,
    draft: {
      name: 'Password', group: null, bastion: { host: '127.0.0.1', port: 22, user: 'ana' }, authentication: 'password',
      keyToken: null, localPort: 8171, allow: [], reconnect: false, startWithApp: false,
      limit: { suffixes: [], ranges: [], ports: [] }, pages: [],
      kind: 'dynamic', listenAddress: '127.0.0.1', jumpHosts: [], transport: [{ kind: 'direct' }], instance: null, forward: null, cluster: null,
    },
    secret: { secret: new TextEncoder().encode('${canary}'), remember: ${remember} },
  })`);
  expect(answer).toMatchObject({ ok: true });
}

/** Every form the canary could have taken on its way to the disk. */
function filesWithCanary(): string[] {
  const bytes = Buffer.from(canary);
  const forms = [
    bytes,
    Buffer.from(canary, 'utf16le'),
    ...(['base64', 'hex'] as const).flatMap((form) => Buffer.from(bytes.toString(form))),
    Buffer.from(Buffer.from(bytes.toString('base64')).toString('base64')),
    Buffer.from(JSON.stringify([...bytes]).slice(1, -1)),
  ];
  return readdirSync(folder.path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => {
      const content = readFileSync(path);
      return forms.some((form) => content.includes(form));
    });
}

it('ELE-21: leaves no trace of a password on disk where the system has no key store', async () => {
  app = await startApp({ dataFolder: folder.path, args: ['--password-store=basic'] });
  const { about } = await app.snapshot();
  expect(about.secretStorage).toEqual({ available: false, why: 'no-key-store' });
  await saveWithPassword(true);
  const { profiles, log } = await app.snapshot();
  expect(profiles).toMatchObject([{ name: 'Password', secretStored: false }]);
  expect(log.map(({ event }) => event)).toContainEqual({
    code: 'secret-not-stored',
    why: 'no-key-store',
  });
  await app.quit();
  expect(readdirSync(folder.path)).toContain('profiles.json');
  expect(readdirSync(folder.path)).not.toContain('secrets.json');
  expect(filesWithCanary()).toEqual([]);
});

/** A message bus with an unlocked GNOME keyring, and the app on it. */
function keyringOptions(): AppOptions {
  const wrapper = folder.file('with-keyring.sh');
  writeFileSync(
    wrapper,
    [
      '#!/bin/sh',
      "exec dbus-run-session -- sh -c '",
      'printf %s "$CULVERT_TEST_KEYRING" | gnome-keyring-daemon --unlock --components=secrets >/dev/null',
      'exec "$CULVERT_TEST_ELECTRON" "$@"\' electron "$@"',
      '',
    ].join('\n'),
  );
  chmodSync(wrapper, 0o700);
  return {
    dataFolder: folder.file('data'),
    wrapper,
    args: ['--password-store=gnome-libsecret'],
    env: {
      HOME: folder.path,
      XDG_DATA_HOME: folder.file('share'),
      XDG_RUNTIME_DIR: folder.path,
      XDG_CURRENT_DESKTOP: 'GNOME',
      CULVERT_TEST_KEYRING: 'keyring password of this test',
    },
  };
}

it('ELE-21: keeps a password in the system’s key store where there is one, sealed on disk, until it is forgotten', async () => {
  app = await startApp(keyringOptions());
  expect((await app.snapshot()).about.secretStorage).toEqual({ available: true });
  await saveWithPassword(true);
  expect((await app.snapshot()).profiles).toMatchObject([{ secretStored: true }]);
  await app.quit();
  expect(filesWithCanary()).toEqual([]);

  app = await startApp(keyringOptions());
  const { profiles } = await app.snapshot();
  expect(profiles).toMatchObject([{ name: 'Password', secretStored: true }]);
  const id = profiles[0]?.id ?? '';
  await app.page.evaluate(`window.culvert.forgetSecret({ profileId: '${id}' })`);
  expect((await app.snapshot()).profiles).toMatchObject([{ secretStored: false }]);
  await app.quit();
  expect(JSON.parse(readFileSync(folder.file('data/secrets.json'), 'utf8')).secrets).toEqual({});
});
