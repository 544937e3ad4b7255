import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { TcpOrigin } from '../support/origin';
import { type Relay, startRelay } from '../support/relay';
import { type Sshd, startSshd } from '../support/sshd';
import { temporaryFolder } from '../support/temp-folder';
import { type SoakEngine, startEngine } from './engine';
import type { Ways } from './flows';
import { soakOrigin } from './origin';

/** The built engine with a tunnel that is up, what is before it and what is behind it. */
export interface Bench {
  readonly sshd: Sshd;
  readonly relay: Relay;
  readonly origin: TcpOrigin;
  readonly engine: SoakEngine;
  readonly ways: Ways;
}

/** The server asks for new keys after so much. */
const rekeyLimit = 'RekeyLimit 16M';

/** Does the work with a bench of its own, and takes everything away afterwards. */
export async function withBench<Result>(work: (bench: Bench) => Promise<Result>): Promise<Result> {
  const folder = temporaryFolder('culvert-soak-');
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', folder.file('key')]);
  const sshd = await startSshd({
    config: [rekeyLimit],
    authorizedKeys: [readFileSync(folder.file('key.pub'), 'utf8')],
  });
  const relay = await startRelay(sshd.port);
  const origin = await soakOrigin();
  const target = { sshd, port: relay.port, keyFile: folder.file('key') };
  const engine = await startEngine({ ...target, dataDir: folder.file('data') });
  const ways: Ways = { proxy: engine.port, origin: origin.port };
  try {
    return await work({ sshd, relay, origin, engine, ways });
  } finally {
    await engine.stop();
    await relay.close();
    await origin.close();
    await sshd.stop();
    folder.remove();
  }
}

/** Flows end at their own pace: what is left after ten seconds of quiet is left for good. */
export async function settled({ origin, engine }: Bench): Promise<void> {
  const deadline = performance.now() + 40_000;
  while (origin.sockets.size > 0 && performance.now() < deadline) await delay(100);
  let files = engine.openFiles();
  for (let quiet = 0; quiet < 10; quiet += 1) {
    await delay(200);
    const now = engine.openFiles();
    if (now !== files) quiet = 0;
    files = now;
    if (performance.now() > deadline) return;
  }
}
