import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { profilesKind, secretsKind } from '../../electron/storage/documents';
import { tellFigure } from '../support/figure';
import { temporaryFolder } from '../support/temp-folder';
import { builtStorageProgram, withoutElectron } from '../unit/storage/built-program';

/** Forty in every run; as many as wanted for a long one. */
const kills = Number(process.env['CULVERT_STORAGE_KILLS'] ?? '40');

const folder = temporaryFolder('culvert-kills-');
let program: Awaited<ReturnType<typeof builtStorageProgram>>;
beforeAll(async () => {
  program = await builtStorageProgram();
});
afterAll(() => {
  program.remove();
  folder.remove();
});

const saidSchema = z.object({ generation: z.number(), quarantined: z.null() });

/** Starts the program, lets it write for so long, and takes its life. What it began with. */
async function killAfter(milliseconds: number): Promise<number> {
  const child = spawn(process.execPath, [program.path, folder.path, 'loop'], {
    env: withoutElectron,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  child.kill('SIGKILL');
  const [, signal] = await exited;
  expect(signal).toBe('SIGKILL');
  return saidSchema.parse(JSON.parse(line)).generation;
}

/** Reads every settings file there is; the generation of the newest profiles. */
function judge(): { generation: number; files: number } {
  let generation = 0;
  let files = 0;
  for (const name of readdirSync(folder.path).filter((each) => each.endsWith('.json'))) {
    const content: unknown = JSON.parse(readFileSync(folder.file(name), 'utf8'));
    files += 1;
    if (name === 'secrets.json') secretsKind.schema.parse(content);
    if (!name.startsWith('profiles.')) continue;
    const names = new Set(profilesKind.schema.parse(content).profiles.map((each) => each.name));
    expect(names.size, `${name} is of one generation`).toBeLessThanOrEqual(1);
    const [only = 'generation 0'] = names;
    if (name === 'profiles.json') generation = Number(only.replace('generation ', ''));
  }
  return { generation, files };
}

it(
  `FLT-13: after each of ${kills} kills at a random moment of writing every file is whole`,
  async () => {
    let last = 0;
    let files = 0;
    for (let turn = 0; turn < kills; turn++) {
      const began = await killAfter(Math.random() * 120);
      expect(began).toBe(last);
      const found = judge();
      expect(found.generation).toBeGreaterThanOrEqual(last);
      last = found.generation;
      files += found.files;
    }
    expect(last).toBeGreaterThan(kills);
    expect(readdirSync(folder.path).filter((name) => name.includes('corrupt'))).toEqual([]);
    // What the last kill cut off may lie about; what earlier ones did is gone.
    const unfinished = readdirSync(folder.path).filter((name) => name.includes('tmp'));
    expect(unfinished.length).toBeLessThanOrEqual(1);
    tellFigure(
      'FLT-13',
      `${kills} kills among ${last} writes: all of ${files} files read are whole`,
    );
  },
  60_000 + kills * 2_000,
);
