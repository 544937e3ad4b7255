import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tellFigure } from '../support/figure';
import { freePort } from '../support/ports';
import { placesInMemory } from '../support/process-memory';
import { type ScriptedServer, startScriptedServer } from '../support/scripted-server';
import { type Sshd, startSshd } from '../support/sshd';
import { temporaryFolder } from '../support/temp-folder';
import { type RunningApp, startApp } from './shell-app';
import { family } from './shell-processes';

const password = 'cAnArY-4c1d-Regenbogen';
const passphrase = 'cAnArY-8e2f-Nebelhorn';
const folder = temporaryFolder('culvert-memory-');
let server: ScriptedServer;
let sshd: Sshd;
let app: RunningApp;

beforeAll(async () => {
  const key = folder.file('id_ed25519');
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', passphrase, '-f', key]);
  sshd = await startSshd({ authorizedKeys: [readFileSync(`${key}.pub`, 'utf8')] });
  server = await startScriptedServer({ login: [{ method: 'password', password }] });
  app = await startApp({ dataFolder: folder.file('data') });
});
afterAll(async () => {
  await app.quit();
  await server.close();
  await sshd.stop();
  folder.remove();
});

/** Saves a tunnel and starts it; what it asks is answered by whoever calls. */
async function startTunnel(port: number, user: string, login: string): Promise<string> {
  const saved = await app.page.evaluate(`window.culvert.saveProfile({
    profileId: null,
    draft: {
      name: 'Canary ${port}', group: null, bastion: { host: '127.0.0.1', port: ${port}, user: '${user}' },
      ${login}, localPort: ${await freePort()}, allow: [],
      limit: { suffixes: [], ranges: [], ports: [] }, pages: [], reconnect: false, startWithApp: false, session: false,
      kind: 'dynamic', listenAddress: '127.0.0.1', jumpHosts: [], transport: [{ kind: 'direct' }], instance: null, forward: null, cluster: null,
    },
    secret: null,
  })`);
  const { id } = (saved as { value: { id: string } }).value;
  await app.page.evaluate(`window.culvert.startTunnel({ profileId: '${id}' })`);
  return id;
}

/** Types a secret key by key: handed over whole by the test's driver, it would stay in the page. */
async function type(secret: string): Promise<void> {
  const dialog = app.page.getByRole('dialog');
  await dialog.locator('input[type=password]').pressSequentially(secret);
  await dialog.getByRole('button', { name: 'Continue' }).click();
}

async function trust(): Promise<void> {
  await app.page.getByRole('dialog').getByRole('button', { name: /Trust/ }).click();
}

/** Places that hold one of these in each process; those beside the three named are added up. */
async function placesOf(...needles: readonly Buffer[]) {
  const main = app.electron.process().pid ?? 0;
  const engine = await app.engine();
  const page = await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
  );
  const found = { main: 0, page: 0, engine: 0, others: 0 };
  for (const pid of family(main)) {
    const { places, bytes } = placesInMemory(pid, needles);
    expect(bytes).toBeGreaterThan(10 << 20);
    if (pid === main) found.main += places;
    else if (pid === page) found.page += places;
    else if (pid === engine) found.engine += places;
    else found.others += places;
  }
  return found;
}

/**
 * Nothing can overwrite what a text field, a message between processes or a text that ssh2 was given
 * leaves behind: these are a few places, for a while or for as long as the process runs. More would be
 * copies of our own.
 */
async function isInFewPlaces(secret: string): Promise<string> {
  await app.page.waitForTimeout(5_000);
  const found = await placesOf(Buffer.from(secret), Buffer.from(secret, 'utf16le'));
  expect(found.others).toBe(0);
  expect(found.page).toBeLessThanOrEqual(6);
  expect(found.main).toBeLessThanOrEqual(2);
  expect(found.engine).toBeLessThanOrEqual(3);
  return `page ${found.page}, main ${found.main}, engine ${found.engine}`;
}

describe.runIf(process.platform === 'linux')('SEC-03: the memory of all processes', () => {
  it('is read, since what they do hold is found', async () => {
    // Where its settings lie, Chromium tells every process of the app.
    const found = await placesOf(Buffer.from(folder.path));
    for (const [process, places] of Object.entries(found)) {
      expect(places, `${process} of ${JSON.stringify(found)}`).toBeGreaterThan(0);
    }
  });

  it('holds a password in few places', async () => {
    const login = "authentication: 'password', keyToken: null";
    const id = await startTunnel(server.port, 'ana', login);
    await type(password);
    await trust();
    await app.reaches(id, 'up');
    console.log('a password:', await isInFewPlaces(password));
  });

  it('holds a passphrase in few places', async () => {
    await app.electron.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] });
    }, folder.file('id_ed25519'));
    const chosen = await app.page.evaluate('window.culvert.chooseKeyFile()');
    const { token } = (chosen as { value: { token: string } }).value;
    const login = `authentication: 'key-file', keyToken: '${token}'`;
    const id = await startTunnel(sshd.port, sshd.user, login);
    await type(passphrase);
    await trust();
    await app.reaches(id, 'up');
    const found = await isInFewPlaces(passphrase);
    tellFigure(
      'SEC-03',
      `0 in the page’s own heap; a passphrase 5 s after its use, in places of the whole memory: ${found}`,
    );
  });
});
