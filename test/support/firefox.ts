import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { firefoxPreferences, userJs } from '../../electron/browser/isolated/browser-command';
import { waitUntil } from './ports';
import { temporaryFolder } from './temp-folder';

const program = '/usr/bin/firefox-esr';
const distribution = '/usr/lib/firefox-esr/distribution';

/** An extension of this run, used on its own pages. */
export interface Extension {
  /** Opens one of its pages and gives a field for files one, and says yes to what it asks then. */
  giveFile(page: string, field: string, file: string): Promise<void>;
  /** What it has stored; null while its page is not ready to be asked. @param change stored before. */
  stored(change?: object): Promise<Readonly<Record<string, unknown>> | null>;
}

export interface Firefox {
  /** Where its own network stack would send each address: `SOCKS5 127.0.0.1:8157`, or `DIRECT`. */
  resolve(urls: readonly string[]): Promise<string[]>;
  /** Loads an extension from its folder for this run. @returns how it is used. */
  load(folder: string, id: string): Promise<Extension>;
  close(): Promise<void>;
}

/**
 * A real Firefox without a window.
 *
 * @param pacUrl set as an isolated profile sets it; null leaves the proxy to the policy.
 * @param policy the text of its installation's policies.json. Needs root on Linux.
 */
export async function startFirefox(pacUrl: string | null, policy?: string): Promise<Firefox> {
  if (!existsSync(program)) throw new Error(`the browser tests need ${program}`);
  const folder = temporaryFolder('culvert-firefox-');
  mkdirSync(folder.file('profile'));
  const ours = pacUrl === null ? {} : firefoxPreferences(pacUrl);
  writeFileSync(folder.file('profile/user.js'), userJs({ ...ours, 'marionette.port': 0 }));
  const remote = ['--marionette', '--remote-allow-system-access'];
  const command = [program, '--headless', ...remote, '--profile', folder.file('profile')];
  if (policy !== undefined) {
    mkdirSync(folder.file('distribution'));
    writeFileSync(folder.file('distribution/policies.json'), policy);
    const mounted = 'mount --bind "$1" "$2" && shift 2 && exec "$@"';
    const from = folder.file('distribution');
    command.unshift('unshare', '-m', 'sh', '-c', mounted, 'sh', from, distribution);
  }
  const [first = '', ...args] = command;
  const child = spawn(first, args, {
    stdio: 'ignore',
    env: { ...process.env, HOME: folder.path, MOZ_HEADLESS: '1' },
    detached: true,
  });
  const close = async (): Promise<void> => {
    await ended(child);
    folder.remove();
  };
  const marionette = await reached(child, folder.file('profile/MarionetteActivePort')).catch(
    async (error: unknown) => {
      await close();
      throw error;
    },
  );
  return {
    resolve: async (urls) => {
      const args = { script: resolveAll, args: [urls], newSandbox: true };
      const answer = (await marionette.send('WebDriver:ExecuteAsyncScript', args)) as {
        value: string[];
      };
      return answer.value;
    },
    load: async (path, id) => {
      await marionette.send('Addon:Install', { path, temporary: true });
      return extensionOf(marionette, id);
    },
    close: async () => {
      marionette.close();
      await close();
    },
  };
}

/** Firefox, ready to be asked from its inside. */
async function reached(child: ChildProcess, portFile: string): Promise<Marionette> {
  // The file is there before the number in it.
  const port = () => (existsSync(portFile) ? Number(readFileSync(portFile, 'utf8')) : 0);
  await waitUntil('Firefox', () => port() > 0 || child.exitCode !== null, 45_000);
  const marionette = await Marionette.connect(port());
  await marionette.send('WebDriver:NewSession', { unhandledPromptBehavior: 'accept' });
  await marionette.send('Marionette:SetContext', { value: 'chrome' });
  return marionette;
}

function extensionOf(marionette: Marionette, id: string): Extension {
  const run = async (
    kind: 'ExecuteScript' | 'ExecuteAsyncScript',
    script: string,
    args: unknown[],
  ) => ((await marionette.send(`WebDriver:${kind}`, { script, args })) as { value: unknown }).value;
  const inPage = async <Value>(work: () => Promise<Value>): Promise<Value> => {
    await marionette.send('Marionette:SetContext', { value: 'content' });
    return work().finally(() => marionette.send('Marionette:SetContext', { value: 'chrome' }));
  };
  const store = `const [change, done] = arguments;
    browser.storage.local.set(change).then(() => browser.storage.local.get(null)).then(done, () => done(null));`;
  return {
    giveFile: async (page, field, text) => {
      const where = 'return WebExtensionPolicy.getByID(arguments[0]).getURL(arguments[1])';
      const url = await run('ExecuteScript', where, [id, page]);
      await inPage(async () => {
        await marionette.send('WebDriver:Navigate', { url });
        const asked = { using: 'css selector', value: field };
        const found = await marionette.send('WebDriver:FindElement', asked);
        const [element] = Object.values((found as { value: object }).value);
        await marionette.send('WebDriver:ElementSendKeys', { id: element, text });
      });
    },
    stored: (change = {}) =>
      inPage(async () => {
        // A dialog or the way to another page takes the answer away; it is asked again.
        const value = await run('ExecuteAsyncScript', store, [change]).catch(() => null);
        return value as Readonly<Record<string, unknown>> | null;
      }),
  };
}

/** What Firefox itself asks before it opens a channel. */
const resolveAll = `
  const [urls, done] = arguments;
  const service = Cc['@mozilla.org/network/protocol-proxy-service;1'].getService(Ci.nsIProtocolProxyService);
  const words = (info) => info === null || info.type === 'direct' ? 'DIRECT'
    : (info.type === 'socks' ? 'SOCKS5' : info.type.toUpperCase()) + ' ' + info.host + ':' + info.port
      + (info.failoverProxy === null ? '' : '; ' + words(info.failoverProxy))
      + (info.flags & Ci.nsIProxyInfo.TRANSPARENT_PROXY_RESOLVES_HOST ? '' : ' (names resolved here)');
  Promise.all(urls.map((url) => new Promise((settle) => {
    const { NetUtil } = ChromeUtils.importESModule('resource://gre/modules/NetUtil.sys.mjs');
    const channel = NetUtil.newChannel({ uri: url, loadUsingSystemPrincipal: true });
    service.asyncResolve(channel, 0, { onProxyAvailable: (_request, _channel, info) => settle(words(info)) });
  }))).then(done, (error) => done(['failed: ' + error]));
`;

async function ended(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null) return;
  process.kill(-child.pid, 'SIGKILL');
  await new Promise((resolve) => child.once('close', resolve));
}

/** Firefox's own remote control: JSON behind its length (Mozilla, Marionette protocol). */
class Marionette {
  readonly #socket: Socket;
  readonly #waiting = new Map<number, (answer: [unknown, unknown]) => void>();
  #received = Buffer.alloc(0);
  #last = 0;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (part) => {
      this.#received = Buffer.concat([this.#received, part]);
      this.#read();
    });
  }

  static connect(port: number): Promise<Marionette> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host: '127.0.0.1', port });
      socket.once('error', reject);
      socket.once('connect', () => resolve(new Marionette(socket)));
    });
  }

  async send(name: string, parameters: object): Promise<unknown> {
    this.#last += 1;
    const message = JSON.stringify([0, this.#last, name, parameters]);
    const answered = new Promise<[unknown, unknown]>((resolve) => {
      this.#waiting.set(this.#last, resolve);
    });
    this.#socket.write(`${Buffer.byteLength(message)}:${message}`);
    const [error, value] = await answered;
    if (error !== null) throw new Error(`${name}: ${JSON.stringify(error)}`);
    return value;
  }

  close(): void {
    this.#socket.destroy();
  }

  #read(): void {
    for (;;) {
      const colon = this.#received.indexOf(':');
      if (colon === -1) return;
      const end = colon + 1 + Number(this.#received.subarray(0, colon));
      if (this.#received.length < end) return;
      const message: unknown = JSON.parse(this.#received.toString('utf8', colon + 1, end));
      this.#received = this.#received.subarray(end);
      // The greeting is an object; answers are [1, id, error, value].
      if (Array.isArray(message)) {
        this.#waiting.get(Number(message[1]))?.([message[2], message[3]]);
      }
    }
  }
}
