import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const checkout = fileURLToPath(new URL('../..', import.meta.url));
const execute = promisify(execFile);

const whereSchema = z.object({
  executablePath: z.string(),
  args: z.array(z.string()),
  env: z.record(z.string(), z.string()),
});

async function askWhere() {
  const { stdout } = await execute(process.execPath, ['scripts/electron-where.mjs'], {
    cwd: checkout,
  });
  return { stdout, where: whereSchema.parse(JSON.parse(stdout)) };
}

describe('electron:where', () => {
  it('prints one line of JSON that leads to a real Electron', async () => {
    const { stdout, where } = await askWhere();
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(statSync(where.executablePath).mode & 0o111).not.toBe(0);
    const script = 'JSON.stringify([process.versions.electron, process.versions.chrome])';
    const answer = await execute(where.executablePath, ['-p', script], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    });
    const [electron, chrome] = z.array(z.string()).parse(JSON.parse(answer.stdout));
    expect(Number.parseInt(electron ?? '', 10)).toBeGreaterThanOrEqual(33);
    expect(Number.parseInt(chrome ?? '', 10)).toBeGreaterThanOrEqual(130);
  });

  it('says the same to several who ask at once', async () => {
    const answers = await Promise.all([askWhere(), askWhere(), askWhere()]);
    expect(new Set(answers.map(({ stdout }) => stdout)).size).toBe(1);
  });

  it('gave these tests the same answer', async () => {
    const { where } = await askWhere();
    expect(JSON.parse(process.env['CULVERT_ELECTRON'] ?? 'null')).toEqual(where);
  });

  it('refuses an override that holds no Electron', async () => {
    // The checkout has something called electron, but that is a folder.
    const env = { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: checkout };
    const failed = execute(process.execPath, ['scripts/electron-where.mjs'], {
      cwd: checkout,
      env,
    });
    await expect(failed).rejects.toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('holds no Electron'),
    });
  });
});
