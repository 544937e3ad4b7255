import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type EnvironmentOptions, type Plugin, runnerImport } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));

/**
 * Left to Node at run time: Electron's own module, ssh2 with the helper program it carries, socksv5,
 * whose sloppy-mode code does not survive being put into a module, and what brings machine code.
 */
const external = ['electron', 'ssh2', 'socksv5', 'koffi', 'sodium-native', '@duckdb/node-api'];

/**
 * A program beside the window, by its entry. What it imports only when that is needed becomes a part
 * in a folder of its name: a start must not wait for code that only some commands run. A sandboxed
 * preload cannot load parts.
 */
function nodeEntry(name: string, input: string, format: 'es' | 'cjs' = 'es'): EnvironmentOptions {
  return {
    consumer: 'server',
    resolve: { noExternal: true, external },
    build: {
      outDir: `${root}dist`,
      emptyOutDir: false,
      target: 'node20',
      minify: false,
      sourcemap: true,
      ssr: true,
      rolldownOptions: {
        input: { [name]: `${root}${input}` },
        external: [...external, /^node:/],
        // Reading the contract's names takes longer than building a preload of them.
        checks: { pluginTimings: false },
        output: {
          format,
          entryFileNames: format === 'cjs' ? '[name].cjs' : '[name].js',
          chunkFileNames: `${name}/[name].js`,
          ...(format === 'cjs' && { codeSplitting: false }),
        },
      },
    },
  };
}

/**
 * Writes out the names of the contract where only those are asked for. Every page would otherwise
 * wait for the schemas of all calls to be made before its first line runs, and every window for them
 * before it is made.
 */
function namesOfContract(): Plugin {
  const names = `${root}shared/contract/window-names.ts`;
  return {
    name: 'names-of-contract',
    async load(id) {
      if (id !== names) return null;
      const { module } = await runnerImport<Record<string, readonly string[]>>(names, {
        configFile: false,
      });
      return Object.entries(module)
        .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`)
        .join('\n');
    },
  };
}

/** What electron-store brings that main is better without: see the files that take its place. */
function leaveOut(): Plugin {
  const theirs = /\/node_modules\/(conf|atomically|electron-store|env-paths|stubborn-fs)\//;
  const packages = new Map([
    ['ajv/dist/2020.js', 'left-out.ts'],
    ['ajv-formats', 'left-out.ts'],
    ['semver', 'left-out.ts'],
    ['when-exit', 'no-exit-hook.ts'],
  ]);
  const ofNode = new Map([
    ['node:assert', 'plain-assert.ts'],
    ['node:crypto', 'left-out.ts'],
    ['node:process', 'plain-process.ts'],
  ]);
  const place = (file: string): string => `${root}electron/storage/${file}`;
  return {
    name: 'leave-out',
    enforce: 'pre',
    applyToEnvironment: ({ name }) => name === 'main',
    resolveId: (id, importer) => {
      const file = theirs.test(importer ?? '') && packages.get(id);
      return file ? place(file) : null;
    },
    // What Node brings is external, and never asked about above.
    transform: (code, id) => {
      if (!theirs.test(id)) return null;
      const changed = code.replace(/ from '(node:\w+)'/g, (all, name: string) => {
        const file = ofNode.get(name);
        return file === undefined ? all : ` from ${JSON.stringify(place(file))}`;
      });
      return { code: changed, map: null };
    },
  };
}

/** One file builds the whole app: the window, and everything that runs beside it. */
export default defineConfig({
  root: `${root}renderer`,
  base: './',
  plugins: [react(), namesOfContract(), leaveOut()],
  environments: {
    client: {
      build: {
        outDir: `${root}dist/renderer`,
        emptyOutDir: true,
        target: 'chrome130',
        sourcemap: true,
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        rolldownOptions: {
          // One file to ask for before the window can be drawn, whatever else uses parts of it.
          output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } },
        },
      },
    },
    main: nodeEntry('main', 'electron/main.ts'),
    preload: nodeEntry('preload', 'electron/preload.ts', 'cjs'),
    engine: nodeEntry('engine', 'electron/engine.ts'),
    keyWorker: nodeEntry('key-worker', 'electron/keys/key-worker.ts'),
    textWorker: nodeEntry('text-worker', 'electron/flows/text-worker.ts'),
    flows: nodeEntry('flows', 'electron/flows-process.ts'),
    cli: nodeEntry('cli', 'electron/cli.ts'),
  },
  builder: {
    async buildApp(builder) {
      // Parts of an earlier build would be packed with those of this one.
      rmSync(`${root}dist`, { recursive: true, force: true });
      for (const environment of Object.values(builder.environments)) {
        if (environment.name !== 'ssr') await builder.build(environment);
      }
    },
  },
});
