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
 * The preload asks the contract for its names alone. Every page would otherwise wait for the schemas
 * of all calls to be made before its first line runs.
 */
function namesOfContract(): Plugin {
  const contract = `${root}shared/contract/window.ts`;
  const named = (value: object) =>
    JSON.stringify(Object.fromEntries(Object.keys(value).map((name) => [name, null])));
  return {
    name: 'names-of-contract',
    applyToEnvironment: ({ name }) => name === 'preload',
    async load(id) {
      if (id !== contract) return null;
      const { module } = await runnerImport<Record<'windowCalls' | 'windowEvents', object>>(
        contract,
        { configFile: false },
      );
      return `export const windowCalls = ${named(module.windowCalls)};
        export const windowEvents = ${named(module.windowEvents)};`;
    },
  };
}

/** One file builds the whole app: the window, and everything that runs beside it. */
export default defineConfig({
  root: `${root}renderer`,
  base: './',
  plugins: [react(), namesOfContract()],
  environments: {
    client: {
      build: {
        outDir: `${root}dist/renderer`,
        emptyOutDir: true,
        target: 'chrome130',
        sourcemap: true,
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
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
