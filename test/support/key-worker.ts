import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, createBuilder } from 'vite';
import { temporaryFolder } from './temp-folder';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A folder for what is built, that goes with the process. Some tests run it as another user. */
function buildFolder(): ReturnType<typeof temporaryFolder> {
  const folder = temporaryFolder('culvert-built-');
  process.once('exit', () => rmSync(folder.path, { recursive: true, force: true }));
  chmodSync(folder.path, 0o755);
  // As in the checkout: Electron's Node does not find out by itself that a .js file is a module.
  writeFileSync(folder.file('package.json'), '{"type":"module"}');
  return folder;
}

const workers = new Map<string, Promise<URL>>();

/** The key worker, built as the app builds it, once a test process; takes about half a second. */
export function builtKeyWorker(): Promise<URL> {
  return builtWorker('keyWorker', 'key-worker.js');
}

/** The thread that gathers the texts of flow logs, as {@link builtKeyWorker}. */
export function builtTextWorker(): Promise<URL> {
  return builtWorker('textWorker', 'text-worker.js');
}

function builtWorker(name: string, file: string): Promise<URL> {
  const worker = workers.get(name) ?? buildWorker(name, file);
  workers.set(name, worker);
  return worker;
}

async function buildWorker(name: string, file: string): Promise<URL> {
  const folder = buildFolder();
  const builder = await createBuilder({
    configFile: `${root}vite.config.ts`,
    logLevel: 'warn',
    environments: { [name]: { build: { outDir: folder.path, sourcemap: false } } },
  });
  const environment = builder.environments[name];
  if (environment === undefined) throw new Error(`vite.config.ts builds no ${name}`);
  await builder.build(environment);
  return pathToFileURL(folder.file(file));
}

/** Path of key-program.ts built to be run on its own. */
export async function builtKeyProgram(): Promise<string> {
  const folder = buildFolder();
  await build({
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true },
    build: {
      ssr: `${root}test/support/key-program.ts`,
      outDir: folder.path,
      emptyOutDir: false,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: '[name].mjs' } },
    },
  });
  return folder.file('key-program.mjs');
}
