import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { waitUntil } from '../../support/ports';
import { temporaryFolder } from '../../support/temp-folder';

const runModule = fileURLToPath(new URL('../../../scripts/lib/run.mjs', import.meta.url));
const folder = temporaryFolder('culvert-run-');
afterAll(() => folder.remove());

/** Says that it is there, notes the signal that ends it, and ends in its own way. */
const patient = `
process.on('SIGTERM', () => { console.log('got SIGTERM'); process.exit(7); });
process.on('SIGINT', () => { console.log('got SIGINT'); process.exit(8); });
setInterval(() => {}, 1000);
console.log('ready');
`;

function launcher(child: string, options = '{}'): string {
  const script = folder.file(`launch-${Math.random().toString(36).slice(2)}.mjs`);
  writeFileSync(
    script,
    `import { run } from ${JSON.stringify(runModule)};
     process.exitCode = await run(process.execPath, ['-e', ${JSON.stringify(child)}], ${options});`,
  );
  return script;
}

interface Started {
  readonly process: ChildProcess;
  output(): string;
  readonly code: Promise<number | null>;
}

function start(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Started {
  const { npm_lifecycle_event: _npm, ...own } = process.env;
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...own, ...env },
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const code = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { process: child, output: () => output, code };
}

describe('run', () => {
  it.each([0, 1, 42])('answers exit code %i', async (code) => {
    expect(await start(process.execPath, [launcher(`process.exit(${code})`)]).code).toBe(code);
  });

  it('counts a signal as a shell does', async () => {
    const script = launcher("process.kill(process.pid, 'SIGKILL')");
    expect(await start(process.execPath, [script]).code).toBe(137);
  });

  it.each([
    ['SIGTERM', 7, '{}'],
    ['SIGINT', 8, '{}'],
    ['SIGTERM', 7, '{ group: true }'],
  ] as const)(
    'hands %s on and answers what the program made of it',
    async (signal, code, options) => {
      const started = start(process.execPath, [launcher(patient, options)]);
      await waitUntil('the program', () => started.output().includes('ready'));
      started.process.kill(signal);
      expect(await started.code).toBe(code);
      expect(started.output()).toContain(`got ${signal}`);
    },
  );

  it('ends the program when the shell npm started it from is gone', async () => {
    const note = folder.file('note');
    const child = `
      const { writeFileSync } = require('node:fs');
      process.on('SIGTERM', () => { writeFileSync(${JSON.stringify(note)}, 'ended'); process.exit(0); });
      setInterval(() => {}, 1000);
      console.log('ready');`;
    const line = `"${process.execPath}" "${launcher(child)}"; true`;
    const shell = start('sh', ['-c', line], { npm_lifecycle_event: 'start' });
    await waitUntil('the program', () => shell.output().includes('ready'));
    shell.process.kill('SIGTERM');
    await waitUntil('its end', () => {
      try {
        return readFileSync(note, 'utf8') === 'ended';
      } catch {
        return false;
      }
    });
    expect(await shell.code).toBeNull();
  });
});
