import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { profilesVersion } from '../../electron/storage/documents';
import { noLimit, type Profile, straightWay } from '../../shared/model/profile';
import { freePort, waitUntil } from '../support/ports';
import { startSshd } from '../support/sshd';
import { temporaryFolder } from '../support/temp-folder';
import { startTinyproxy } from '../support/tinyproxy';
import { type AppOptions, type RunningApp, startApp } from './shell-app';

const canary = 'cAnArY-7f3e-horse-battery';
let folder: ReturnType<typeof temporaryFolder>;
let app: RunningApp;
let servers: { stop(): Promise<unknown> } | undefined;

beforeEach(() => {
  folder = temporaryFolder('culvert-secrets-');
});
afterEach(async () => {
  await app.quit();
  await servers?.stop();
  servers = undefined;
  folder.remove();
});

/** A tunnel that logs in with a password, saved as the form does it. */
async function saveWithPassword(remember: boolean): Promise<void> {
  const answer = await app.page.evaluate(`window.culvert.saveProfile({
    profileId: null,
    draft: {
      name: 'Password', group: null, bastion: { host: '127.0.0.1', port: 22, user: 'ana' }, authentication: 'password',
      keyToken: null, localPort: 8171, allow: [], reconnect: false, startWithApp: false, session: false,
      limit: { suffixes: [], ranges: [], ports: [] }, pages: [],
      kind: 'dynamic', listenAddress: '127.0.0.1', jumpHosts: [], transport: [{ kind: 'direct' }], instance: null, forward: null, cluster: null,
    },
    secret: { secret: new TextEncoder().encode('${canary}'), remember: ${remember} },
  })`);
  expect(answer).toMatchObject({ ok: true });
}

/** The keyring takes its own folder away as it ends, perhaps in the middle of the list. */
function everything() {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return readdirSync(folder.path, { recursive: true, withFileTypes: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || attempt === 100) throw error;
    }
  }
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
  return everything()
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

/** Settings with one tunnel that leads through a proxy which asks ana for the canary. */
async function throughProxy(): Promise<void> {
  const key = folder.file('id');
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
  const authorizedKeys = [readFileSync(`${key}.pub`, 'utf8').trim()];
  const sshd = await startSshd({ authorizedKeys });
  const proxy = await startTinyproxy(`BasicAuth ana ${canary}`);
  servers = { stop: () => Promise.all([sshd.stop(), proxy.stop()]) };
  const tunnel: Profile = {
    id: 'proxied',
    name: 'Proxied',
    group: null,
    kind: 'dynamic',
    bastion: { host: '127.0.0.1', port: sshd.port, user: sshd.user },
    authentication: [{ method: 'key-file', path: key }],
    ...straightWay(),
    transport: [{ kind: 'http-proxy', host: '127.0.0.1', port: proxy.port, user: 'ana' }],
    listen: { address: '127.0.0.1', port: await freePort() },
    allow: [],
    limit: noLimit,
    pages: [],
    reconnect: false,
    startWithApp: false,
    demo: false,
  };
  mkdirSync(folder.file('data'), { recursive: true });
  const document = { version: profilesVersion, profiles: [tunnel] };
  writeFileSync(folder.file('data/profiles.json'), JSON.stringify(document), { mode: 0o600 });
}

/** Answers the next question of that kind. @param answer an expression that makes the answer of `prompt`. */
async function answerNext(kind: string, answer: string): Promise<void> {
  let prompt: { readonly promptId: string } | undefined;
  await waitUntil(`a question about ${kind}`, async () => {
    prompt = (await app.snapshot()).prompts.find((each) => each.kind === kind);
    return prompt !== undefined;
  });
  const call = `(prompt) => window.culvert.answerPrompt({ promptId: prompt.promptId, answer: ${answer} })`;
  await app.page.evaluate(`(${call})(${JSON.stringify(prompt)})`);
}

it('keeps a proxy’s password as it keeps the bastion’s, and removes it with the tunnel', async () => {
  await throughProxy();
  const run = (call: string) =>
    app.page.evaluate(`window.culvert.${call}({ profileId: 'proxied' })`);
  app = await startApp(keyringOptions());
  await run('startTunnel');
  const bytes = `new TextEncoder().encode('${canary}')`;
  await answerNext('password', `{ kind: 'secret', secret: ${bytes}, remember: true }`);
  await answerNext('host-key', `{ kind: 'trust', fingerprint: prompt.fingerprint }`);
  await app.reaches('proxied', 'up');
  await waitUntil('the password to be stored', async () =>
    (await app.snapshot()).profiles.some(({ anySecretStored }) => anySecretStored),
  );
  await app.quit();
  expect(filesWithCanary()).toEqual([]);

  app = await startApp(keyringOptions());
  await run('startTunnel');
  await app.reaches('proxied', 'up');
  expect((await app.snapshot()).prompts).toEqual([]);
  await run('stopTunnel');
  await app.reaches('proxied', 'stopped');
  await run('removeProfile');
  await app.quit();
  expect(JSON.parse(readFileSync(folder.file('data/secrets.json'), 'utf8')).secrets).toEqual({});
});
