import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { KeyReader } from '../../electron/keys/key-reader';
import { canary, KeyBench } from '../support/key-bench';
import type { KeyJob } from '../support/key-program';
import { builtKeyProgram } from '../support/key-worker';

const bench = await KeyBench.open();
const { maker, workerUrl } = bench;
afterAll(() => bench.close());

describe('the thread that reads keys', () => {
  it('leaves the event loop alone through 200 rounds of bcrypt', async () => {
    const { file, fingerprint } = maker.sshKeygen('ed25519', 'RFC4716', canary, ['-a', '200']);
    await bench.reader.inspect(file);
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const before = performance.eventLoopUtilization();
    const started = performance.now();
    const key = await bench.reader.read(file, Buffer.from(canary));
    const took = performance.now() - started;
    const { utilization } = performance.eventLoopUtilization(before);
    delay.disable();
    const [typical, longest] = [delay.percentile(99) / 1e6, delay.max / 1e6];
    console.log(
      `200 rounds took ${took.toFixed(0)} ms; the event loop was busy ${(utilization * 100).toFixed(1)} %, ` +
        `its delay p99 ${typical.toFixed(1)} ms, at most ${longest.toFixed(1)} ms`,
    );
    expect(key.facts.fingerprint).toBe(fingerprint);
    // On this thread the derivation would keep the loop busy all the time, in one single stall. The
    // delays themselves say more about what else the machine is doing.
    expect(took).toBeGreaterThan(500);
    expect(utilization).toBeLessThan(0.5);
  }, 180_000);

  it('holds up no key that needs no derivation', async () => {
    const slow = maker.sshKeygen('ed25519', 'RFC4716', canary, ['-a', '50']);
    const quick = maker.base('ecdsa-256');
    const settled: string[] = [];
    await Promise.all([
      bench.reader.read(slow.file, Buffer.from(canary)).then(() => settled.push('slow')),
      bench.reader.read(quick.file, null).then(() => settled.push('quick')),
    ]);
    expect(settled).toEqual(['quick', 'slow']);
  });

  it('is not started for a key that needs no derivation', async () => {
    const nowhere = new KeyReader({ workerUrl: new URL('file:///nonexistent/key-worker.js') });
    const plain = maker.base('ecdsa-256');
    const encrypted = maker.sshKeygen('ed25519', 'RFC4716', canary);
    for (const secret of [null, Buffer.from(canary)]) {
      const { facts } = await nowhere.read(plain.file, secret);
      expect(facts.fingerprint).toBe(plain.fingerprint);
    }
    expect(await nowhere.inspect(encrypted.file)).toMatchObject({ encrypted: true });
    await expect(nowhere.read(encrypted.file, null)).rejects.toMatchObject({
      failure: { code: 'passphrase-required' },
    });
    await expect(nowhere.read(encrypted.file, Buffer.from(canary))).rejects.toMatchObject({
      failure: { code: 'internal' },
    });
    await nowhere.close();
  });

  it('is replaced after it has died', async () => {
    // The first start finds a program that dies at once, the second the real one.
    const real = readFileSync(fileURLToPath(workerUrl), 'utf8');
    const flag = maker.path('died');
    const dying = `import { existsSync, writeFileSync } from 'node:fs';
      if (!existsSync(${JSON.stringify(flag)})) {
        writeFileSync(${JSON.stringify(flag)}, '');
        process.exit(7);
      }`;
    const file = maker.write('worker.mjs', `${dying}\n${real}`);
    const reader = new KeyReader({ workerUrl: pathToFileURL(file) });
    const key = maker.sshKeygen('ed25519', 'RFC4716', canary, ['-a', '1']);
    await expect(reader.read(key.file, Buffer.from(canary))).rejects.toMatchObject({
      failure: { code: 'internal', detail: 'key worker: ended with 7' },
    });
    const { facts } = await reader.read(key.file, Buffer.from(canary));
    expect(facts.fingerprint).toBe(key.fingerprint);
    await reader.close();
  });

  it('ends when closed, and what it was doing with it', async () => {
    const reader = new KeyReader({ workerUrl });
    const { file } = maker.sshKeygen('ed25519', 'RFC4716', canary, ['-a', '50']);
    const reading = reader.read(file, Buffer.from(canary));
    const refused = expect(reading).rejects.toMatchObject({ failure: { code: 'internal' } });
    await reader.close();
    await refused;
    await expect(reader.inspect(file)).rejects.toMatchObject({ failure: { code: 'internal' } });
  });
});

describe('a program that reads keys and never closes the reader', () => {
  it('has its answers, and ends by itself', async () => {
    const { file, fingerprint } = maker.sshKeygen('ed25519', 'RFC4716', canary, ['-a', '1']);
    const jobs: KeyJob[] = [
      { file, passphrase: canary },
      { file: '/nonexistent', passphrase: null },
    ];
    const list = maker.write('jobs.json', JSON.stringify(jobs));
    const output = execFileSync(process.execPath, [await builtKeyProgram(), workerUrl.href, list], {
      encoding: 'utf8',
      timeout: 20_000,
    });
    expect(JSON.parse(output)).toEqual({ electron: null, outcomes: [fingerprint, 'key-missing'] });
  });
});
