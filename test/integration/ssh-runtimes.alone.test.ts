import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { algorithms, offerFor } from '../../electron/ssh/algorithms';
import { electronRuntime } from '../../scripts/electron-runtime.mjs';
import { type CliRun, culvert } from '../support/cli';
import { tellFigure } from '../support/figure';
import { inMs } from '../support/figures';
import { closeCases, sshdFor } from '../support/ssh-cases';
import type { Sshd } from '../support/sshd';
import { temporaryFolder } from '../support/temp-folder';

const watcher = fileURLToPath(new URL('../support/loop-delay.mjs', import.meta.url));
const folder = temporaryFolder('culvert-runtimes-');
const runtimes: Record<string, { runtime: string; env: Record<string, string> }> = {};
let publicKey: string;
let runs = 0;

beforeAll(async () => {
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', folder.file('key')]);
  publicKey = readFileSync(folder.file('key.pub'), 'utf8');
  const { executablePath } = await electronRuntime();
  runtimes['Node'] = { runtime: process.execPath, env: {} };
  runtimes['Electron'] = { runtime: executablePath, env: { ELECTRON_RUN_AS_NODE: '1' } };
});
afterAll(async () => {
  await closeCases();
  folder.remove();
});

interface Run extends CliRun {
  readonly delay: () => { p99: number; most: number; samples: number };
}

/** Brings a tunnel up with the built command line, in one of the two runtimes. */
function upIn(name: string, sshd: Sshd): Run {
  runs += 1;
  const file = folder.file(`delay-${runs}`);
  const where = ['--host', sshd.host, '--port', String(sshd.port), '--user', sshd.user];
  const { runtime = '', env = {} } = runtimes[name] ?? {};
  const run = culvert(
    [
      'up',
      '--json',
      ...where,
      '--identity',
      folder.file('key'),
      '--accept-new',
      '--local-port',
      '0',
    ],
    {
      dataDir: folder.file(`data-${runs}`),
      runtime,
      runtimeArgs: ['--import', watcher],
      env: { ...env, CULVERT_LOOP_DELAY: file },
    },
  );
  return { ...run, delay: () => JSON.parse(readFileSync(file, 'utf8')) };
}

async function refusal(name: string, config: string) {
  const sshd = await sshdFor({ config: [config], authorizedKeys: [publicKey] });
  const run = upIn(name, sshd);
  const failed = await run.event('failed');
  const code = await run.ended;
  const dialled = run.events().findIndex(({ stage }) => stage === 'key-exchange');
  expect(dialled).toBeGreaterThan(-1);
  expect(sshd.log()).not.toContain('userauth');
  return { failed, code, run };
}

describe('SSH-03: in Electron, a server that has only', () => {
  it.each([
    'diffie-hellman-group16-sha512',
    'diffie-hellman-group18-sha512',
    'diffie-hellman-group-exchange-sha256,diffie-hellman-group14-sha1',
  ])('%s is refused in words, and nothing stalls', async (exchanges) => {
    const from = performance.now();
    const { failed, code, run } = await refusal('Electron', `KexAlgorithms ${exchanges}`);
    const took = performance.now() - from;
    expect(failed).toMatchObject({
      code: 'algorithms-mismatch',
      kind: 'key-exchange',
      offered: exchanges.split(','),
    });
    expect(failed['message']).toContain('KexAlgorithms +curve25519-sha256');
    expect(code).toBe(6);
    const { p99, most, samples } = run.delay();
    expect(samples).toBeGreaterThan(0);
    tellFigure('SSH-03', `refused; event loop p99 ${inMs(p99)}, at most ${inMs(most)}`);
    // What a person waits for, the start of server and program included.
    expect(took).toBeLessThan(4_000);
    expect(p99).toBeLessThan(50);
    expect(most).toBeLessThan(200);
  });
});

/** All that are offered, those we bring along among them. */
const ciphers = offerFor(['ssh-ed25519']).cipher as readonly string[];

/** Each key exchange with a cipher, until all of both were used; the MACs with a cipher that has none. */
const pairs = algorithms.kex.map((exchange, index) => ({
  exchange,
  cipher: ciphers[index % ciphers.length] ?? '',
}));

async function negotiated(name: string, config: readonly string[]) {
  const sshd = await sshdFor({ config, authorizedKeys: [publicKey] });
  const run = upIn(name, sshd);
  await run.event('listening', 40_000);
  const up = run.events().find(({ state }) => state === 'up');
  await run.signal('SIGTERM');
  const { keyExchange, cipher } = (up as { session: Record<string, string> }).session;
  return { exchange: keyExchange, cipher };
}

describe.each(['Node', 'Electron'])('SSH-04: in %s', (name) => {
  it('every cipher and every key exchange that is offered connects', async () => {
    expect(ciphers).toContain('chacha20-poly1305@openssh.com');
    expect(new Set(pairs.map(({ cipher }) => cipher))).toEqual(new Set(ciphers));
    const used = await Promise.all(
      pairs.map(({ exchange, cipher }) =>
        negotiated(name, [`KexAlgorithms ${exchange}`, `Ciphers ${cipher}`]),
      ),
    );
    expect(used).toEqual(pairs);
    tellFigure(
      'SSH-04',
      `${ciphers.length} of ${ciphers.length} ciphers, chacha20-poly1305 among them`,
    );
  });
});

describe('SSH-04: in Electron', () => {
  it('every MAC that is offered connects', async () => {
    const used = algorithms.hmac.map((mac) =>
      negotiated('Electron', ['Ciphers aes256-ctr', `MACs ${mac}`]),
    );
    expect(await Promise.all(used)).toHaveLength(algorithms.hmac.length);
  });

  it('a server with none of the ciphers is named with what it has', async () => {
    const { failed } = await refusal('Electron', 'Ciphers aes256-cbc,3des-cbc');
    expect(failed).toMatchObject({
      code: 'algorithms-mismatch',
      kind: 'cipher',
      offered: ['aes256-cbc', '3des-cbc'],
    });
  });
});
