import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const dist = fileURLToPath(new URL('../../dist/', import.meta.url));

/** The files a built program loads before its first line runs: itself, and what it imports at once. */
function loadedAtOnce(entry: string, found = new Set<string>()): Set<string> {
  if (found.has(entry)) return found;
  found.add(entry);
  const imports = /^(?:import|export)\b[^'"\n]*["'](\.[^"'\n]+)["'];?$/gm;
  for (const [, path = ''] of readFileSync(entry, 'utf8').matchAll(imports)) {
    loadedAtOnce(resolve(dirname(entry), path), found);
  }
  return found;
}

/** What those files were made from. */
function sourcesOf(...entries: readonly string[]): string[] {
  const files = new Set(entries.flatMap((entry) => [...loadedAtOnce(resolve(dist, entry))]));
  return [...files].flatMap((file): string[] => {
    // A file of re-exports alone has no map.
    if (!readFileSync(file, 'utf8').includes('//# sourceMappingURL=')) return [];
    return JSON.parse(readFileSync(`${file}.map`, 'utf8')).sources;
  });
}

const awsClients = /node_modules\/(@aws-sdk|@smithy|@aws)\//;

it.each([
  ['culvert --version', ['cli.js']],
  ['culvert up', ['cli.js', 'cli/up.js']],
  ['culvert key', ['cli.js', 'cli/key.js']],
  ['the engine', ['engine.js']],
  ['main', ['main.js', 'main/culvert.js', 'main/surroundings.js']],
])('%s starts without the clients of AWS', (_name, entries) => {
  const sources = sourcesOf(...entries);
  expect(sources.some((source) => source.includes('shared/model/'))).toBe(true);
  expect(sources.filter((source) => awsClients.test(source))).toEqual([]);
});

it('a command that asks AWS has them, so that this test can see them', () => {
  expect(sourcesOf('cli.js', 'cli/clusters.js').some((source) => awsClients.test(source))).toBe(
    true,
  );
});

it('the preload knows the calls by name and makes none of their schemas', () => {
  const sources = sourcesOf('preload.cjs');
  expect(sources.some((source) => source.endsWith('electron/preload.ts'))).toBe(true);
  expect(sources.filter((source) => /node_modules\/zod|shared\/model/.test(source))).toEqual([]);
  expect(readFileSync(resolve(dist, 'preload.cjs'), 'utf8')).toContain('"snapshot"');
});

/** The scripts the page runs before it is drawn, as its document names them. */
function firstScripts(): string[] {
  const page = readFileSync(resolve(dist, 'renderer/index.html'), 'utf8');
  const named = [...page.matchAll(/<(?:script|link rel="modulepreload")[^>]*"\.\/([^"]+\.js)"/g)];
  const found = new Set<string>();
  const walk = (file: string): void => {
    if (found.has(file)) return;
    found.add(file);
    const imports = /\b(?:from|import) ?["'](\.[^"']+\.js)["']/g;
    for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(imports)) {
      walk(resolve(dirname(file), path));
    }
  };
  for (const [, path = ''] of named) walk(resolve(dist, 'renderer', path));
  return [...found];
}

describe('the page’s first script', () => {
  it('is the list of tunnels alone, without schemas and without texts in other languages', () => {
    const sources = sourcesOf(...firstScripts());
    expect(sources.some((source) => source.endsWith('features/tunnels/empty-state.tsx'))).toBe(
      true,
    );
    const late =
      /node_modules\/zod|shared\/contract|features\/(clusters|doctor|editor|export|flows|log|prompts|settings)\/|text\/(failures|doctor|flows|imports|log|exports)\/|text\/window\/.*(ko|zh-cn)/;
    expect(sources.filter((source) => late.test(source))).toEqual([]);
  });

  it('is small, and comes in few files', () => {
    const files = firstScripts();
    const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
    // 325 KB, of which React is 215: what is added here, every start waits for.
    expect(bytes).toBeGreaterThan(200_000);
    expect(bytes).toBeLessThan(340_000);
    expect(files.length).toBeLessThanOrEqual(2);
  });
});

it('the window is made before schemas, texts, settings or the engine’s side are loaded', () => {
  const late = /node_modules|shared\/(model|text)|electron\/(app|storage|browser|imports)\//;
  const sources = sourcesOf('main.js');
  expect(sources.some((source) => source.endsWith('electron/shell/main-window.ts'))).toBe(true);
  expect(sources.filter((source) => late.test(source))).toEqual([]);
});

it('the first picture is made without texts, imports and what calls do', () => {
  const late =
    /shared\/text\/(window|failures|doctor)|electron\/(imports|flows|browser\/(exports|isolated))\//;
  const sources = sourcesOf('main.js', 'main/culvert.js');
  expect(sources.some((source) => source.endsWith('electron/app/app-model.ts'))).toBe(true);
  expect(sources.filter((source) => late.test(source))).toEqual([]);
  expect(sourcesOf('main/surroundings.js').some((source) => late.test(source))).toBe(true);
});

it('the first answer to the page takes no schemas but those of the settings', () => {
  const sources = sourcesOf('main.js', 'main/culvert.js');
  const schemas = sources.filter((source) => /shared\/(contract|model)\//.test(source));
  expect(schemas.some((source) => source.endsWith('model/profile.ts'))).toBe(true);
  const late =
    /contract\/(window\.ts|call-error|.*-calls)|model\/(failure-schema|failures\/.*|log|profile-view|reach)\.ts/;
  expect(schemas.filter((source) => late.test(source))).toEqual([]);
});

it('… and nothing of Node that takes longer to load than the settings', () => {
  const slow = /^import .*["']node:(assert|crypto|net|process)["']/m;
  const files = [...loadedAtOnce(resolve(dist, 'main/culvert.js'))];
  expect(files.length).toBeGreaterThan(2);
  expect(files.filter((file) => slow.test(readFileSync(file, 'utf8')))).toEqual([]);
  expect(readFileSync(resolve(dist, 'main/surroundings.js'), 'utf8')).toMatch(slow);
});

it('main has no validator it never uses, and no hook that ends it by the signal itself', () => {
  const sources = sourcesOf('main.js', 'main/culvert.js', 'main/surroundings.js');
  expect(sources.some((source) => source.includes('node_modules/conf/'))).toBe(true);
  const unwanted = /node_modules\/(ajv|ajv-formats|semver|when-exit)\//;
  expect(sources.filter((source) => unwanted.test(source))).toEqual([]);
});

it('--version starts without ssh2 and without the tunnels', () => {
  const sources = sourcesOf('cli.js');
  expect(sources.filter((source) => /electron\/(ssh|socks|tunnel|ways)\//.test(source))).toEqual(
    [],
  );
  for (const file of loadedAtOnce(resolve(dist, 'cli.js'))) {
    expect(readFileSync(file, 'utf8')).not.toMatch(/^import .*["']ssh2["']/m);
  }
});
