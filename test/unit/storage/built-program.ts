import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { temporaryFolder } from '../../support/temp-folder';

/** Keeps Electron's package from downloading its binary when it is asked for under plain Node. */
export const withoutElectron: NodeJS.ProcessEnv = {
  ...process.env,
  ELECTRON_OVERRIDE_DIST_PATH: '/nowhere',
};

/** The storage code built to a program of its own, as the app's code is built. */
export async function builtStorageProgram(): Promise<{ readonly path: string; remove(): void }> {
  const folder = temporaryFolder('culvert-program-');
  symlinkSync(join(import.meta.dirname, '../../../node_modules'), folder.file('node_modules'));
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: join(import.meta.dirname, 'storage-program.ts'),
      outDir: folder.path,
      emptyOutDir: false,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: 'storage.mjs' } },
    },
    ssr: { noExternal: true, external: ['electron'] },
  });
  return { path: folder.file('storage.mjs'), remove: () => folder.remove() };
}
