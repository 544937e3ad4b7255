import { execFileSync } from 'node:child_process';
import { afterAll, expect, it } from 'vitest';
import { electronRuntime } from '../../scripts/electron-runtime.mjs';
import { canary, KeyBench } from '../support/key-bench';
import type { MadeKey } from '../support/key-files';
import { keyMatrix, passphrase } from '../support/key-matrix';
import type { KeyJob, KeyProgramOutput } from '../support/key-program';
import { builtKeyProgram } from '../support/key-worker';

const bench = await KeyBench.open();
const { maker } = bench;
afterAll(() => bench.close());

/** Reads keys with the worker under Electron's own Node, whose cryptography is BoringSSL's. */
async function readInElectron(jobs: readonly KeyJob[]): Promise<KeyProgramOutput> {
  const { executablePath } = await electronRuntime();
  const list = maker.write('jobs.json', JSON.stringify(jobs));
  const output = execFileSync(
    executablePath,
    [await builtKeyProgram(), bench.workerUrl.href, list],
    { encoding: 'utf8', env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } },
  );
  return JSON.parse(output);
}

/** Encryptions and spellings beyond the matrix that lean on the runtime's cryptography. */
function others(): (KeyJob & { readonly expected: string })[] {
  const ecdsa = maker.sshKeygen('ecdsa-384', 'PEM', '');
  const compressed = maker.path('compressed.pem');
  const options = ['-conv_form', 'compressed', '-out', compressed];
  execFileSync('openssl', ['ec', '-in', ecdsa.file, ...options], { stdio: 'ignore' });
  const job = ({ file, fingerprint }: MadeKey, secret: string | null) => ({
    file,
    passphrase: secret,
    expected: fingerprint,
  });
  const wrong = {
    ...job(maker.opensslPkcs8(ecdsa, canary), 'wrong'),
    expected: 'passphrase-wrong',
  };
  return [
    job(maker.opensslPkcs8(ecdsa, canary, ['-scrypt']), canary),
    job(maker.opensslPkcs8(ecdsa, canary, ['-v2', 'des3']), canary),
    job(maker.sshKeygen('ecdsa-256', 'RFC4716', canary, ['-Z', '3des-cbc']), canary),
    job(maker.sshKeygen('ecdsa-256', 'RFC4716', canary, ['-Z', 'aes256-gcm@openssh.com']), canary),
    job({ ...ecdsa, file: compressed }, null),
    wrong,
  ];
}

it('reads every key under the cryptography of Electron', async () => {
  const matrix = keyMatrix.map(({ encrypted, make }) => {
    const { file, fingerprint } = make(maker);
    return { file, passphrase: encrypted ? passphrase : null, expected: fingerprint };
  });
  const jobs = [...matrix, ...others()];
  const { electron, outcomes } = await readInElectron(jobs);
  console.log(`Electron ${electron}: ${outcomes.length} keys`);
  expect(electron).toMatch(/^\d+\./);
  expect(outcomes).toEqual(jobs.map(({ expected }) => expected));
}, 180_000);
